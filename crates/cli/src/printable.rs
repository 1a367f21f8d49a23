//! Makes text from files and names safe to print on a terminal: characters with an effect are
//! escaped.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a character has an effect on a terminal or on the text around it instead of being
/// visible: Unicode's general categories Cc (control), Cf (format: directions, joiners, tags), Zl
/// and Zp.
pub fn acts(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{600}'..='\u{605}'
                | '\u{61c}'
                | '\u{6dd}'
                | '\u{70f}'
                | '\u{890}'..='\u{891}'
                | '\u{8e2}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{2064}'
                | '\u{2066}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{110bd}'
                | '\u{110cd}'
                | '\u{13430}'..='\u{1343f}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0001}'
                | '\u{e0020}'..='\u{e007f}'
        )
}

/// A text in one line, with such characters and line breaks escaped as in `\u{1b}`.
pub fn one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(acts) {
        return text.into();
    }
    let mut line = String::with_capacity(text.len());
    for character in text.chars() {
        if acts(character) {
            line.extend(character.escape_unicode());
        } else {
            line.push(character);
        }
    }
    line.into()
}

/// JSON with such characters escaped as in JSON, except the line breaks between its values.
/// Serialisers escape only U+0000 to U+001F. Outside of strings, JSON has no other such characters.
pub fn json(text: &str) -> Cow<'_, str> {
    let acts = |character| character != '\n' && acts(character);
    if !text.contains(acts) {
        return text.into();
    }
    let mut json = String::with_capacity(text.len());
    for character in text.chars() {
        if acts(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                // Writing to a string does not fail.
                let _ = write!(json, "\\u{unit:04x}");
            }
        } else {
            json.push(character);
        }
    }
    json.into()
}

#[cfg(test)]
mod tests {
    use icu_properties::CodePointMapData;
    use icu_properties::props::GeneralCategory;

    use super::*;

    #[test]
    fn what_acts_is_what_unicode_calls_so() {
        let categories = CodePointMapData::<GeneralCategory>::new();
        for character in '\0'..=char::MAX {
            let acts_by_unicode = matches!(
                categories.get(character),
                GeneralCategory::Control
                    | GeneralCategory::Format
                    | GeneralCategory::LineSeparator
                    | GeneralCategory::ParagraphSeparator
            );
            assert_eq!(
                acts(character),
                acts_by_unicode,
                "{}",
                character.escape_unicode()
            );
        }
    }

    #[test]
    fn a_line_shows_what_would_act() {
        assert_eq!(one_line("Größe \"ß\" \\ 日本"), "Größe \"ß\" \\ 日本");
        assert_eq!(
            one_line("a\u{1b}[2Jb\nwarning\u{9b}\u{202e}"),
            "a\\u{1b}[2Jb\\u{a}warning\\u{9b}\\u{202e}"
        );
    }

    #[test]
    fn json_says_the_same_as_before() {
        let text = "a\u{1b}\u{9b}\u{202e}\u{e0041}\n\"ü\"";
        let value = serde_json::json!({ "a\u{85}": text });
        let escaped = json(&value.to_string()).into_owned();
        assert!(!escaped.contains(acts), "{escaped}");
        let read: serde_json::Value = serde_json::from_str(&escaped).expect("it is JSON");
        assert_eq!(read, value);
    }
}
