//! Letters without their marks, by the browser's own tables of Unicode.

use js_sys::{JsString, RegExp};

thread_local! {
    static MARKS: RegExp = RegExp::new(r"\p{M}+", "gu");
}

/// A text's canonical decomposition without its marks: a
/// [`hallway_programme::search::WithoutMarks`].
#[must_use]
pub fn without_marks(text: &str) -> String {
    let decomposed = JsString::from(text).normalize("NFD");
    MARKS
        .with(|marks| decomposed.replace_by_pattern(marks, ""))
        .into()
}
