//! A field for a name under which a schedule goes: one's own, or a friend's.

use leptos::prelude::*;

use crate::components::element::tag;

/// The field, labelled. `autocomplete` is what the browser may fill in (HTML, section 4.10.18.7);
/// `typed` is told of each change.
#[inline(never)]
#[must_use]
pub fn name_field(
    label: &'static str,
    autocomplete: &'static str,
    name: RwSignal<String>,
    typed: fn(&str),
) -> AnyView {
    let field = tag("input")
        .class("field")
        .set("type", "text")
        .set("dir", "auto")
        .set("autocomplete", autocomplete)
        .live("value", move || Some(name.get()))
        .on("input", move |event| {
            name.set(event_target_value(&event));
            typed(&name.read_untracked());
        });
    let label = tag("label").class("labelled").words(label);
    label.with(field.view()).view()
}
