//! Sync: turning it on, joining by a link, how it stands, and getting out.

use std::cmp::Reverse;

use hallway_sync::{LONGEST_NAME, Secret};
use leptos::prelude::*;

use crate::components::qr_code::QrCode;
use crate::components::reactive::reactive;
use crate::components::share::copy_address;
use crate::components::unknown_items::UnknownItems;
use crate::i18n::{self, fill, texts};
use crate::notice::Notice;
use crate::platform::{document, sharing};
use crate::route::View;
use crate::state::{State, state};
use crate::sync::{self, Condition, Pairing};

/// The view of sync.
#[component]
pub fn SyncPage() -> impl IntoView {
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
    let inner = move || {
        if state.mailboxes.is_none() {
            return Some(view! { <p>{texts().sync_none()}</p> }.into_any());
        }
        // A prerendered page knows no device.
        has_agenda.get().then(|| match secrets.get() {
            (_, Some(_)) if document::is_framed_elsewhere() => view! { <NotHere/> }.into_any(),
            (None, _) if !is_known.get() => view! { <p>{texts().store_unread()}</p> }.into_any(),
            (own, Some(secret)) => view! { <Invited secret has_other=own.is_some()/> }.into_any(),
            (Some(secret), None) => view! { <TurnedOn secret/> }.into_any(),
            (None, None) => view! { <TurnedOff/> }.into_any(),
        })
    };
    view! {
        <div class="page sync">
            <h1 tabindex="-1" dir="auto">{texts().sync()}</h1>
            <p>{texts().sync_what()}</p>
            {reactive(inner)}
        </div>
    }
}

/// The field for this device's name.
#[component]
fn DeviceName(
    /// What it holds.
    name: RwSignal<String>,
) -> impl IntoView {
    view! {
        <label class="labelled">
            {texts().device_name()}
            <input
                class="field"
                type="text"
                maxlength=LONGEST_NAME.to_string()
                value=name.get_untracked()
                on:input:target=move |event| name.set(event.target().value())
            />
        </label>
    }
}

/// The way to turn it on.
#[component]
fn TurnedOff() -> impl IntoView {
    let state = state();
    let name = RwSignal::new(texts().this_device().to_owned());
    let begin = move |_| {
        if sync::begin(&state, &name.read_untracked()).is_none() {
            state.tell(Notice::Said(texts().sync_impossible().into()));
        }
    };
    view! {
        <DeviceName name/>
        <div class="actions">
            <button type="button" class="button" on:click=begin>{texts().sync_begin()}</button>
        </div>
        <p class="note">{texts().sync_by_link()}</p>
    }
}

/// Says that nothing is joined within the page of another site, which could lay anything over the button.
#[component]
fn NotHere() -> impl IntoView {
    view! {
        <p>
            {texts().sync_framed()}
            " "
            <a href=state().href(View::Sync) target="_blank" rel="noopener">
                {texts().mine_unframed()}
            </a>
        </p>
    }
}

/// What will happen if one joins; nothing does before.
#[component]
fn Invited(
    /// What the other devices know.
    secret: Secret,
    /// Whether this device is joined to others already.
    has_other: bool,
) -> impl IntoView {
    let state = state();
    let name = RwSignal::new(texts().this_device().to_owned());
    let own = {
        let agenda = state.agenda.read_untracked();
        agenda.as_ref().map_or(0, |agenda| agenda.starred().count())
    };
    let mine = state.href(View::Mine);
    let invitation = state.invitation;
    let join = move |_| {
        if sync::join(&state, secret, &name.read_untracked()).is_none() {
            state.tell(Notice::Said(texts().sync_impossible().into()));
        }
    };
    view! {
        <p>{fill(texts().sync_invited(), &[&i18n::items(own)])}</p>
        {has_other.then(|| view! { <p class="note">{texts().sync_other()}</p> })}
        <p><strong>{texts().sync_whose()}</strong></p>
        <DeviceName name/>
        <div class="actions">
            <button type="button" class="button" on:click=join>{texts().sync_join()}</button>
            <a class="button" href=mine on:click=move |_| invitation.set(None)>
                {texts().cancel()}
            </a>
        </div>
    }
}

/// How it stands, which devices there are, and the ways to add one and to get out.
#[component]
fn TurnedOn(
    /// What this device knows.
    secret: Secret,
) -> impl IntoView {
    let state = state();
    let pairing = state.pairing;
    let stands = move || {
        let pairing = pairing.read();
        pairing.as_ref().map_or_else(String::new, condition)
    };
    let is_too_large = Memo::new(move |_| {
        let pairing = pairing.read();
        let condition = pairing.as_ref().map(|pairing| pairing.condition);
        condition == Some(Condition::TooLarge)
    });
    // Not how it stands, so that the button is not made anew, and keeps the focus.
    let is_active = Memo::new(move |_| {
        let pairing = pairing.read();
        pairing.as_ref().is_some_and(Pairing::is_active)
    });
    let sync_now = {
        let state = state.clone();
        move || {
            let state = state.clone();
            is_active.get().then(|| {
                view! {
                    <div class="actions">
                        <button type="button" class="button" on:click=move |_| sync::now(&state)>
                            {texts().sync_now()}
                        </button>
                    </div>
                }
            })
        }
    };
    let devices = {
        let state = state.clone();
        move || Some(devices(&state, pairing.read().as_ref()?))
    };
    // What follows `#` is sent to no server.
    let address = format!("{}#{}", state.href(View::Sync), secret.text());
    let address = sharing::whole_address(&address);
    let copy = {
        let address = address.clone();
        move |_| copy_address(&state, address.clone())
    };
    view! {
        <p class="status" role="status">{reactive(stands)}</p>
        {reactive(move || is_too_large.get().then(|| view! { <UnknownItems/> }))}
        {reactive(sync_now)}
        <section>
            <h2>{texts().devices()}</h2>
            {reactive(devices)}
        </section>
        <details class="share">
            <summary>{texts().sync_add()}</summary>
            <p>{texts().sync_how()}</p>
            <QrCode address/>
            <div class="actions">
                <button type="button" class="button" on:click=copy>{texts().copy_link()}</button>
            </div>
            <p class="note">{texts().sync_secret()}</p>
        </details>
        <section>
            <h2>{texts().sync_out()}</h2>
            <WaysOut/>
        </section>
    }
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
fn devices(state: &State, pairing: &Pairing) -> impl IntoView + use<> {
    let own = {
        let agenda = state.agenda.read_untracked();
        agenda.as_ref().map(|agenda| agenda.device())
    };
    let here = pairing.devices.iter().filter(|(_, device)| !device.left);
    // Devices are few: an insertion does, where one more kind of sort is 1.7 KB of the app.
    let mut devices: Vec<(_, &_, &_)> = Vec::new();
    for (id, device) in here {
        let key = (Some(*id) != own, Reverse(device.seen_ms));
        let at = devices.partition_point(|(before, ..)| *before <= key);
        devices.insert(at, (key, id, device));
    }
    let lines = devices.into_iter().map(|(_, id, device)| {
        let name = match device.name.as_str() {
            "" => texts().this_device().to_owned(),
            name => name.to_owned(),
        };
        let seen = if Some(*id) == own {
            texts().sync_here().to_owned()
        } else {
            fill(texts().sync_seen(), &[&i18n::moment(device.seen_ms)])
        };
        view! {
            <li dir="auto">
                <strong>{name}</strong>
                " "
                <span class="affiliation">{seen}</span>
            </li>
        }
    });
    let lines: Vec<_> = lines.collect();
    view! { <ul class="links">{lines}</ul> }
}

/// Leaving with this device, a new secret, and deleting all.
#[component]
fn WaysOut() -> impl IntoView {
    let state = state();
    let leave = {
        let state = state.clone();
        move |_| sync::leave(&state)
    };
    let renew = {
        let state = state.clone();
        move |_| {
            let told = state.clone();
            sync::renew(&state, move |gone| {
                tell(&told, gone, texts().sync_renewed())
            });
        }
    };
    let delete = move |_| {
        let told = state.clone();
        sync::delete(&state, move |gone| {
            tell(&told, gone, texts().sync_deleted())
        });
    };
    view! {
        <p>{texts().sync_leave_how()}</p>
        <div class="actions">
            <button type="button" class="button" on:click=leave>{texts().sync_leave()}</button>
        </div>
        <p>{texts().sync_renew_how()}</p>
        <div class="actions">
            <button type="button" class="button" on:click=renew>{texts().sync_renew()}</button>
        </div>
        <p>{texts().sync_delete_how()}</p>
        <div class="actions">
            <button type="button" class="button" on:click=delete>{texts().sync_delete()}</button>
        </div>
    }
}

fn tell(state: &State, gone: bool, done: &str) {
    let words = if gone {
        done
    } else {
        texts().sync_not_reached()
    };
    state.tell(Notice::Said(words.into()));
}
