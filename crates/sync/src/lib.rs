//! What devices that sync agree on: how keys come from the secret, what a sealed message looks like,
//! and what is in it.
//!
//! Pure: random bits, the time and everything that is cryptography come from the platform. The
//! protocol is described in `docs/sync.md`; the server knows none of this.

mod document;
mod envelope;
mod keys;

pub use document::{Device, Document, LONGEST_NAME, MOST_DEVICES};
pub use envelope::{Envelope, LARGEST, TooLarge, associated_data, pad, unpad};
pub use keys::{CONTENT_KEY, MAILBOX, SALT, Secret, WRITE_TOKEN, mailbox_id, write_token};
