//! What all syncing devices do in the same way: derive keys from the secret, and write and read
//! messages and their content.
//!
//! This crate is pure: the platform provides random bits, the time and all cryptography.
//! `docs/sync.md` describes the protocol. The server does not use this crate.

mod document;
mod envelope;
mod keys;

pub use document::{Device, Document, LONGEST_NAME, MOST_DEVICES};
pub use envelope::{Envelope, LARGEST, TooLarge, associated_data, pad, unpad};
pub use keys::{CONTENT_KEY, MAILBOX, SALT, Secret, WRITE_TOKEN, mailbox_id, write_token};
