//! Notices: what the attendee should know, said in the page until dismissed.

use leptos::prelude::*;

use crate::components::element::{button, inward, tag, words_in};
use crate::components::icons::icon;
use crate::components::lines::{Line, lines};
use crate::i18n::texts;
use crate::notice::Notice;
use crate::platform::{agenda_store, worker};
use crate::route::View;
use crate::state::{State, state};
use crate::{friends, news};

/// All notices, above the navigation; new ones are announced.
#[must_use]
pub fn notices() -> AnyView {
    let state = state();
    let notices = state.notices;
    let lines = lines(move || notices.with(|notices| notices.iter().map(line).collect()));
    tag("div")
        .class("notices")
        .set("role", "log")
        .set("aria-label", texts().notices())
        .with(lines.into_any())
        .view()
}

fn line(notice: &Notice) -> Line {
    let notice = notice.clone();
    Line::new(notice.key(), move || show(notice.clone()))
}

fn show(notice: Notice) -> AnyView {
    let state = state();
    let view_of = match &notice {
        Notice::ItemChanged(change) => Some(View::Item(change.item.clone())),
        Notice::ScheduleChanged(_) => Some(View::WhatsNew),
        Notice::Conflicts { .. } => Some(View::Mine),
        _ => None,
    };
    let link = view_of.map(|view| inward("button", state.href(view), texts().show()));
    let close = tag("button")
        .class("notice-close")
        .set("type", "button")
        .set("aria-label", texts().dismiss())
        .with(icon("close"));
    let (told, gone) = (notice.clone(), notice.clone());
    tag("div")
        .class("notice")
        .with(words_in("p", "", notice.text()))
        .maybe(action(&state, told))
        .maybe(link)
        .with(close.tapped(move || dismiss(&state, &gone)).view())
        .view()
}

/// What can be done about it.
fn action(state: &State, notice: Notice) -> Option<AnyView> {
    let state = state.clone();
    let (name, act): (_, Box<dyn Fn() + Send + Sync>) = match notice {
        Notice::NewVersion | Notice::AgendaByNewer => {
            (texts().reload(), Box::new(worker::take_new_version))
        }
        Notice::AgendaKeptAside { .. } | Notice::AgendaUnreadable { .. } => (
            texts().save_unreadable(),
            Box::new(move || agenda_store::save_unreadable(&state.programme.conference().id)),
        ),
        Notice::TakenOut { ref item, .. } => {
            let item = item.clone();
            (
                texts().undo(),
                Box::new(move || {
                    state.dismiss(&notice);
                    if !untrack(|| state.is_starred(&item)) {
                        state.toggle_star(&item);
                    }
                }),
            )
        }
        Notice::Removed(ref said) => {
            let said = said.clone();
            (
                texts().undo(),
                Box::new(move || {
                    state.dismiss(&notice);
                    state.put_back(&said);
                }),
            )
        }
        Notice::FriendRemoved(ref friend) => {
            let friend = friend.clone();
            (
                texts().undo(),
                Box::new(move || {
                    state.dismiss(&notice);
                    friends::keep(&state, &friend);
                }),
            )
        }
        _ => return None,
    };
    Some(button(name, act))
}

/// A change that was seen is not told again; other notices may be.
fn dismiss(state: &State, notice: &Notice) {
    match notice {
        Notice::ItemChanged(change) => news::dismiss(state, &change.item),
        _ => state.dismiss(notice),
    }
}
