//! Sync: turning it on, joining by a link, how it stands, and getting out.

use hallway_sync::{LONGEST_NAME, Secret};
use leptos::prelude::*;

use crate::components::element::{
    all, button, element, heading, if_any, live, section, status, tag, words_in,
};
use crate::components::qr_code::qr_code;
use crate::components::share::copy_address;
use crate::components::unknown_items::unknown_items;
use crate::i18n::{self, fill, texts};
use crate::notice::Notice;
use crate::platform::{document, sharing};
use crate::route::View;
use crate::state::{State, state};
use crate::sync::{self, Condition, Pairing};

/// The view of sync.
#[must_use]
pub fn sync_page() -> AnyView {
    let state = state();
    let (pairing, invitation) = (state.pairing, state.invitation);
    // What is shown depends on whether it is on, not on how it stands; and on an invitation only if it is
    // to other devices.
    let secrets = Memo::new(move |_| {
        let own = pairing.with(|pairing| pairing.as_ref().map(|pairing| pairing.secret));
        let invited = invitation.get().filter(|invited| Some(*invited) != own);
        (own, invited)
    });
    let has_agenda = state.has_agenda();
    let is_known = Memo::new(move |_| {
        pairing.track();
        sync::is_known()
    });
    let inner = live(move || {
        if state.mailboxes.is_none() {
            return Some(words_in("p", "", texts().sync_none()));
        }
        // A prerendered page knows no device.
        has_agenda.get().then(|| match secrets.get() {
            (_, Some(_)) if document::is_framed_elsewhere() => not_here(&state),
            (None, _) if !is_known.get() => words_in("p", "", texts().store_unread()),
            (own, Some(invited)) => invited_to(&state, invited, own.is_some()),
            (Some(own), None) => turned_on(&state, own),
            (None, None) => turned_off(&state),
        })
    });
    let inner = vec![
        heading(texts().sync()),
        words_in("p", "", texts().sync_what()),
        inner,
    ];
    element("div", "page sync", all(inner))
}

/// A field for this device's name, and what it holds.
fn name_field(before: String) -> (AnyView, RwSignal<String>) {
    let name = RwSignal::new(before);
    let input = tag("input")
        .class("field")
        .set("type", "text")
        .set("maxlength", LONGEST_NAME.to_string())
        .set("value", name.get_untracked())
        .on("input", move |event| name.set(event_target_value(&event)));
    let label = tag("label").class("labelled").words(texts().device_name());
    (label.with(input.view()).view(), name)
}

fn turned_off(state: &State) -> AnyView {
    let (field, name) = name_field(texts().this_device().into());
    let begin = {
        let state = state.clone();
        move || {
            if sync::begin(&state, &name.read_untracked()).is_none() {
                state.tell(Notice::Said(texts().sync_impossible().into()));
            }
        }
    };
    let actions = element("div", "actions", button(texts().sync_begin(), begin));
    let by_link = words_in("p", "note", texts().sync_by_link());
    all(vec![field, actions, by_link])
}

/// Says that nothing is joined within the page of another site, which could lay anything over the button.
fn not_here(state: &State) -> AnyView {
    let own = tag("a").set("href", state.href(View::Sync));
    let own = own.set("target", "_blank").set("rel", "noopener");
    tag("p")
        .words(texts().sync_framed())
        .words(" ")
        .with(own.words(texts().mine_unframed()).view())
        .view()
}

/// What will happen if one joins; nothing does before.
fn invited_to(state: &State, secret: Secret, has_other: bool) -> AnyView {
    let (field, name) = name_field(texts().this_device().into());
    let own = {
        let agenda = state.agenda.read_untracked();
        agenda.as_ref().map_or(0, |agenda| agenda.starred().count())
    };
    let join = {
        let state = state.clone();
        move || {
            if sync::join(&state, secret, &name.read_untracked()).is_none() {
                state.tell(Notice::Said(texts().sync_impossible().into()));
            }
        }
    };
    let invitation = state.invitation;
    let cancel = tag("a")
        .set("href", state.href(View::Mine))
        .class("button")
        .tapped(move || invitation.set(None))
        .words(texts().cancel());
    let actions = vec![button(texts().sync_join(), join), cancel.view()];
    let other = if has_other { texts().sync_other() } else { "" };
    let inner = vec![words_in(
        "p",
        "",
        fill(texts().sync_invited(), &[&i18n::items(own)]),
    )];
    let whose = element("p", "", words_in("strong", "", texts().sync_whose()));
    let rest = vec![whose, field, element("div", "actions", all(actions))];
    let views = inner
        .into_iter()
        .chain(if_any("p", "note", other))
        .chain(rest);
    all(views.collect())
}

fn turned_on(state: &State, secret: Secret) -> AnyView {
    let pairing = state.pairing;
    let stands = status(move || {
        let pairing = pairing.read();
        pairing.as_ref().map_or_else(String::new, condition)
    });
    // Not how it stands, so that the button is not made anew, and keeps the focus.
    let is_active = Memo::new(move |_| {
        let pairing = pairing.read();
        pairing.as_ref().is_some_and(Pairing::is_active)
    });
    let sync_now = {
        let state = state.clone();
        live(move || {
            let state = state.clone();
            let now = move || sync::now(&state);
            let now = is_active
                .get()
                .then(|| button(texts().sync_now(), now.clone()))?;
            Some(element("div", "actions", now))
        })
    };
    let devices = {
        let state = state.clone();
        live(move || Some(devices(&state, pairing.read().as_ref()?)))
    };
    // What follows `#` is sent to no server.
    let address = format!("{}#{}", state.href(View::Sync), secret.text());
    let address = sharing::whole_address(&address);
    let copy = {
        let (state, address) = (state.clone(), address.clone());
        move || copy_address(&state, address.clone())
    };
    let invite = tag("details")
        .class("share")
        .with(words_in("summary", "", texts().sync_add()))
        .with(words_in("p", "", texts().sync_how()))
        .with(qr_code(&address))
        .with(element("div", "actions", button(texts().copy_link(), copy)))
        .with(words_in("p", "note", texts().sync_secret()));
    let is_too_large = Memo::new(move |_| {
        let pairing = pairing.read();
        let condition = pairing.as_ref().map(|pairing| pairing.condition);
        condition == Some(Condition::TooLarge)
    });
    let way_out = {
        let state = state.clone();
        live(move || is_too_large.get().then(|| unknown_items(&state)))
    };
    all(vec![
        stands,
        way_out,
        sync_now,
        section(texts().devices(), vec![devices]),
        invite.view(),
        section(texts().sync_out(), vec![ways_out(state)]),
    ])
}

/// How it stands, in words.
fn condition(pairing: &Pairing) -> String {
    match pairing.condition {
        Condition::New => texts().sync_new().into(),
        Condition::UpToDate(at) => fill(texts().sync_current(), &[&i18n::moment(at)]),
        Condition::Offline => texts().sync_offline().into(),
        Condition::Busy => texts().sync_busy().into(),
        Condition::Unreachable(since) => fill(texts().sync_unreachable(), &[&i18n::moment(since)]),
        Condition::Revoked => texts().sync_revoked().into(),
        Condition::TooLarge => texts().sync_too_large().into(),
        Condition::Unreadable => texts().sync_unreadable().into(),
    }
}

/// The devices that are there, this one first, then by when they were seen.
fn devices(state: &State, pairing: &Pairing) -> AnyView {
    let own = {
        let agenda = state.agenda.read_untracked();
        agenda.as_ref().map(|agenda| agenda.device())
    };
    let mut devices: Vec<_> = pairing
        .devices
        .iter()
        .filter(|(_, device)| !device.left)
        .collect();
    devices.sort_by_key(|(id, device)| (Some(**id) != own, std::cmp::Reverse(device.seen_ms)));
    let lines = devices.into_iter().map(|(id, device)| {
        let name = if device.name.is_empty() {
            texts().this_device()
        } else {
            &device.name
        };
        let seen = if Some(*id) == own {
            texts().sync_here().to_owned()
        } else {
            fill(texts().sync_seen(), &[&i18n::moment(device.seen_ms)])
        };
        tag("li")
            .set("dir", "auto")
            .with(words_in("strong", "", name))
            .words(" ")
            .with(words_in("span", "affiliation", seen))
            .view()
    });
    element("ul", "links", all(lines.collect()))
}

fn ways_out(state: &State) -> AnyView {
    let leave = {
        let state = state.clone();
        move || sync::leave(&state)
    };
    let renew = {
        let state = state.clone();
        move || {
            let told = state.clone();
            sync::renew(&state, move |gone| {
                tell(&told, gone, texts().sync_renewed())
            });
        }
    };
    let delete = {
        let state = state.clone();
        move || {
            let told = state.clone();
            sync::delete(&state, move |gone| {
                tell(&told, gone, texts().sync_deleted())
            });
        }
    };
    all(vec![
        words_in("p", "", texts().sync_leave_how()),
        element("div", "actions", button(texts().sync_leave(), leave)),
        words_in("p", "", texts().sync_renew_how()),
        element("div", "actions", button(texts().sync_renew(), renew)),
        words_in("p", "", texts().sync_delete_how()),
        element("div", "actions", button(texts().sync_delete(), delete)),
    ])
}

fn tell(state: &State, gone: bool, done: &str) {
    let words = if gone {
        done
    } else {
        texts().sync_not_reached()
    };
    state.tell(Notice::Said(words.into()));
}
