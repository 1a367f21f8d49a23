//! Sync: one agenda on all of one person's devices, through a mailbox that only they can read.
//!
//! Off until it is turned on, and not a byte is sent before. The protocol is described in
//! `docs/sync.md`; `exchange` is one round of it, this module says when there is one.

mod exchange;
mod pairing;
mod pause;

use std::cell::Cell;

use hallway_sync::Secret;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::platform::crypto::{self, Keys};
use crate::platform::wait::Wake;
use crate::platform::{attention, clock, lock, mailbox, random, storage, timer, wait};
use crate::state::{Notice, State};

pub use exchange::Failure;
use exchange::{Exchange, TRIES, is_weak};
pub use pairing::{Condition, Pairing};
use pause::{LONGEST_MS, Pause};

/// How long after a change it is sent, so that several go together.
const SOON_MS: i32 = 600;

/// The longest wait after a failure while somebody looks at the page: soon after the server is back, all
/// devices that are in use agree.
const LONGEST_SEEN_MS: u64 = 4_000;

/// How many failures in a row count as a short interruption, after which one tries again at once.
const SHORT: u32 = 8;

/// Reads what is kept, follows what other tabs change, and syncs from now on, in one tab for all.
pub fn open(state: &State) {
    let Some(mailboxes) = state.mailboxes.clone() else {
        return;
    };
    let key = pairing::key(state);
    follow_kept(state);
    storage::on_change_elsewhere(key.clone(), {
        let state = state.clone();
        move || follow_kept(&state)
    });
    let woken = format!("{key}:woken");
    storage::on_change_elsewhere(woken.clone(), || wait::end(Wake::Attention));
    storage::on_change_elsewhere(asked(state), || wait::end(Wake::Asked));
    attention::on_change({
        let pairing = state.pairing;
        move || {
            wait::end(Wake::Attention);
            // The tab that syncs for all may be another, which nobody sees.
            if pairing.with_untracked(Option::is_some) {
                // Where it can't be told, that tab looks by itself before long.
                let _ = storage::replace(&woken, &clock::now_ms().to_string());
            }
        }
    });
    end_wait_at_changes(state);
    drop_accepted_invitation(state);
    let state = state.clone();
    lock::in_one_tab(&key, move || keep_in_step(state, mailboxes));
}

/// Takes part as it is kept; goes on as before while that can't be read.
fn follow_kept(state: &State) {
    let was_known = pairing::is_known();
    let Ok(kept) = pairing::kept(state) else {
        // Whoever shows how sync stands has to ask anew whether that is known.
        state.pairing.notify();
        return;
    };
    if !was_known || state.pairing.with_untracked(|current| *current != kept) {
        state.pairing.set(kept);
        wait::end(Wake::Attention);
    }
}

/// Whether it is known if sync is on: not while what is stored of it can't be read.
#[must_use]
pub fn is_known() -> bool {
    pairing::is_known()
}

/// Whether one can begin or join: not while it is not known what would be replaced by that, which is said.
fn can_begin(state: &State) -> bool {
    // What it is does not matter, but whether it can be read.
    let _ = pairing::kept(state);
    if !is_known() {
        state.tell(Notice::StorageUnread);
    }
    is_known()
}

/// Ends the wait soon after the last of several changes of the agenda.
fn end_wait_at_changes(state: &State) {
    thread_local! {
        static CHANGES: Cell<u32> = const { Cell::new(0) };
    }
    let agenda = state.agenda;
    // Lives as long as the page does, whatever view is shown.
    Effect::new_isomorphic(move |_| {
        agenda.track();
        let change = CHANGES.get().wrapping_add(1);
        CHANGES.set(change);
        timer::after(SOON_MS, move || {
            if CHANGES.get() == change {
                wait::end(Wake::Change);
            }
        });
    });
}

/// Takes back an invitation to the devices that this one shares a secret with, in whichever tab it joined
/// them: after they are left, it is not offered by itself.
fn drop_accepted_invitation(state: &State) {
    let (pairing, invitation) = (state.pairing, state.invitation);
    Effect::new_isomorphic(move |_| {
        let own = pairing.with(|pairing| pairing.as_ref().map(|pairing| pairing.secret));
        if own.is_some() && own == invitation.get() {
            invitation.set(None);
        }
    });
}

/// Exchanges, waits, and so on.
async fn keep_in_step(state: State, mailboxes: String) {
    let mut exchange = Exchange::new(state.clone(), mailboxes);
    let (mut failures, mut quiet) = (0, 0);
    let (mut early_ms, mut is_wanted_now) = (None, false);
    loop {
        // How long the server asks for, and how long to wait in any case.
        let (asked, wait) = match state.pairing.get_untracked() {
            // A browser may be wrong about the network; the attendee's word is followed.
            Some(pairing) if pairing.is_active() && !attention::is_online() && !is_wanted_now => {
                exchange.note_offline(pairing);
                (0, LONGEST_MS)
            }
            Some(pairing) if pairing.is_active() => match exchange.round(&pairing).await {
                Ok(news) => {
                    failures = 0;
                    quiet = if news { 0 } else { quiet + 1 };
                    (0, (1_000_u64 << quiet.min(6)).min(LONGEST_MS))
                }
                Err(failure) => {
                    failures += 1;
                    match failure {
                        Failure::Unreachable => (0, wait_after(failures)),
                        Failure::Outrun => (0, 1_000 + wait_after(failures)),
                        Failure::TooOften(milliseconds) => (milliseconds, wait_after(failures)),
                    }
                }
            },
            _ => (0, LONGEST_MS),
        };
        let mut pause = Pause::new(clock::now_ms(), asked + wait, asked > 0, early_ms);
        let woken = sit_out(&mut pause).await;
        if woken.is_some() {
            failures = 0;
        }
        is_wanted_now = woken == Some(Wake::Asked);
        early_ms = pause.early_ms();
    }
}

/// Waits for as long as a pause lasts; what ended it before its time.
async fn sit_out(pause: &mut Pause) -> Option<Wake> {
    let mut woken = None;
    loop {
        let left = pause.left_ms(clock::now_ms());
        if left == 0 {
            return woken;
        }
        if let Some(wake) = wait::at_most(milliseconds(left)).await {
            pause.shorten(wake, clock::now_ms());
            woken = woken.max(Some(wake));
        }
    }
}

/// Exchanges at once, in whatever tab does it for all: the attendee wants it now.
pub fn now(state: &State) {
    wait::end(Wake::Asked);
    // Another tab hears of a change.
    // Where it can't be told, that tab looks by itself before long.
    let _ = storage::replace(&asked(state), &clock::now_ms().to_string());
}

/// The key in local storage by which a tab says that the attendee wants to sync now.
fn asked(state: &State) -> String {
    format!("{}:asked", pairing::key(state))
}

/// How long to wait after a failure: two seconds at first, then ever longer, but for as long as somebody
/// looks no more than a few; never all at the same moment when a server comes back.
fn wait_after(failures: u32) -> u64 {
    let longest = if attention::is_here() {
        LONGEST_SEEN_MS
    } else {
        LONGEST_MS
    };
    let base = (2_000_u64 << failures.saturating_sub(SHORT).min(5)).min(longest);
    // Between half of it and all of it.
    base / 2 + random::bits() % (base / 2)
}

fn milliseconds(wait: u64) -> i32 {
    i32::try_from(wait).unwrap_or(i32::MAX)
}

/// Turns sync on with a new secret; none where the browser can't.
pub fn begin(state: &State, name: &str) -> Option<()> {
    let secret = crypto::new_secret().filter(|_| crypto::is_allowed())?;
    if !can_begin(state) {
        return Some(());
    }
    take_part(state, Pairing::new(secret, name));
    Some(())
}

fn take_part(state: &State, pairing: Pairing) {
    // An agenda that was never stored would be another device's at each start.
    state.store_agenda();
    pairing::keep(state, Some(pairing));
    wait::end(Wake::Asked);
}

/// Joins the devices that share a secret, and leaves those that this one shared another with; none where
/// the browser can't.
pub fn join(state: &State, secret: Secret, name: &str) -> Option<()> {
    if !crypto::is_allowed() {
        return None;
    }
    if !can_begin(state) {
        return Some(());
    }
    let is_other = |pairing: &Option<Pairing>| {
        pairing
            .as_ref()
            .is_some_and(|pairing| pairing.secret != secret)
    };
    if state.pairing.with_untracked(is_other) {
        leave(state);
    }
    let mut pairing = Pairing::new(secret, name);
    pairing.joined = true;
    take_part(state, pairing);
    Some(())
}

/// Leaves the others: they see that, if the server can be reached; this device keeps its agenda.
pub fn leave(state: &State) {
    let Some(pairing) = forget(state) else { return };
    let (state, mailboxes) = (state.clone(), state.mailboxes.clone().unwrap_or_default());
    spawn_local(async move {
        // Whether it worked or not, this device is out.
        Exchange::new(state, mailboxes).farewell(&pairing).await;
    });
}

/// Deletes what is on the server, and leaves. `done` is told whether it is gone.
pub fn delete(state: &State, done: impl FnOnce(bool) + 'static) {
    delete_and(state, |state, _| drop(forget(state)), done);
}

/// Makes a new secret in place of one that somebody else may have: what it led to is deleted, and
/// whoever has only that is out. `done` is told whether the old one is gone.
pub fn renew(state: &State, done: impl FnOnce(bool) + 'static) {
    let anew = |state: &State, old: &Pairing| {
        // The browser had the randomness for the old one.
        let _ = begin(state, &old.name);
    };
    delete_and(state, anew, done);
}

/// Deletes what is on the server, and goes on by `then` if it is gone.
fn delete_and(state: &State, then: fn(&State, &Pairing), done: impl FnOnce(bool) + 'static) {
    let Some(pairing) = state.pairing.get_untracked() else {
        return;
    };
    let state = state.clone();
    spawn_local(async move {
        let gone = delete_mailbox(&state, &pairing).await.is_some();
        if gone {
            then(&state, &pairing);
        }
        done(gone);
    });
}

fn forget(state: &State) -> Option<Pairing> {
    let pairing = state.pairing.get_untracked();
    pairing::keep(state, None);
    pairing
}

/// Deletes the mailbox, once what other devices put there is in this one's agenda; none if the server did
/// not.
async fn delete_mailbox(state: &State, pairing: &Pairing) -> Option<()> {
    let mailboxes = state.mailboxes.as_ref()?;
    let keys = Keys::of(&pairing.secret, state.published.conference().id.as_str()).await?;
    for _ in 0..TRIES {
        let there = mailbox::read(mailboxes, &keys, None).await?;
        match there.status {
            404 => return Some(()),
            200 => {}
            _ => return None,
        }
        let etag = there.etag.clone()?;
        if is_weak(&etag) {
            timer::sleep(1_000).await;
            continue;
        }
        let message = there.message().await?;
        if let Some(known) = exchange::read(&keys, &etag, &message).await {
            state.take_in(&known.document.agenda);
        }
        let deleted = mailbox::delete(mailboxes, &keys, &etag).await?;
        match deleted.status {
            204 | 404 => return Some(()),
            // Another device was faster: once more.
            412 => {}
            _ => return None,
        }
    }
    None
}
