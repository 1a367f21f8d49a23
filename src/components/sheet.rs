//! A sheet: a modal dialog that rises from the lower edge of a phone's screen, or stands at the end side of
//! a wider one.

use leptos::prelude::*;

use crate::components::icons::icon;
use crate::i18n::texts;
use crate::platform::{document, history};

/// A sheet that is shown while `open` is set.
///
/// Esc, the close button, a tap beside it and the browser's Back close it; the browser returns the focus to
/// what opened it.
#[component]
pub fn Sheet(
    /// The id of its element, which no other sheet of the page has.
    id: &'static str,
    /// What it is about.
    #[prop(into)]
    title: Signal<String>,
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// What stands in it.
    children: Children,
) -> impl IntoView {
    Effect::new(move |was_open: Option<bool>| {
        let is_open = open.get();
        if is_open {
            document::open_dialog(id);
            history::cover(move || open.set(false));
        } else if was_open == Some(true) {
            document::close_dialog(id);
            history::uncover();
        }
        is_open
    });
    on_cleanup(move || {
        if open.try_get_untracked() == Some(true) {
            open.set(false);
            history::uncover();
        }
    });
    let title_id = format!("{id}-title");
    let labelled_by = title_id.clone();
    view! {
        <dialog
            id=id
            class="sheet"
            aria-labelledby=labelled_by
            closedby="any"
            on:close=move |_| open.set(false)
        >
            <div class="sheet-head">
                <h2 id=title_id class="sheet-title" tabindex="-1" autofocus>{title}</h2>
                <button
                    type="button"
                    class="sheet-close"
                    aria-label=texts().close()
                    on:click=move |_| open.set(false)
                >
                    {icon("close")}
                </button>
            </div>
            <div class="sheet-body">{children()}</div>
        </dialog>
    }
}
