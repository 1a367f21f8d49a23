//! Decodes the entities that tools leave in texts without HTML.

/// The entities that XML has, and the most common ones of HTML.
const NAMED: &[(&str, &str)] = &[
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", "\u{a0}"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("bull", "•"),
    ("auml", "ä"),
    ("ouml", "ö"),
    ("uuml", "ü"),
    ("Auml", "Ä"),
    ("Ouml", "Ö"),
    ("Uuml", "Ü"),
    ("szlig", "ß"),
    ("eacute", "é"),
];

/// The text with its entities as the characters that they stand for. An unknown one stays as it is.
pub(super) fn decoded(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        decoded.push_str(before);
        match entity(after) {
            Some((character, after)) => {
                decoded.push_str(&character);
                rest = after;
            }
            None => {
                decoded.push('&');
                rest = after;
            }
        }
    }
    decoded.push_str(rest);
    decoded
}

/// What the entity after `&` stands for, and the text behind it.
fn entity(text: &str) -> Option<(String, &str)> {
    let end = text.bytes().take(10).position(|byte| byte == b';')?;
    let (name, after) = (&text[..end], &text[end + 1..]);
    let code = match name.strip_prefix('#') {
        Some(digits) => match digits.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => digits.parse().ok()?,
        },
        None => {
            let (_, character) = NAMED.iter().find(|(known, _)| *known == name)?;
            return Some(((*character).to_owned(), after));
        }
    };
    let character = char::from_u32(code).filter(|c| !c.is_control() || c.is_whitespace())?;
    Some((character.to_string(), after))
}
