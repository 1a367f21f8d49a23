//! The agenda in local storage: opened at the start, stored at every change, never overwritten
//! unread.
//!
//! Storing merges with what is there, so that tabs do not undo each other. What can't be read is
//! moved to a key of its own before anything is written in its place.

use hallway_agenda::{Agenda, DeviceId, FORMAT, Unreadable, horizon};
use hallway_programme::id::ConferenceId;
use web_sys::Storage;

use super::{clock, json, memory, random, window};
use crate::removed;
use crate::state::Notice;
use crate::words::{fill, texts};

/// The stored agenda, or a new one; and what the attendee should know about it.
#[must_use]
pub fn open(conference: &ConferenceId) -> (Agenda, Option<Notice>) {
    let begin = || Agenda::new(DeviceId::new(random::bits()));
    if let Err(notice) = storage() {
        return (begin(), Some(notice));
    }
    match read(conference) {
        Ok(Some(agenda)) => (agenda, None),
        Ok(None) => (begin(), None),
        Err(notice) => (begin(), Some(notice)),
    }
}

/// Merges what is stored into the agenda and stores the result; says so if it can't.
#[must_use]
pub fn store(conference: &ConferenceId, agenda: &mut Agenda) -> Option<Notice> {
    if let Err(notice) = storage() {
        return Some(notice);
    }
    let kept_aside = match read(conference) {
        Ok(Some(stored)) => {
            agenda.merge(&stored);
            if agenda.says_the_same(&stored) {
                // Writing it again would wake the other tabs, which would write it again.
                return None;
            }
            None
        }
        Ok(None) => None,
        Err(notice @ Notice::AgendaNotStored { .. }) => return Some(notice),
        Err(notice) => Some(notice),
    };
    let text = text_of(agenda);
    match storage().map(|storage| storage.set_item(&key(conference), &text)) {
        Ok(Ok(())) => kept_aside,
        _ => Some(full()),
    }
}

/// Tells when another tab stored the agenda.
pub fn on_change_elsewhere(conference: &ConferenceId, changed: impl Fn() + 'static) {
    memory::on_change_elsewhere(key(conference), changed);
}

fn key(conference: &ConferenceId) -> String {
    format!("hallway:agenda:{conference}")
}

/// Local storage, if the browser allows it.
fn storage() -> Result<Storage, Notice> {
    match window().local_storage() {
        Ok(Some(storage)) => Ok(storage),
        _ => Err(Notice::AgendaNotStored {
            reason: texts().store_forbidden().into(),
        }),
    }
}

fn read(conference: &ConferenceId) -> Result<Option<Agenda>, Notice> {
    let key = key(conference);
    let Some(text) = storage()?.get_item(&key).unwrap_or_default() else {
        return Ok(None);
    };
    match parse(&text) {
        Ok(mut agenda) => {
            // Also from a tab that still had it.
            agenda.leave_out(&removed::kept(conference), |_| false);
            Ok(Some(agenda))
        }
        Err(unreadable) => Err(keep_aside(&key, &text, &why(&unreadable))),
    }
}

/// Why a stored agenda can't be read, in the language that the interface speaks.
fn why(unreadable: &Unreadable) -> String {
    match unreadable {
        Unreadable::Newer { format } => {
            let (format, newest) = (format.to_string(), FORMAT.to_string());
            fill(texts().stored_by_newer(), &[&format, &newest])
        }
        Unreadable::Corrupt { reason } => fill(texts().stored_damaged(), &[reason]),
    }
}

/// An agenda as the text that [`parse`] reads.
#[must_use]
pub fn text_of(agenda: &Agenda) -> String {
    json::to_text(&agenda.to_json())
}

/// The agenda that a text holds, whoever wrote it: stamps that no clock has shown are set back.
///
/// # Errors
/// [`Unreadable`] if it holds none that this version can read.
pub fn parse(text: &str) -> Result<Agenda, Unreadable> {
    match json::parse(text) {
        Some(json) => {
            let mut agenda = Agenda::from_json(json)?;
            agenda.clamp(horizon(clock::now_ms()));
            Ok(agenda)
        }
        None => Err(Unreadable::Corrupt {
            reason: "it is not JSON".into(),
        }),
    }
}

/// Moves a text that can't be read to a key of its own.
fn keep_aside(key: &str, text: &str, reason: &str) -> Notice {
    let aside = format!("{key}:aside:{}", clock::now_ms());
    let Ok(storage) = storage() else {
        return full();
    };
    match storage.set_item(&aside, text) {
        Ok(()) => {
            // Taking away what is kept under a key does not fail.
            let _ = storage.remove_item(key);
            Notice::AgendaKeptAside {
                reason: reason.into(),
                key: aside,
            }
        }
        _ => full(),
    }
}

fn full() -> Notice {
    Notice::AgendaNotStored {
        reason: texts().store_full().into(),
    }
}
