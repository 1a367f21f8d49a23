//! Addresses for others: shared by the device or copied; My schedule as one, and as a code.

use hallway_agenda::SharedSchedule;
use leptos::prelude::*;

use crate::components::element::{all, button, element, live, tag, words_in};
use crate::components::name_field::name_field;
use crate::components::qr_code::qr_code;
use crate::i18n::{fill, texts};
use crate::notice::{Notice, name_of};
use crate::platform::{sharing, storage};
use crate::route::View;
use crate::state::State;

/// The key under which it is remembered how the attendee calls themselves.
const NAME: &str = "hallway:name";

/// The agenda as a link and as a code, both holding the stars themselves.
#[must_use]
pub fn share(state: &State) -> AnyView {
    let opened = RwSignal::new(false);
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
        move || {
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
        let (state, address) = (state.clone(), address.clone());
        move || {
            if let Some(address) = untrack(&address) {
                copy_address(&state, address);
            }
        }
    };
    let buttons = vec![
        button(texts().share(), share),
        button(texts().copy_link(), copy),
    ];
    let name_field = name_field(texts().your_name(), "given-name", name, |name| {
        // Where it can't be stored, it is asked for again.
        let _ = storage::replace(NAME, name);
    });
    let code = move || {
        opened
            .get()
            .then(&address)
            .flatten()
            .map(|address| qr_code(&address))
    };
    tag("details")
        .class("share")
        .on("toggle", move |_| {
            name.set(storage::recall(NAME).unwrap_or_default());
            opened.set(true);
        })
        .with(words_in("summary", "", texts().show_code()))
        .with(name_field)
        .with(live(code))
        .with(words_in("p", "note", texts().code_holds()))
        .with(element("div", "actions", all(buttons)))
        .view()
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
