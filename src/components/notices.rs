//! Notices: what the attendee should know, said in the page until dismissed.

use leptos::prelude::*;

use crate::components::icons::icon;
use crate::components::lines::{Line, Lines};
use crate::i18n::texts;
use crate::notice::Notice;
use crate::platform::{agenda_store, worker};
use crate::route::View;
use crate::state::{State, state};
use crate::{friends, news};

/// All notices, above the navigation; new ones are announced.
#[component]
pub fn Notices() -> impl IntoView {
    let notices = state().notices;
    let lines = move || notices.with(|notices| notices.iter().map(line).collect());
    view! {
        <div class="notices" role="log" aria-label=texts().notices()>
            <Lines each=Signal::derive(lines)/>
        </div>
    }
}

fn line(notice: &Notice) -> Line {
    let notice = notice.clone();
    Line::new(notice.key(), move || {
        view! { <NoticeLine notice=notice.clone()/> }.into_any()
    })
}

/// A notice, what can be done about it, and the way to dismiss it.
#[component]
fn NoticeLine(
    /// The notice.
    notice: Notice,
) -> impl IntoView {
    let state = state();
    let view_of = match &notice {
        Notice::ItemChanged(change) => Some(View::Item(change.item.clone())),
        Notice::ScheduleChanged(_) => Some(View::WhatsNew),
        Notice::Conflicts { .. } => Some(View::Mine),
        _ => None,
    };
    let link = view_of.map(|view| {
        view! { <a class="button" href=state.href(view)>{texts().show()}</a> }
    });
    let action = action(&state, notice.clone()).map(|(name, act)| {
        view! { <button type="button" class="button" on:click=move |_| act()>{name}</button> }
    });
    view! {
        <div class="notice">
            <p>{notice.text()}</p>
            {action}
            {link}
            <button
                class="notice-close"
                type="button"
                aria-label=texts().dismiss()
                on:click=move |_| dismiss(&state, &notice)
            >
                {icon("close")}
            </button>
        </div>
    }
}

/// What can be done about a notice: what that is called, and what does it.
type Action = (&'static str, Box<dyn Fn() + Send + Sync>);

fn action(state: &State, notice: Notice) -> Option<Action> {
    let state = state.clone();
    Some(match notice {
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
        Notice::Chosen { ref undo, .. } => {
            let undo = undo.clone();
            (
                texts().undo(),
                Box::new(move || {
                    state.dismiss(&notice);
                    state.change_agenda(|agenda, now| agenda.undo(&undo, now));
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
    })
}

/// A change that was seen is not told again; other notices may be.
fn dismiss(state: &State, notice: &Notice) {
    match notice {
        Notice::ItemChanged(change) => news::dismiss(state, &change.item),
        _ => state.dismiss(notice),
    }
}
