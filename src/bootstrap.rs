//! The take-over: the app is built beside the prerendered page and put in its place in one frame.

use std::any::Any;
use std::cell::RefCell;

use hallway_programme::query::Choices;
use hallway_sync::Secret;
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::app::App;
use crate::i18n::{fill, texts};
use crate::notice::Notice;
use crate::platform::worker::Heard;
use crate::platform::{
    agenda_store, clock, document, drafts, early, history, install, keyboard, links, scroll,
    storage, timer, worker,
};
use crate::route::{Address, View};
use crate::state::{Offline, State, Step};
use crate::{
    friends, head, live, news, next_visit, programmes, reminders, removed, settings, sync,
};

thread_local! {
    /// What keeps the app that is shown alive; the one before ends when it is replaced.
    static SHOWN: RefCell<Option<Box<dyn Any>>> = const { RefCell::new(None) };
    /// What is shown: another state after each newer programme.
    static CURRENT: RefCell<Option<State>> = const { RefCell::new(None) };
}

/// Starts the app in the page it was loaded by.
pub fn bootstrap() {
    spawn_local(start());
}

async fn start() {
    worker::watch_control();
    settings::open().await;
    let base = document::base_path();
    // Without a programme that can be read, the prerendered page stays.
    let Some((shown, text)) = programmes::open(&base).await else {
        document::unmark("query");
        document::mark("app", "failed");
        return;
    };
    let address = history::current(&base).unwrap_or(View::Programme.into());
    let meant = with_what_was_asked_early(address.clone());
    let filters_open = document::filters_opened_early();
    let state = State::new(shown.programme, base, meant.clone()).shown_by(show_anew);
    let state = state.synced_by(document::mailboxes());
    receive_invitation(&state);
    state.filters_open.set(filters_open);
    state.place.set(history::fragment());
    connect(&state);
    honour_early_stars(&state);
    news::tell(&state, shown.changes);
    if meant != address {
        history::write(&meant.href(&state.base), Step::InPlace);
    }
    if !scroll::is_remembered()
        && !document::is_moved_early()
        && let Some(item) = state.opens_at(&meant)
    {
        scroll::open_at(&item);
    }
    show(&state);
    document::unmark("query");
    document::unmark("opening");
    document::mark("app", "ready");
    drafts::restore({
        let state = state.clone();
        move |text| state.tell(Notice::Said(fill(texts().was_typed(), &[&text])))
    });
    drafts::watch();
    serve_offline(&state);
    keyboard::listen_to_keys();
    live::keep_current(&state, text, show);
    sync::open(&state);
}

/// Builds the app beside what is shown, and puts it in its place within one frame.
fn show(state: &State) {
    CURRENT.replace(Some(state.clone()));
    // The app that is built begins its long lists where the one before was. A page that is loaded
    // again is where it was when it was left, or where one has scrolled since.
    let is_elsewhere = SHOWN.with_borrow(Option::is_some) || document::is_moved_early();
    if is_elsewhere || !scroll::is_remembered() {
        scroll::remember();
    }
    let app = document::detached_root();
    let handle = mount_to(app.clone(), {
        let state = state.clone();
        move || {
            keep_title(&state);
            view! { <App state=state/> }
        }
    });
    document::take_the_place(&app);
    scroll::restore();
    let before = SHOWN.replace(Some(Box::new(handle)));
    drop(before);
    next_visit::note(state);
}

/// Shows what is shown once more, by the settings that hold now.
fn show_anew() {
    if let Some(state) = CURRENT.with_borrow(Option::clone) {
        show(&state.showing(state.published.clone()));
    }
}

/// Connects the state to the browser: the agenda's storage, the address, the title.
fn connect(state: &State) {
    removed::forget_what_returned(state);
    open_agenda(state);
    follow_settings();
    friends::open(state);
    keep_time(state);
    scroll::take_charge();
    links::on_link(state.base.clone(), {
        let state = state.clone();
        move |address, place| follow(&state, address, place)
    });
    history::on_back_and_forward(state.base.clone(), {
        let state = state.clone();
        move |address| {
            receive_invitation(&state);
            state.address.set(address);
            // Views are built within the signal's own update, so the page has its height by now.
            request_animation_frame(scroll::restore);
        }
    });
    install::on_offer({
        let device = state.device;
        move |offered| device.update(|device| device.installable = offered)
    });
}

/// Takes the invitation to sync that the page was opened with, if there is one.
fn receive_invitation(state: &State) {
    let invitation = history::take_invitation(&state.base);
    if let Some(secret) = invitation.as_deref().and_then(Secret::parse) {
        state.invitation.set(Some(secret));
    }
}

fn follow(state: &State, address: Address, place: String) {
    state.place.set(place.clone());
    let is_shown = state.address.with_untracked(|shown| *shown == address);
    if is_shown && state.opens_at(&address).is_some() {
        state.jump_to_now();
        document::focus_heading();
        return;
    }
    state.go(address, Step::Forward);
    request_animation_frame(move || {
        scroll::to_top();
        scroll::restore();
        document::focus_heading();
        document::show_place(&place);
    });
}

fn open_agenda(state: &State) {
    storage::on_trouble({
        let state = state.clone();
        move |is_unread| {
            if is_unread {
                state.tell(Notice::StorageUnread);
            } else {
                state.dismiss(&Notice::StorageUnread);
            }
        }
    });
    state.open_agenda();
    let conference = state.programme.conference().id.clone();
    let state = state.clone();
    agenda_store::on_change_elsewhere(&conference, move || state.store_agenda());
}

/// Shows what was chosen once it can be read.
fn follow_settings() {
    settings::on_readable_again(|| {
        spawn_local(async {
            let before = settings::settings();
            settings::open().await;
            if settings::settings() != before {
                show_anew();
            }
        });
    });
}

/// How often views that show the time look at the clock.
const LOOK_AT_CLOCK_MS: i32 = 10_000;

fn keep_time(state: &State) {
    let now = state.now;
    CURRENT.replace(Some(state.clone()));
    let mark_event = || {
        let current = CURRENT.with_borrow(Option::clone);
        if current.is_some_and(|state| state.is_during_event()) {
            document::mark("event", "on");
        } else {
            document::unmark("event");
        }
    };
    match history::moment() {
        // A moment from the address stands still: for tests and demonstrations.
        Some(moment) => {
            now.set(Some(moment));
            mark_event();
            reminders::look(state, moment);
        }
        None => {
            let look = move || {
                now.set(clock::now());
                mark_event();
                let current = CURRENT.with_borrow(Option::clone);
                if let Some((state, moment)) = current.zip(clock::now()) {
                    reminders::look(&state, moment);
                }
            };
            look();
            timer::every(LOOK_AT_CLOCK_MS, look);
        }
    }
}

fn keep_title(state: &State) {
    let state = state.clone();
    Effect::new(move |_| {
        let title = state
            .address
            .with(|address| head::title(&state.programme, &address.view));
        document::set_title(&title);
    });
}

/// The address with the words and choices that were made in the prerendered page.
fn with_what_was_asked_early(mut address: Address) -> Address {
    if let Some(typed) = document::typed_early().filter(|typed| !typed.is_empty()) {
        address.query.text = typed;
    }
    // Where the page has pressed what its address asks for, what is pressed is all.
    if document::is_query_answered_early() {
        address.query.choices = Choices::default();
    }
    address.query.choices.extend(early::choices());
    address
}

fn honour_early_stars(state: &State) {
    for (item, is_set) in early::stars() {
        if untrack(|| state.is_starred(&item)) != is_set {
            state.toggle_star(&item);
        }
    }
}

fn serve_offline(state: &State) {
    let told = state.clone();
    worker::register(&state.base, move |heard| match heard {
        Heard::Ready { first_time } => {
            document::mark("offline", "ready");
            told.device.update(|device| device.offline = Offline::Ready);
            if first_time {
                told.tell(Notice::OfflineReady);
            }
        }
        Heard::NewVersion => told.tell(Notice::NewVersion),
        Heard::Refused => told
            .device
            .update(|device| device.offline = Offline::Refused),
        Heard::Replaced => {
            // What can't be stored yet would be lost.
            let is_kept = storage::is_settled() && told.is_agenda_kept();
            if !(is_kept && worker::reload_unasked()) {
                told.tell(Notice::NewVersion);
            }
        }
    });
}
