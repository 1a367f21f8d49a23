//! Puts letters together that a calendar's folds cut apart.
//!
//! RFC 5545, section 3.1, folds lines at octets, so a fold may be in the middle of a UTF-8 letter. It
//! asks to unfold before the text is decoded. To keep the lines' numbers, this moves the rest of
//! such a letter before the fold; unfolding then gives the same.

use std::borrow::Cow;

/// The bytes of a calendar without folds in the middle of letters; other bytes are unchanged.
pub(super) fn repaired(content: &[u8]) -> Cow<'_, [u8]> {
    let start = content.trim_ascii_start();
    let name = b"BEGIN:VCALENDAR";
    let is_calendar = start
        .get(..name.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(name));
    if !is_calendar {
        return Cow::Borrowed(content);
    }
    let mut repaired = Vec::with_capacity(content.len());
    let mut rest = content;
    // Folds that come after the rest of the letter.
    let mut within_letter = Vec::new();
    while let [byte, after @ ..] = rest {
        let length = fold(rest);
        let cuts_letter = rest.get(length).is_some_and(|byte| continues(*byte));
        if length > 0 && cuts_letter {
            within_letter.extend_from_slice(&rest[..length]);
            rest = &rest[length..];
            continue;
        }
        if !continues(*byte) {
            repaired.append(&mut within_letter);
        }
        repaired.push(*byte);
        rest = after;
    }
    repaired.append(&mut within_letter);
    Cow::Owned(repaired)
}

/// The length of the fold that the bytes begin with; 0 if they begin with none.
fn fold(bytes: &[u8]) -> usize {
    match bytes {
        [b'\r', b'\n', b' ' | b'\t', ..] => 3,
        [b'\n', b' ' | b'\t', ..] => 2,
        _ => 0,
    }
}

/// Whether a byte continues a letter in UTF-8.
fn continues(byte: u8) -> bool {
    byte & 0b1100_0000 == 0b1000_0000
}

#[cfg(test)]
mod tests {
    use super::repaired;

    #[test]
    fn a_letter_is_whole_however_it_is_folded() {
        let text = "BEGIN:VCALENDAR\r\nSUMMARY:Größe €🦀 x\r\nEND:VCALENDAR\r\n";
        let unfold = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace("\r\n ", "");
        for width in 1..20 {
            let mut folded = b"BEGIN:VCALENDAR\r\n".to_vec();
            let line = &text.as_bytes()[17..text.len() - 17];
            let chunks: Vec<_> = line.chunks(width).collect();
            folded.extend(chunks.join(b"\r\n ".as_slice()));
            folded.extend(b"\r\nEND:VCALENDAR\r\n");
            let repaired = repaired(&folded);
            assert!(std::str::from_utf8(&repaired).is_ok(), "{width}");
            assert_eq!(unfold(&repaired), text, "{width}");
            assert_eq!(repaired.len(), folded.len(), "no line is lost");
        }
    }
}
