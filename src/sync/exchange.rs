//! One round: read the mailbox, merge, and write back what it lacks.

use hallway_agenda::{Agenda, horizon};
use hallway_sync::{Device, Document, Secret};
use leptos::prelude::*;

use super::pairing::{self, Condition, Pairing};
use super::pause::asked_ms;
use crate::platform::crypto::Keys;
use crate::platform::mailbox;
use crate::platform::{clock, timer};
use crate::state::State;

/// How often a round, or what deletes a mailbox, begins anew when others are faster.
pub const TRIES: usize = 5;

/// How old the moment at which a device was last there may become, in milliseconds.
const SEEN_MS: u64 = 60 * 60 * 1_000;

/// How long a round may take, in milliseconds: it holds the lock by which one tab syncs for all.
const ROUND_MS: i32 = 60_000;

/// Why a round came to nothing, though a later one may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// The server does not answer, or not what it should.
    Unreachable,
    /// The server asks to be left alone for so many milliseconds.
    TooOften(u64),
    /// Others are faster, or what they wrote is too new to be replaced: come again after a second.
    Outrun,
}

/// What is in the mailbox, as far as this tab knows.
pub(super) struct Known {
    pub etag: String,
    pub document: Document,
}

/// The exchange with one server.
pub(super) struct Exchange {
    state: State,
    mailboxes: String,
    keys: Option<(Secret, Keys)>,
    known: Option<Known>,
}

/// How a round ended, if not by failure.
enum Ended {
    /// All agree; whether there was anything new on either side.
    Agreed { news: bool },
    /// It makes no sense to go on.
    For(Condition),
}

impl Exchange {
    pub fn new(state: State, mailboxes: String) -> Self {
        Self {
            state,
            mailboxes,
            keys: None,
            known: None,
        }
    }

    /// One round; whether there was anything new on either side.
    pub async fn round(&mut self, pairing: &Pairing) -> Result<bool, Failure> {
        let ended = timer::within(ROUND_MS, self.try_round(pairing, false)).await;
        let ended = ended.unwrap_or(Err(Failure::Unreachable));
        // Meanwhile it may have been turned off, or another secret taken.
        let current = self.state.pairing.get_untracked();
        let Some(mut current) = current.filter(|current| current.secret == pairing.secret) else {
            return Ok(false);
        };
        let now = clock::now_ms();
        let (condition, outcome) = match ended {
            Ok(Ended::Agreed { news }) => (Condition::UpToDate(now), Ok(news)),
            Ok(Ended::For(condition)) => (condition, Ok(false)),
            Err(failure @ Failure::TooOften(_)) => (Condition::Busy, Err(failure)),
            Err(failure @ Failure::Outrun) => (current.condition, Err(failure)),
            Err(failure @ Failure::Unreachable) => {
                let since = match current.condition {
                    Condition::Unreachable(since) => since,
                    _ => now,
                };
                (Condition::Unreachable(since), Err(failure))
            }
        };
        let is_newer = match (current.condition, condition) {
            // Every minute is enough, so that other tabs are not woken all the time.
            (Condition::UpToDate(before), Condition::UpToDate(now)) => {
                now.saturating_sub(before) >= 60_000
            }
            (before, now) => before != now,
        };
        if is_newer {
            current.condition = condition;
        }
        if let Some(known) = &self.known {
            current.met = true;
            current.devices.clone_from(&known.document.devices);
        }
        pairing::keep(&self.state, Some(current));
        outcome
    }

    /// Notes that there is no network to exchange anything by.
    pub fn note_offline(&self, pairing: Pairing) {
        let condition = Condition::Offline;
        pairing::keep(
            &self.state,
            Some(Pairing {
                condition,
                ..pairing
            }),
        );
    }

    /// Tells the others that this device leaves, if they can be reached.
    pub async fn farewell(&mut self, pairing: &Pairing) {
        // A device that could not say so is seen no more all the same.
        let _ = timer::within(ROUND_MS, self.try_round(pairing, true)).await;
    }

    async fn try_round(&mut self, pairing: &Pairing, leaving: bool) -> Result<Ended, Failure> {
        let Some(keys) = self.keys_of(&pairing.secret).await else {
            return Ok(Ended::For(Condition::Unreadable));
        };
        let mut news = false;
        for _ in 0..TRIES {
            // By a weak tag one is told that nothing changed, and never learns the strong one.
            let etag = self.known.as_ref().map(|known| known.etag.as_str());
            let etag = etag.filter(|etag| !is_weak(etag));
            let reply = mailbox::read(&self.mailboxes, &keys, etag).await;
            let reply = reply.ok_or(Failure::Unreachable)?;
            match reply.status {
                304 => {}
                200 => {
                    let message = reply.message().await.ok_or(Failure::Unreachable)?;
                    let etag = reply.etag.as_deref().unwrap_or_default();
                    match read(&keys, etag, &message).await {
                        Some(known) => self.known = Some(known),
                        None => return Ok(Ended::For(Condition::Unreadable)),
                    }
                }
                // There is nobody to tell.
                404 if leaving => return Ok(Ended::Agreed { news }),
                404 if pairing.met || self.known.is_some() => {
                    return Ok(Ended::For(Condition::Revoked));
                }
                // A link that was revoked leads nowhere; one that is new, soon.
                404 if pairing.joined => return Ok(Ended::For(Condition::New)),
                404 => {}
                401 => return Ok(Ended::For(Condition::Revoked)),
                status => return Err(failure(status, reply.retry_after.as_deref())),
            }
            if !leaving && !self.is_wanted(pairing) {
                return Ok(Ended::Agreed { news });
            }
            let Some((mut document, own)) = self.merged(pairing, leaving, &mut news) else {
                return Ok(Ended::Agreed { news });
            };
            let etag = self.known.as_ref().map(|known| known.etag.clone());
            if etag.as_deref().is_some_and(is_weak) {
                return Err(Failure::Outrun);
            }
            let mut message = seal(&keys, &document).await;
            if message.is_none() {
                // What only others keep has no room in it.
                document.agenda = own;
                message = seal(&keys, &document).await;
            }
            let Some(message) = message else {
                return Ok(Ended::For(Condition::TooLarge));
            };
            let reply = mailbox::write(&self.mailboxes, &keys, etag.as_deref(), &message).await;
            let reply = reply.ok_or(Failure::Unreachable)?;
            match (reply.status, reply.etag) {
                // Turned off while it was sent: nobody else knows of the mailbox yet.
                (201, Some(etag)) if !self.is_wanted(pairing) => {
                    mailbox::delete(&self.mailboxes, &keys, &etag).await;
                    return Ok(Ended::Agreed { news });
                }
                (201 | 204, Some(etag)) => {
                    self.known = Some(Known { etag, document });
                    news = true;
                }
                // A server that does not say its tag is asked for it.
                (201 | 204, None) => news = true,
                // Another device was faster: read what it wrote.
                (412, _) => {}
                (401 | 404, _) => return Ok(Ended::For(Condition::Revoked)),
                (413, _) => return Ok(Ended::For(Condition::TooLarge)),
                (status, _) => return Err(failure(status, reply.retry_after.as_deref())),
            }
        }
        // The server is there; the others only were faster every time.
        Err(Failure::Outrun)
    }

    /// Whether the attendee still means this secret: it may have been left while an answer came.
    fn is_wanted(&self, pairing: &Pairing) -> bool {
        self.state.pairing.with_untracked(|current| {
            current
                .as_ref()
                .is_some_and(|current| current.secret == pairing.secret)
        })
    }

    async fn keys_of(&mut self, secret: &Secret) -> Option<Keys> {
        if let Some((of, keys)) = &self.keys
            && of == secret
        {
            return Some(keys.clone());
        }
        let conference = self.state.published.conference().id.as_str();
        let keys = Keys::of(secret, conference).await?;
        (self.keys, self.known) = (Some((*secret, keys.clone())), None);
        Some(keys)
    }

    /// What the mailbox should hold, if that is not what it holds, and this device's agenda, which takes
    /// in what is in the mailbox. What was removed here and others still have stays in the mailbox and
    /// away from this device.
    fn merged(
        &self,
        pairing: &Pairing,
        leaving: bool,
        news: &mut bool,
    ) -> Option<(Document, Agenda)> {
        let mut agenda = self.state.agenda.get_untracked()?;
        let (id, now) = (agenda.device(), clock::now_ms());
        agenda.clamp(horizon(now));
        let devices = pairing.devices.clone();
        let mut document = Document { agenda, devices };
        let mut own = document.agenda.clone();
        if let Some(known) = &self.known {
            let mut theirs = known.document.clone();
            self.state.leave_out_removed(&mut theirs.agenda);
            // Two schedules that become one lose nothing; later, what was done last holds.
            if pairing.joined && !pairing.met {
                document.agenda.add(&theirs.agenda, now);
            }
            document.merge(&theirs);
            if !document
                .agenda
                .says_the_same(&self.state.agenda.get_untracked()?)
            {
                self.state.take_in(&document.agenda);
                *news = true;
            }
            own = document.agenda.clone();
            document.agenda.merge(&known.document.agenda);
        }
        let there = self
            .known
            .as_ref()
            .and_then(|known| known.document.devices.get(&id));
        let is_current = there.is_some_and(|device| {
            device.name == pairing.name
                && device.left == leaving
                && now.saturating_sub(device.seen_ms) < SEEN_MS
        });
        let holds_all = self
            .known
            .as_ref()
            .is_some_and(|known| known.document.agenda.says_the_same(&document.agenda));
        if is_current && holds_all {
            return None;
        }
        // After whatever is there of this device, also where its clock was set back.
        let seen_ms = there.map_or(now, |device| now.max(device.seen_ms + 1));
        let name = pairing.name.clone();
        let left = leaving;
        document.devices.insert(
            id,
            Device {
                seen_ms,
                left,
                name,
            },
        );
        Some((document, own))
    }
}

/// The message that holds a document; none if it is too large for one.
async fn seal(keys: &Keys, document: &Document) -> Option<Vec<u8>> {
    keys.seal(&document.to_text()).await
}

/// Whether a tag is not strong yet (RFC 9110, section 8.8.1): WebDAV servers give such tags within
/// the second of a change, and replace nothing by them.
pub(super) fn is_weak(etag: &str) -> bool {
    etag.starts_with("W/")
}

fn failure(status: u16, retry_after: Option<&str>) -> Failure {
    match (status, retry_after) {
        (429, _) | (503, Some(_)) => {
            Failure::TooOften(asked_ms(retry_after, clock::now_ms(), clock::date_ms))
        }
        _ => Failure::Unreachable,
    }
}

/// What a message holds, in the version of that tag; none if it can't be read.
pub(super) async fn read(keys: &Keys, etag: &str, message: &[u8]) -> Option<Known> {
    let text = keys.open(message).await?;
    let mut document = Document::from_text(&text).ok()?;
    document.clamp(horizon(clock::now_ms()));
    let etag = Some(etag).filter(|etag| !etag.is_empty())?.to_owned();
    Some(Known { etag, document })
}
