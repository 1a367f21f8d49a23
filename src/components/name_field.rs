//! A field for a name under which a schedule goes: one's own, or a friend's.

use leptos::prelude::*;

/// The field, labelled.
#[component]
pub fn NameField(
    /// What is asked for.
    label: &'static str,
    /// What the browser may fill in (HTML, section 4.10.18.7).
    autocomplete: &'static str,
    /// The name.
    name: RwSignal<String>,
    /// Is told of each change.
    on_change: fn(&str),
) -> impl IntoView {
    let typed = move |event| {
        name.set(event_target_value(&event));
        on_change(&name.read_untracked());
    };
    view! {
        <label class="labelled">
            {label}
            <input
                class="field"
                type="text"
                dir="auto"
                autocomplete=autocomplete
                value=name
                on:input=typed
            />
        </label>
    }
}
