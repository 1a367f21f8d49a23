//! Letters in lower case and without their marks, by the browser's own tables of Unicode.

use js_sys::{JsString, RegExp};

thread_local! {
    static MARKS: RegExp = RegExp::new(r"\p{M}+", "gu");
}

/// A [`hallway_programme::search::BareLetters`].
#[must_use]
pub fn bare_letters(text: &str) -> String {
    let lower = JsString::from(text).normalize("NFD").to_lower_case();
    MARKS
        .with(|marks| lower.replace_by_pattern(marks, ""))
        .into()
}
