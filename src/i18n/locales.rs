//! Holds the files of all languages to the English one.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;

use super::Language;
use super::texts::Texts;

/// The texts of a file under their names, in the file's order; a counted one has a text for each form.
struct Entries(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct InOrder;

        impl<'de> Visitor<'de> for InOrder {
            type Value = Entries;

            fn expecting(&self, to: &mut fmt::Formatter) -> fmt::Result {
                to.write_str("an object of texts")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }

        from.deserialize_map(InOrder)
    }
}

impl Entries {
    fn of(file: &str) -> Self {
        serde_json::from_str(file).unwrap_or_else(|error| panic!("{error} in {file:.60}"))
    }

    fn get(&self, name: &str) -> Option<&Value> {
        let (_, value) = self.0.iter().find(|(known, _)| known == name)?;
        Some(value)
    }
}

/// The texts of a value, under their whole names: "search", "number_of_items.one".
fn texts_of<'a>(name: &str, value: &'a Value) -> Vec<(String, &'a str)> {
    match value {
        Value::String(text) => vec![(name.into(), text)],
        Value::Object(forms) => {
            let forms = forms.iter();
            let texts = forms.flat_map(|(form, value)| texts_of(&format!("{name}.{form}"), value));
            texts.collect()
        }
        _ => panic!("\"{name}\" is no text: {value}"),
    }
}

/// The placeholders of a text, which all forms of a counted one have.
fn placeholders_of(value: &Value) -> Vec<&str> {
    placeholders(
        value["other"]
            .as_str()
            .or(value.as_str())
            .unwrap_or_default(),
    )
}

/// The placeholders of a text in order: "{0}", "{1}", and whatever else a brace begins.
fn placeholders(text: &str) -> Vec<&str> {
    let begins = text.match_indices('{').map(|(at, _)| at);
    let placeholder = |at: usize| {
        let end = text[at..].find('}').map_or(text.len(), |end| at + end + 1);
        &text[at..end]
    };
    let mut placeholders: Vec<_> = begins.map(placeholder).collect();
    placeholders.sort_unstable();
    placeholders
}

/// What is wrong with the file of a language, beside the English one.
fn diagnostics(tag: &str, file: &str) -> Vec<String> {
    let (entries, english) = (Entries::of(file), Entries::of(Language::English.file()));
    let mut diagnostics = Vec::new();
    let mut report = |what: String| diagnostics.push(format!("locales/{tag}.json: {what}"));
    for &name in Texts::NAMES {
        if entries.get(name).is_none() {
            report(format!("\"{name}\" is missing"));
        }
    }
    for (at, (name, value)) in entries.0.iter().enumerate() {
        let Some(original) = english.get(name) else {
            report(format!("\"{name}\" is no text of the interface"));
            continue;
        };
        if entries.0[..at].iter().any(|(earlier, _)| earlier == name) {
            report(format!("\"{name}\" is there twice"));
        }
        if original.is_object() && value["other"].is_null() {
            report(format!("\"{name}.other\" is missing"));
        }
        let expected = placeholders_of(original);
        for (name, text) in texts_of(name, value) {
            let said = placeholders(text);
            if text.trim().is_empty() {
                report(format!("\"{name}\" is empty"));
            } else if said != expected {
                report(format!(
                    "\"{name}\" has the placeholders {said:?} instead of {expected:?}"
                ));
            }
        }
    }
    let names = || entries.0.iter().map(|(name, _)| name.as_str());
    if diagnostics.is_empty()
        && let Some((name, expected)) = names().zip(Texts::NAMES).find(|(name, of)| name != *of)
    {
        diagnostics.push(format!(
            "locales/{tag}.json: \"{name}\" stands where \"{expected}\" should"
        ));
    }
    diagnostics
}

#[test]
fn every_language_says_the_same() {
    for language in Language::ALL {
        let diagnostics = diagnostics(language.tag(), language.file());
        assert!(diagnostics.is_empty(), "{}", diagnostics.join("\n"));
    }
}

#[test]
fn placeholders_are_those_that_are_filled() {
    for (name, value) in Entries::of(Language::English.file()).0 {
        let all = ["{0}", "{1}", "{2}"];
        assert!(
            placeholders_of(&value).iter().all(|of| all.contains(of)),
            "locales/en.json: \"{name}\""
        );
    }
}

#[test]
fn a_diagnostic_names_the_file_and_the_text() {
    let german = Language::German.file();
    for (right, wrong, expected) in [
        (
            "  \"status\": \"{0} von {1}\",\n",
            "",
            "\"status\" is missing",
        ),
        (
            "\"status\": \"{0} von {1}\"",
            "\"status\": \" \"",
            "\"status\" is empty",
        ),
        (
            "\"status\"",
            "\"state\"",
            "\"state\" is no text of the interface",
        ),
        (
            "\"room\": \"Raum\"",
            "\"room\": \"Raum\", \"room\": \"Raum\"",
            "\"room\" is there twice",
        ),
        (
            "{0} von {1}",
            "{0} von {0}",
            "\"status\" has the placeholders [\"{0}\", \"{0}\"] instead of [\"{0}\", \"{1}\"]",
        ),
        (
            "\"day\": \"Tag\",\n  \"room\": \"Raum\",",
            "\"room\": \"Raum\",\n  \"day\": \"Tag\",",
            "\"room\" stands where \"day\" should",
        ),
        (
            "\"other\": \"{0} Programmpunkte\"",
            "\"few\": \"Programmpunkte\"",
            "\"number_of_items.few\" has the placeholders [] instead of [\"{0}\"]",
        ),
        (
            "\"other\": \"{0} Programmpunkte\"",
            "\"many\": \"{0} Programmpunkte\"",
            "\"number_of_items.other\" is missing",
        ),
    ] {
        assert!(german.contains(right), "{right}");
        let diagnostics = diagnostics("de", &german.replacen(right, wrong, 1));
        let expected = format!("locales/de.json: {expected}");
        assert!(diagnostics.contains(&expected), "{diagnostics:?}");
    }
}

#[test]
fn a_language_with_other_texts_is_not_spoken() {
    let german = Language::German.file();
    for file in [
        String::new(),
        "{}".into(),
        german.replacen("\"status\"", "\"state\"", 1),
        german.replacen('{', "{\"state\": \"\",", 1),
    ] {
        assert!(Language::German.speak(Some(file)).is_none());
        assert_eq!(Language::spoken(), Language::English);
    }
    assert!(Language::German.speak(None).is_none());
    Language::German.speak(Some(german.into())).unwrap();
    assert_eq!(super::texts().search(), "Suchen");
    Language::English.speak(None).unwrap();
    assert_eq!(super::texts().search(), "Search");
}

#[test]
fn a_region_follows_its_language() {
    for language in Language::ALL {
        let of_region = format!("{}-XX", language.tag());
        assert_eq!(Language::of_tag(&of_region), Some(language));
    }
    assert_eq!(Language::of_tag("tlh"), None);
}
