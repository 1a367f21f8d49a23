//! Letters and their case, by the browser's own tables of Unicode: those of Rust's library stay out of the
//! app. Prerendering, which has no browser, asks Rust.

use js_sys::{JsString, RegExp};

thread_local! {
    static MARKS: RegExp = RegExp::new(r"\p{M}+", "gu");
    static LETTER: RegExp = RegExp::new(r"\p{Alphabetic}", "u");
    static NUMBER: RegExp = RegExp::new(r"\p{N}", "u");
}

/// A [`hallway_programme::search::BareLetters`].
#[must_use]
pub fn bare_letters(text: &str) -> String {
    let lower = JsString::from(text).normalize("NFD").to_lower_case();
    MARKS
        .with(|marks| lower.replace_by_pattern(marks, ""))
        .into()
}

/// A letter without its marks: an E for an É.
#[must_use]
pub fn without_marks(letter: &str) -> String {
    if IN_BROWSER {
        let parts = JsString::from(letter).normalize("NFD");
        MARKS
            .with(|marks| parts.replace_by_pattern(marks, ""))
            .into()
    } else {
        // Prerendered letters lead nowhere until the app is there, which makes them anew.
        letter.into()
    }
}

/// Whether the browser is asked. Rust's tables are left out of the app, where nothing asks for them.
const IN_BROWSER: bool = cfg!(target_arch = "wasm32");

/// A text in lower case.
#[must_use]
pub fn lower(text: &str) -> String {
    if IN_BROWSER {
        JsString::from(text).to_lower_case().into()
    } else {
        text.to_lowercase()
    }
}

/// A text in upper case.
#[must_use]
pub fn upper(text: &str) -> String {
    if IN_BROWSER {
        JsString::from(text).to_upper_case().into()
    } else {
        text.to_uppercase()
    }
}

/// Whether a character is a letter.
#[must_use]
pub fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphabetic()
    } else if IN_BROWSER {
        LETTER.with(|class| class.test(&c.to_string()))
    } else {
        c.is_alphabetic()
    }
}

/// Whether a character is of a number.
#[must_use]
pub fn is_number(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_digit()
    } else if IN_BROWSER {
        NUMBER.with(|class| class.test(&c.to_string()))
    } else {
        c.is_numeric()
    }
}
