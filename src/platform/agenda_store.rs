//! The agenda in local storage: opened at the start, stored at every change. What is done about anything
//! that is in the way is decided by [`hallway_agenda::keeping`].

use std::cell::RefCell;

use hallway_agenda::keeping::{Aside, Codec, Keeper, Outcome, Texts};
use hallway_agenda::{Agenda, DeviceId, Unreadable, horizon};
use hallway_programme::id::ConferenceId;

use super::storage::{self, Storage, StorageError};
use super::{clock, files, random};
use crate::i18n::{fill, texts};
use crate::removed;
use crate::state::Notice;

const CODEC: Codec = Codec {
    read: parse,
    write: Agenda::to_text,
};

thread_local! {
    /// What was saved as a file since the page was opened, and may be removed.
    static SAVED: RefCell<Vec<Aside>> = const { RefCell::new(Vec::new()) };
}

/// The stored agenda, or a new one; and what the attendee should know about it.
#[must_use]
pub fn open(conference: &ConferenceId) -> (Agenda, Option<Notice>) {
    let key = key(conference);
    let (agenda, outcome) =
        keeper(conference, &key).open(DeviceId::new(random::bits()), clock::now_ms());
    (agenda, told(&key, outcome))
}

/// Merges what is stored into the agenda and stores the result, if that loses nothing; gives what the
/// attendee should know about it.
#[must_use]
pub fn store(conference: &ConferenceId, agenda: &mut Agenda) -> Option<Notice> {
    let key = key(conference);
    let outcome = keeper(conference, &key).store(agenda, clock::now_ms());
    told(&key, outcome)
}

/// Whether the next document in this tab will have all that the agenda says.
#[must_use]
pub fn is_kept(conference: &ConferenceId, agenda: &Agenda) -> bool {
    keeper(conference, &key(conference)).is_kept(agenda)
}

/// Tells when another tab stored the agenda, and when it is to be stored again.
pub fn on_change_elsewhere(conference: &ConferenceId, changed: impl Fn() + 'static) {
    storage::on_change_elsewhere(key(conference), changed);
}

/// How many texts are stored that can't be read; none where that can't be known.
#[must_use]
pub fn number_of_unreadable(conference: &ConferenceId) -> usize {
    unreadable(conference).len()
}

/// Saves the texts that can't be read as a file, each with the key under which it is stored.
pub fn save_unreadable(conference: &ConferenceId) {
    let texts = unreadable(conference);
    let json = serde_json::to_string(&texts).expect("texts under textual keys can be written");
    let name = format!("{conference}-unreadable.json");
    files::save(&name, "application/json", &json);
    SAVED.replace(texts);
}

/// Whether texts lie aside, and all of them were saved as a file since the page was opened.
#[must_use]
pub fn is_aside_saved(conference: &ConferenceId) -> bool {
    let own = key(conference);
    let mut aside = unreadable(conference);
    aside.retain(|aside| aside.key != own);
    let is_saved = |aside: &Aside| SAVED.with_borrow(|saved| saved.contains(aside));
    !aside.is_empty() && aside.iter().all(is_saved)
}

/// Removes the texts aside that were saved as a file.
pub fn remove_saved(conference: &ConferenceId) {
    let saved = SAVED.take();
    let own = key(conference);
    for aside in unreadable(conference) {
        // What stands under the agenda's own key moves aside now that there is a place.
        if saved.contains(&aside) && aside.key != own {
            // What could not be removed is counted again.
            let _ = Storage::Local.remove(&aside.key);
        }
    }
}

fn unreadable(conference: &ConferenceId) -> Vec<Aside> {
    keeper(conference, &key(conference))
        .unreadable()
        .unwrap_or_default()
}

fn key(conference: &ConferenceId) -> String {
    format!("hallway:agenda:{conference}")
}

fn keeper<'a>(conference: &ConferenceId, key: &'a str) -> Keeper<'a, Storage> {
    Keeper {
        local: &Storage::Local,
        session: &Storage::Session,
        codec: CODEC,
        key,
        removed: removed::kept(conference),
    }
}

/// What there is to say of an outcome. What is not stored is looked at again.
fn told(key: &str, outcome: Outcome<StorageError>) -> Option<Notice> {
    let not_stored = |reason: &str| {
        storage::look_again(key);
        Some(Notice::AgendaNotStored {
            reason: reason.into(),
        })
    };
    match outcome {
        Outcome::Stored => None,
        Outcome::StoredBeside { reason, key } => Some(Notice::AgendaKeptAside {
            reason: fill(texts().stored_damaged(), &[&reason]),
            key,
        }),
        Outcome::Newer { .. } => {
            storage::look_again(key);
            Some(Notice::AgendaByNewer)
        }
        Outcome::NoPlaceAside { reason } => {
            storage::look_again(key);
            Some(Notice::AgendaUnreadable { reason })
        }
        Outcome::Unread(StorageError::Forbidden) | Outcome::Unwritten(StorageError::Forbidden) => {
            not_stored(texts().store_forbidden())
        }
        // That is said for all that can't be read at once.
        Outcome::Unread(error) => {
            storage::note_unread(key, error);
            None
        }
        Outcome::Unwritten(StorageError::Full) => not_stored(texts().store_full()),
        Outcome::Unwritten(StorageError::Failed) => not_stored(texts().store_failed()),
    }
}

/// The agenda that a text holds, whoever wrote it: stamps that no clock has shown are set back.
///
/// # Errors
/// [`Unreadable`] if it holds none that this version can read.
pub fn parse(text: &str) -> Result<Agenda, Unreadable> {
    let mut agenda = Agenda::from_text(text)?;
    agenda.clamp(horizon(clock::now_ms()));
    Ok(agenda)
}
