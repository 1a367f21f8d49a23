//! Notices: what the attendee should know, said in the page until dismissed.

use leptos::prelude::*;

use crate::components::element::{button, inward, words_in};
use crate::components::icons::Icon;
use crate::components::lines::{Line, lines};
use crate::news;
use crate::platform::worker;
use crate::route::View;
use crate::state::{Notice, State, state};

/// All notices, above the navigation; new ones are announced.
#[component]
pub fn Notices() -> impl IntoView {
    let state = state();
    let notices = state.notices;
    view! {
        <div class="notices" role="log" aria-label="Notices">
            {lines(move || notices.with(|notices| notices.iter().map(line).collect()))}
        </div>
    }
}

fn line(notice: &Notice) -> Line {
    let notice = notice.clone();
    Line::new(text(&notice), move || show(notice.clone()).into_any())
}

fn show(notice: Notice) -> impl IntoView {
    let state = state();
    let action = (notice == Notice::NewVersion).then(|| button("Reload", worker::take_new_version));
    let text = text(&notice);
    let view_of = match &notice {
        Notice::ItemChanged { item, .. } => Some(View::Item(item.clone())),
        Notice::ScheduleChanged(_) => Some(View::WhatsNew),
        _ => None,
    };
    let link = view_of.map(|view| inward("button", state.href(view), "Show"));
    view! {
        <div class="notice">
            {words_in("p", "", text)}
            {action}
            {link}
            <button
                type="button"
                class="notice-close"
                aria-label="Dismiss"
                on:click=move |_| dismiss(&state, &notice)
            >
                <Icon name="close"/>
            </button>
        </div>
    }
}

/// A change that was seen is not told again; other notices may be.
fn dismiss(state: &State, notice: &Notice) {
    match notice {
        Notice::ItemChanged { item, .. } => news::dismiss(state, item),
        _ => state.dismiss(notice),
    }
}

fn text(notice: &Notice) -> String {
    match notice {
        Notice::OfflineReady => "Ready for offline: the whole programme is on this device.".into(),
        Notice::NewVersion => "New version: reload to use it. Your schedule stays.".into(),
        Notice::ItemChanged { title, what, .. } => format!("{title}: {what}"),
        Notice::ScheduleChanged(number) => {
            format!("{number} items of your schedule changed.")
        }
        Notice::AgendaKeptAside { reason, key } => {
            format!(
                "{reason} Nothing was thrown away: it is kept in this browser's storage as \"{key}\", and a new schedule was begun."
            )
        }
        Notice::AgendaNotStored { reason } => reason.clone(),
    }
}
