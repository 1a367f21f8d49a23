//! Stores the agenda among texts with keys, such as a browser's local storage, which other tabs and
//! other versions of the app use too.
//!
//! Nothing is overwritten that was not read. If a newer version of the app stored the agenda, its
//! text stays, and changes made meanwhile wait. A damaged text is moved aside to a key of its own;
//! the first version of the app that can read it merges it. What could not be stored is left for
//! the next document in the same tab.
//!
//! [`decide`] says what to do, [`Keeper`] does it. The caller provides the texts ([`Texts`]) and
//! the format ([`Codec`]).

use std::collections::BTreeSet;

use serde::Serialize;

use crate::{Agenda, DeviceId, Removed, Unreadable};

/// The most unreadable texts that are kept aside. A further one stays under the agenda's key, and
/// is not overwritten.
pub const MOST_ASIDE: usize = 3;

/// Texts with keys.
pub trait Texts {
    /// Why an operation failed.
    type Error;

    /// The text of a key; `None` if there is none.
    ///
    /// # Errors
    /// If it is not known whether there is one. That is not the same as `None`.
    fn read(&self, key: &str) -> Result<Option<String>, Self::Error>;

    /// Sets the text of a key.
    ///
    /// # Errors
    /// If it failed; then the old text is still there.
    fn write(&self, key: &str, text: &str) -> Result<(), Self::Error>;

    /// Removes the text under a key.
    ///
    /// # Errors
    /// If it failed.
    fn remove(&self, key: &str) -> Result<(), Self::Error>;

    /// All keys.
    ///
    /// # Errors
    /// If they could not be read.
    fn keys(&self) -> Result<Vec<String>, Self::Error>;
}

/// How agendas are read and written.
#[derive(Debug, Clone, Copy)]
pub struct Codec {
    /// Reads a text.
    pub read: fn(&str) -> Result<Agenda, Unreadable>,
    /// Writes an agenda.
    pub write: fn(&Agenda) -> String,
}

/// What is stored under the agenda's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Existing {
    /// Nothing was stored yet.
    Nothing,
    /// An agenda.
    Agenda(Agenda),
    /// An agenda of a newer version of the app.
    Newer {
        /// The number of its format.
        format: u64,
    },
    /// A text that no version can read.
    Damaged {
        /// The text.
        text: String,
        /// What is wrong and where, for someone who repairs it.
        reason: String,
    },
}

/// An unreadable text that was moved to a key of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Aside {
    /// The key.
    pub key: String,
    /// The text.
    pub text: String,
}

/// What to do about the existing text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Nothing: what is stored says the same.
    Leave,
    /// Write the agenda.
    Write,
    /// Write nothing until the existing text can be read.
    Wait,
    /// Move the damaged text aside, then write the agenda.
    MoveAside,
    /// Write nothing: there is no room to move the damaged text aside.
    Refuse,
}

/// What to do about the existing text when `agenda` is to be stored; `aside` are the texts that
/// were moved aside before.
#[must_use]
pub fn decide(existing: &Existing, agenda: &Agenda, aside: &[Aside]) -> Decision {
    match existing {
        Existing::Nothing => Decision::Write,
        Existing::Agenda(stored) if agenda.says_the_same(stored) => Decision::Leave,
        Existing::Agenda(_) => Decision::Write,
        Existing::Newer { .. } => Decision::Wait,
        Existing::Damaged { text, .. } if aside.iter().any(|aside| aside.text == *text) => {
            Decision::Write
        }
        Existing::Damaged { .. } if aside.len() < MOST_ASIDE => Decision::MoveAside,
        Existing::Damaged { .. } => Decision::Refuse,
    }
}

/// The result of storing an agenda.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome<E> {
    /// All of it is stored.
    Stored,
    /// All of it is stored; the text that was there is damaged and was moved aside.
    StoredBeside {
        /// What is wrong with that text.
        reason: String,
        /// The key to which it was moved.
        key: String,
    },
    /// A newer version of the app stored an agenda. Nothing was written.
    Newer {
        /// The number of its format.
        format: u64,
    },
    /// The stored text, or a text aside, could not be read. Unless only a text aside failed,
    /// nothing was written.
    Unread(E),
    /// Writing failed.
    Unwritten(E),
    /// The stored text is damaged, and [`MOST_ASIDE`] texts are aside already. Nothing was written.
    NoPlaceAside {
        /// What is wrong with the stored text.
        reason: String,
    },
}

impl<E> Outcome<E> {
    /// Whether all of the agenda is stored.
    #[must_use]
    pub fn is_stored(&self) -> bool {
        matches!(self, Self::Stored | Self::StoredBeside { .. })
    }
}

/// Stores one agenda.
#[derive(Debug)]
pub struct Keeper<'a, S> {
    /// Storage that all tabs share and that stays when they are closed.
    pub local: &'a S,
    /// Storage of this tab, which survives a reload: what could not be stored waits here.
    pub session: &'a S,
    /// How agendas are read and written.
    pub codec: Codec,
    /// The agenda's key. Texts are moved aside to keys that begin with it; in `session`, unstored
    /// changes wait under it.
    pub key: &'a str,
    /// The items that were removed on this device. They are left out of every text that is read,
    /// since another tab or a text aside may still have them.
    pub removed: Removed,
}

/// The texts aside.
struct Shelf<E> {
    /// Keys of texts that were merged, and of duplicates: they can be removed once the agenda is
    /// stored.
    spare: Vec<String>,
    /// Texts that can't be read.
    unreadable: Vec<Aside>,
    /// Why a text aside could not be read from storage.
    failed: Option<E>,
}

impl<S: Texts> Keeper<'_, S> {
    /// The agenda when a page starts: what is stored, what is aside, and what the document before
    /// could not store. `device` becomes this device's id if none is stored.
    pub fn open(&self, device: DeviceId, now_ms: u64) -> (Agenda, Outcome<S::Error>) {
        let mut agenda = Agenda::new(device);
        for waiting in self.waiting() {
            agenda.continue_from(&waiting);
        }
        let outcome = match self.local.read(self.key) {
            Ok(None) if self.is_nothing_aside() && agenda.says_nothing() => Outcome::Stored,
            _ => self.store(&mut agenda, now_ms),
        };
        (agenda, outcome)
    }

    /// Merges the stored agenda and the texts aside, and stores the result unless that would lose
    /// anything. `now_ms`, milliseconds since 1970, becomes part of the key of a text that is moved
    /// aside.
    pub fn store(&self, agenda: &mut Agenda, now_ms: u64) -> Outcome<S::Error> {
        let outcome = self.try_to_store(agenda, now_ms);
        self.hand_over(agenda, outcome.is_stored());
        outcome
    }

    /// Whether the next document in this tab will have everything that the agenda says, from
    /// storage or from what waits.
    #[must_use]
    pub fn is_kept(&self, agenda: &Agenda) -> bool {
        let mut waiting = self.waiting();
        if let Ok(Some(text)) = self.local.read(self.key)
            && let Ok(stored) = self.read(&text)
        {
            waiting.push(stored);
        }
        let holds_all = |kept: &Agenda| {
            let mut both = kept.clone();
            both.merge(agenda);
            both.says_the_same(kept)
        };
        agenda.says_nothing() || waiting.iter().any(holds_all)
    }

    /// The unreadable texts: those aside, and the one under the agenda's key.
    ///
    /// # Errors
    /// If storage could not be read.
    pub fn unreadable(&self) -> Result<Vec<Aside>, S::Error> {
        let mut shelf = self.read_aside(&mut Agenda::new(DeviceId::new(0)));
        if let Some(error) = shelf.failed {
            return Err(error);
        }
        if let Some(text) = self.local.read(self.key)?
            && !self.can_read(&text)
        {
            shelf.unreadable.push(Aside {
                key: self.key.into(),
                text,
            });
        }
        Ok(shelf.unreadable)
    }

    fn try_to_store(&self, agenda: &mut Agenda, now_ms: u64) -> Outcome<S::Error> {
        let existing = match self.local.read(self.key) {
            Ok(text) => self.existing(text),
            Err(error) => return Outcome::Unread(error),
        };
        if let Existing::Agenda(stored) = &existing {
            agenda.continue_from(stored);
        }
        let shelf = self.read_aside(agenda);
        let decision = decide(&existing, agenda, &shelf.unreadable);
        let outcome = match (decision, existing) {
            (Decision::Leave, _) => Outcome::Stored,
            (_, Existing::Nothing | Existing::Agenda(_)) => self.write(agenda, Outcome::Stored),
            (_, Existing::Newer { format }) => Outcome::Newer { format },
            (Decision::Refuse, Existing::Damaged { reason, .. }) => {
                Outcome::NoPlaceAside { reason }
            }
            (decision, Existing::Damaged { text, reason }) => {
                // A text that could not be read from storage may be the same one, or may take the last
                // free key.
                if let Some(error) = shelf.failed {
                    return Outcome::Unread(error);
                }
                let moved = match decision {
                    Decision::MoveAside => self.move_aside(&text, now_ms),
                    _ => Ok(shelf.key_of(&text)),
                };
                match moved {
                    Ok(key) => self.write(agenda, Outcome::StoredBeside { reason, key }),
                    Err(error) => Outcome::Unwritten(error),
                }
            }
        };
        if !outcome.is_stored() {
            return outcome;
        }
        for key in &shelf.spare {
            // A text that can't be removed is merged again next time.
            let _ = self.local.remove(key);
        }
        shelf.failed.map_or(outcome, Outcome::Unread)
    }

    fn existing(&self, text: Option<String>) -> Existing {
        let Some(text) = text else {
            return Existing::Nothing;
        };
        match self.read(&text) {
            Ok(agenda) => Existing::Agenda(agenda),
            Err(Unreadable::Newer { format }) => Existing::Newer { format },
            Err(Unreadable::Corrupt { reason }) => Existing::Damaged { text, reason },
        }
    }

    fn write(&self, agenda: &Agenda, done: Outcome<S::Error>) -> Outcome<S::Error> {
        match self.local.write(self.key, &(self.codec.write)(agenda)) {
            Ok(()) => done,
            Err(error) => Outcome::Unwritten(error),
        }
    }

    fn move_aside(&self, text: &str, now_ms: u64) -> Result<String, S::Error> {
        let mut at = now_ms;
        loop {
            let key = format!("{}{at}", self.start_of_aside());
            match self.local.read(&key)? {
                None => {
                    self.local.write(&key, text)?;
                    return Ok(key);
                }
                Some(_) => at = at.wrapping_add(1),
            }
        }
    }

    /// Merges the texts aside that can be read.
    fn read_aside(&self, agenda: &mut Agenda) -> Shelf<S::Error> {
        let mut shelf = Shelf {
            spare: Vec::new(),
            unreadable: Vec::new(),
            failed: None,
        };
        let keys = match self.keys_aside() {
            Ok(keys) => keys,
            Err(error) => {
                shelf.failed = Some(error);
                return shelf;
            }
        };
        for key in keys {
            match self.local.read(&key) {
                Ok(None) => {}
                Ok(Some(text)) => match self.read(&text) {
                    Ok(aside) => {
                        agenda.merge(&aside);
                        shelf.spare.push(key);
                    }
                    Err(_) if shelf.holds(&text) => shelf.spare.push(key),
                    Err(_) => shelf.unreadable.push(Aside { key, text }),
                },
                Err(error) => shelf.failed = Some(error),
            }
        }
        shelf
    }

    fn is_nothing_aside(&self) -> bool {
        self.keys_aside().is_ok_and(|keys| keys.is_empty())
    }

    /// The keys of the texts aside, sorted so that of two equal texts all tabs keep the same one.
    fn keys_aside(&self) -> Result<BTreeSet<String>, S::Error> {
        let start = self.start_of_aside();
        let all = self.local.keys()?.into_iter();
        let mut keys = BTreeSet::new();
        keys.extend(all.filter(|key| key.starts_with(&start)));
        Ok(keys)
    }

    fn start_of_aside(&self) -> String {
        format!("{}:aside:", self.key)
    }

    /// Leaves what could not be stored to the next document in this tab. What another version of
    /// the app left there stays for that version.
    fn hand_over(&self, agenda: &Agenda, is_stored: bool) {
        let is_waiting = !is_stored && !agenda.says_nothing();
        let mut text = is_waiting.then(|| (self.codec.write)(agenda));
        for key in self.keys_of_waiting() {
            let there = match self.session.read(&key) {
                Ok(there) => there,
                Err(_) => continue,
            };
            if there.as_deref().is_some_and(|there| !self.can_read(there)) {
                continue;
            }
            // If this fails, the page itself still has the changes.
            let _ = match (text.take(), there) {
                (Some(text), there) if there.as_ref() != Some(&text) => {
                    self.session.write(&key, &text)
                }
                (None, Some(_)) => self.session.remove(&key),
                _ => Ok(()),
            };
        }
    }

    /// What the document before left.
    fn waiting(&self) -> Vec<Agenda> {
        let read = |key: String| self.read(&self.session.read(&key).ok()??).ok();
        self.keys_of_waiting().filter_map(read).collect()
    }

    /// A key for each version of the app, since a version may not be able to read what another one
    /// left.
    fn keys_of_waiting(&self) -> impl Iterator<Item = String> {
        let key = self.key;
        (0..=MOST_ASIDE).map(move |at| match at {
            0 => key.to_owned(),
            at => format!("{key}:{at}"),
        })
    }

    fn can_read(&self, text: &str) -> bool {
        self.read(text).is_ok()
    }

    /// The agenda in a text, without the removed items.
    fn read(&self, text: &str) -> Result<Agenda, Unreadable> {
        let mut agenda = (self.codec.read)(text)?;
        agenda.leave_out(&self.removed, |_| false);
        Ok(agenda)
    }
}

impl<E> Shelf<E> {
    fn holds(&self, text: &str) -> bool {
        self.unreadable.iter().any(|aside| aside.text == text)
    }

    fn key_of(&self, text: &str) -> String {
        let aside = self.unreadable.iter().find(|aside| aside.text == text);
        aside.map_or_else(String::new, |aside| aside.key.clone())
    }
}
