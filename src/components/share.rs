//! Addresses for others: shared by the device or copied; My schedule as one, and as a code.

use hallway_agenda::SharedSchedule;
use leptos::prelude::*;

use crate::components::name_field::NameField;
use crate::components::qr_code::QrCode;
use crate::components::reactive::reactive;
use crate::i18n::{fill, texts};
use crate::notice::{Notice, name_of};
use crate::platform::{sharing, storage};
use crate::route::View;
use crate::state::{State, state};

/// The key under which it is remembered how the attendee calls themselves.
const NAME: &str = "hallway:name";

/// The agenda as a link and as a code, both holding the stars themselves.
#[component]
pub fn ShareSchedule() -> impl IntoView {
    let state = state();
    let is_opened = RwSignal::new(false);
    let name = RwSignal::new(String::new());
    let address = {
        let state = state.clone();
        move || {
            let shared = state.agenda.with(|agenda| {
                let agenda = agenda.as_ref()?;
                Some(SharedSchedule::of(agenda, &name.read()))
            })?;
            let view = View::Shared(shared.to_fragment());
            Some(sharing::whole_address(&state.href(view)))
        }
    };
    let share = {
        let (state, address) = (state.clone(), address.clone());
        move |_| {
            if let Some(address) = untrack(&address) {
                let shared = SharedSchedule {
                    name: name.get_untracked(),
                    items: Vec::new(),
                };
                let title = fill(texts().schedule_of(), &[name_of(&shared)]);
                share_address(&state, &title, address);
            }
        }
    };
    let copy = {
        let address = address.clone();
        move |_| {
            if let Some(address) = untrack(&address) {
                copy_address(&state, address);
            }
        }
    };
    let open = move |_| {
        name.set(storage::recall(NAME).unwrap_or_default());
        is_opened.set(true);
    };
    let code = move || {
        let address = is_opened.get().then(&address).flatten()?;
        Some(view! { <QrCode address/> })
    };
    let keep_name = |name: &str| {
        // Where it can't be stored, it is asked for again.
        let _ = storage::replace(NAME, name);
    };
    view! {
        <details class="share" on:toggle=open>
            <summary>{texts().show_code()}</summary>
            <NameField
                label=texts().your_name()
                autocomplete="given-name"
                name
                on_change=keep_name
            />
            {reactive(code)}
            <p class="note">{texts().code_holds()}</p>
            <div class="actions">
                <button type="button" class="button" on:click=share>{texts().share()}</button>
                <button type="button" class="button" on:click=copy>{texts().copy_link()}</button>
            </div>
        </details>
    }
}

/// Shares an address, and says what became of it where that is not to be seen.
pub fn share_address(state: &State, title: &str, address: String) {
    let (state, link) = (state.clone(), address.clone());
    sharing::share(title, address, move |copied| {
        say_copied(&state, &link, copied)
    });
}

/// Copies an address, and says what became of it.
pub fn copy_address(state: &State, address: String) {
    let (state, link) = (state.clone(), address.clone());
    sharing::copy(address, move |copied| say_copied(&state, &link, copied));
}

fn say_copied(state: &State, link: &str, copied: bool) {
    let words = if copied {
        texts().copied().into()
    } else {
        fill(texts().not_copied(), &[link])
    };
    state.tell(Notice::Said(words));
}
