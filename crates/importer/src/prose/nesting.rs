//! Looks at a text's markup before it is parsed: whether it has HTML, and how deep that nests. The
//! time to parse HTML by the standard grows with the square of the depth, so this comes first.

use super::elements;

/// How deep elements may nest. Nobody nests elements of an abstract so deep.
const DEEPEST: usize = 200;

/// A tag in a text.
struct Tag<'a> {
    name: &'a str,
    closes: bool,
}

/// The tags of a text, one by one.
fn tags(text: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let (before, after) = rest.split_once('<')?;
            rest = after;
            if before.ends_with('\\') {
                // Escaped, as in Markdown: not a tag.
                continue;
            }
            let closes = after.starts_with('/');
            let named = after.strip_prefix('/').unwrap_or(after);
            let end = named
                .find(|c: char| !c.is_ascii_alphanumeric())
                .unwrap_or(named.len());
            let delimited = named[end..].starts_with(['>', '/'])
                || named[end..].starts_with(char::is_whitespace);
            if end > 0 && delimited && named.starts_with(|c: char| c.is_ascii_alphabetic()) {
                let name = &named[..end];
                rest = &named[end..];
                return Some(Tag { name, closes });
            }
        }
    })
}

/// Whether a text contains HTML elements; tags in Markdown's code do not count.
pub(super) fn is_html(text: &str) -> bool {
    let mut outside_code = text.split('`').step_by(2);
    outside_code.any(|text| tags(text).any(|tag| elements::is_known(tag.name)))
}

/// Whether a text contains elements that begin or end lines.
pub(super) fn makes_lines(text: &str) -> bool {
    tags(text).any(|tag| elements::makes_lines(tag.name))
}

/// Whether elements nest deeper than anyone writes.
pub(super) fn too_deep(text: &str) -> bool {
    let mut depth = 0_usize;
    tags(text).any(|tag| {
        if tag.closes {
            depth = depth.saturating_sub(1);
        } else if !elements::needs_no_end(tag.name) {
            depth += 1;
        }
        depth > DEEPEST
    })
}

/// The words between the tags.
pub(super) fn without_tags(text: &str) -> String {
    let mut words = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        words.push_str(before);
        if after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!') {
            words.push(' ');
            rest = after.split_once('>').map_or("", |(_, after)| after);
        } else {
            words.push('<');
            rest = after;
        }
    }
    words.push_str(rest);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_told_from_markdown_with_angles() {
        for html in [
            "<p>x</p>",
            "a<br>b",
            "see <A HREF='x'>y</a>",
            "<script>alert(1)</script>",
        ] {
            assert!(is_html(html), "{html}");
        }
        for markdown in [
            "a < b > c",
            "<https://lpc.events/>",
            "1 <2",
            "Vec<u8>",
            "`<p>`",
            "a\\<b c",
            "<joro@8bytes.org>",
        ] {
            assert!(!is_html(markdown), "{markdown}");
        }
    }

    #[test]
    fn paragraphs_that_are_left_open_do_not_nest() {
        assert!(!too_deep(&"<p>x<br>".repeat(1_000)));
        assert!(!too_deep(&"<b>x</b>".repeat(1_000)));
        assert!(too_deep(&"<div>".repeat(1_000)));
    }
}
