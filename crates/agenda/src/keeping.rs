//! Keeping the agenda among texts under keys, such as a browser's local storage, beside other tabs and
//! other versions of the app.
//!
//! What storage holds is never written over unread. A text of a newer format stays as it is, and what
//! was done meanwhile waits. A damaged text is first moved aside, to a key of its own; what lies aside is
//! taken in by the first version that can read it. What could not be stored is handed over to the next
//! document of the same tab.
//!
//! [`decide`] says what to do; [`Keeper`] does it. Where the texts are is the caller's ([`Texts`]), and so
//! is how they are read and written ([`Codec`]).

use std::collections::BTreeSet;

use serde::Serialize;

use crate::{Agenda, DeviceId, Removed, Unreadable};

/// How many texts that can't be read lie aside at most. A further one stays where it is, and nothing is
/// written over it.
pub const MOST_ASIDE: usize = 3;

/// Texts under keys.
pub trait Texts {
    /// Why something can't be done.
    type Error;

    /// The text under a key; `None` if there is nothing.
    ///
    /// # Errors
    /// If that could not be found out, which is not the same as nothing.
    fn read(&self, key: &str) -> Result<Option<String>, Self::Error>;

    /// Puts a text under a key, in the place of what is there.
    ///
    /// # Errors
    /// If it could not: then what was there is there still.
    fn write(&self, key: &str, text: &str) -> Result<(), Self::Error>;

    /// Removes the text under a key.
    ///
    /// # Errors
    /// If it could not.
    fn remove(&self, key: &str) -> Result<(), Self::Error>;

    /// All keys.
    ///
    /// # Errors
    /// If they could not be read.
    fn keys(&self) -> Result<Vec<String>, Self::Error>;
}

/// How an agenda is read from a text, and written as one.
#[derive(Debug, Clone, Copy)]
pub struct Codec {
    /// Reads a text.
    pub read: fn(&str) -> Result<Agenda, Unreadable>,
    /// Writes an agenda.
    pub write: fn(&Agenda) -> String,
}

/// What stands under the agenda's own key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Nothing was stored yet.
    Nothing,
    /// An agenda.
    Agenda(Agenda),
    /// An agenda of a newer version of the app.
    Newer {
        /// The number of its format.
        format: u64,
    },
    /// Something that no version can read.
    Damaged {
        /// What it is.
        text: String,
        /// What is wrong and where, for whoever repairs it.
        reason: String,
    },
}

/// A text under a key of its own, since it can't be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Aside {
    /// The key.
    pub key: String,
    /// The text.
    pub text: String,
}

/// What to do about what was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Nothing: what is stored says the same.
    Leave,
    /// Write the agenda.
    Write,
    /// Write nothing until what is stored can be read.
    Wait,
    /// Put the damaged text aside, then write the agenda.
    MoveAside,
    /// Write nothing: there is no place to put the damaged text aside.
    Refuse,
}

/// What to do about what was found, with `agenda` to be stored and `aside` already lying aside.
#[must_use]
pub fn decide(found: &Found, agenda: &Agenda, aside: &[Aside]) -> Decision {
    match found {
        Found::Nothing => Decision::Write,
        Found::Agenda(stored) if agenda.says_the_same(stored) => Decision::Leave,
        Found::Agenda(_) => Decision::Write,
        Found::Newer { .. } => Decision::Wait,
        Found::Damaged { text, .. } if aside.iter().any(|aside| aside.text == *text) => {
            Decision::Write
        }
        Found::Damaged { .. } if aside.len() < MOST_ASIDE => Decision::MoveAside,
        Found::Damaged { .. } => Decision::Refuse,
    }
}

/// What became of an agenda that was to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome<E> {
    /// Storage holds all of it.
    Stored,
    /// The same; what was there before is damaged, and lies aside.
    StoredBeside {
        /// What is wrong with it.
        reason: String,
        /// The key under which it lies.
        key: String,
    },
    /// A newer version's agenda is there. Nothing was written.
    Newer {
        /// The number of its format.
        format: u64,
    },
    /// What is there could not be read, and nothing was written; or something that lies aside could not.
    Unread(E),
    /// It could not be written.
    Unwritten(E),
    /// What is there is damaged, and as much lies aside as may. Nothing was written.
    NoPlaceAside {
        /// What is wrong with it.
        reason: String,
    },
}

impl<E> Outcome<E> {
    /// Whether storage holds all of the agenda.
    #[must_use]
    pub fn is_stored(&self) -> bool {
        matches!(self, Self::Stored | Self::StoredBeside { .. })
    }
}

/// Keeps one agenda.
#[derive(Debug)]
pub struct Keeper<'a, S> {
    /// What all tabs share, and what stays when they are closed.
    pub local: &'a S,
    /// What is the tab's own, and stays when it is loaded again: what could not be stored waits there.
    pub session: &'a S,
    /// How agendas are read and written.
    pub codec: Codec,
    /// The agenda's key. Texts lie aside under keys that begin with it; in `session` they wait under it.
    pub key: &'a str,
    /// What was removed on this device. It is left out of whatever is read: another tab, or a text that
    /// lies aside, may still have it.
    pub removed: Removed,
}

/// What lies aside.
struct Shelf<E> {
    /// Keys of agendas that were taken in, and of texts that lie there twice: once the agenda is stored,
    /// they can go.
    spare: Vec<String>,
    /// What can't be read.
    unreadable: Vec<Aside>,
    /// Why something that lies there could not be looked at.
    failed: Option<E>,
}

impl<S: Texts> Keeper<'_, S> {
    /// The agenda as the page begins: what is stored, what lies aside, and what the document before
    /// could not store. `device` names this device if it has no name yet.
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

    /// Takes in what is stored and what lies aside, and stores the result, as far as that can be done
    /// without losing anything. `now_ms`, milliseconds since 1970, names what is moved aside.
    pub fn store(&self, agenda: &mut Agenda, now_ms: u64) -> Outcome<S::Error> {
        let outcome = self.try_to_store(agenda, now_ms);
        self.hand_over(agenda, outcome.is_stored());
        outcome
    }

    /// Whether the next document in this tab will have all that the agenda says: it is stored, or waits.
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

    /// The texts that can't be read: those aside, and the one under the agenda's key.
    ///
    /// # Errors
    /// If they could not be looked at.
    pub fn unreadable(&self) -> Result<Vec<Aside>, S::Error> {
        let mut shelf = self.look_aside(&mut Agenda::new(DeviceId::new(0)));
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
        let found = match self.local.read(self.key) {
            Ok(text) => self.find(text),
            Err(error) => return Outcome::Unread(error),
        };
        if let Found::Agenda(stored) = &found {
            agenda.continue_from(stored);
        }
        let shelf = self.look_aside(agenda);
        let decision = decide(&found, agenda, &shelf.unreadable);
        let outcome = match (decision, found) {
            (Decision::Leave, _) => Outcome::Stored,
            (_, Found::Nothing | Found::Agenda(_)) => self.write(agenda, Outcome::Stored),
            (_, Found::Newer { format }) => Outcome::Newer { format },
            (Decision::Refuse, Found::Damaged { reason, .. }) => Outcome::NoPlaceAside { reason },
            (decision, Found::Damaged { text, reason }) => {
                // It may be among what could not be looked at, or have no place beside it.
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
            // What stays is taken in again next time.
            let _ = self.local.remove(key);
        }
        shelf.failed.map_or(outcome, Outcome::Unread)
    }

    fn find(&self, text: Option<String>) -> Found {
        let Some(text) = text else {
            return Found::Nothing;
        };
        match self.read(&text) {
            Ok(agenda) => Found::Agenda(agenda),
            Err(Unreadable::Newer { format }) => Found::Newer { format },
            Err(Unreadable::Corrupt { reason }) => Found::Damaged { text, reason },
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

    /// Takes in what lies aside, as far as it can be read.
    fn look_aside(&self, agenda: &mut Agenda) -> Shelf<S::Error> {
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

    /// In an order that is the same each time, so that of two texts that are the same, all tabs keep the
    /// same one.
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

    /// Leaves what could not be stored to the next document of this tab. What another version of the app
    /// left there stays for that one.
    fn hand_over(&self, agenda: &Agenda, is_stored: bool) {
        let is_waiting = !is_stored && !agenda.says_nothing();
        let mut text = is_waiting.then(|| (self.codec.write)(agenda));
        for key in self.places_of_waiting() {
            let there = match self.session.read(&key) {
                Ok(there) => there,
                Err(_) => continue,
            };
            if there.as_deref().is_some_and(|there| !self.can_read(there)) {
                continue;
            }
            // Where nothing can be handed over, the page itself still has it.
            let _ = match (text.take(), there) {
                (Some(text), there) if there.as_ref() != Some(&text) => {
                    self.session.write(&key, &text)
                }
                (None, Some(_)) => self.session.remove(&key),
                _ => Ok(()),
            };
        }
    }

    /// What the document before handed over.
    fn waiting(&self) -> Vec<Agenda> {
        let read = |key: String| self.read(&self.session.read(&key).ok()??).ok();
        self.places_of_waiting().filter_map(read).collect()
    }

    /// A place for each version of the app that may have left something that the others can't read.
    fn places_of_waiting(&self) -> impl Iterator<Item = String> {
        let key = self.key;
        (0..=MOST_ASIDE).map(move |at| match at {
            0 => key.to_owned(),
            at => format!("{key}:{at}"),
        })
    }

    fn can_read(&self, text: &str) -> bool {
        self.read(text).is_ok()
    }

    /// The agenda that a text holds, without what was removed.
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
