//! An encrypted message: its version, its nonce and its ciphertext. Padding gives all messages one
//! of a few lengths.

/// The version of the message's format.
const VERSION: u8 = 1;

/// The length of a nonce of AES-GCM (NIST SP 800-38D, section 5.2.1.1), in bytes.
const NONCE: usize = 12;

/// The length of the tag, in bytes.
const TAG: usize = 16;

/// How many bytes give the length of the text. They come before the padded text.
const LENGTH: usize = 4;

/// The length, in bytes, of everything but the padded text.
const AROUND: usize = 1 + NONCE + TAG;

/// The smallest message, in bytes.
const SMALLEST: usize = 1024;

/// The largest message, in bytes: the size limit of a mailbox.
pub const LARGEST: usize = 64 * 1024;

/// The text is too long for a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLarge;

/// The parts of an encrypted message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope<'m> {
    /// The nonce; each is used only once.
    pub nonce: &'m [u8],
    /// The ciphertext and its tag.
    pub sealed: &'m [u8],
}

impl<'m> Envelope<'m> {
    /// The parts of a message; `None` if it is not a message of this version.
    #[must_use]
    pub fn open(message: &'m [u8]) -> Option<Self> {
        let (version, rest) = message.split_first()?;
        if *version != VERSION || rest.len() < NONCE + TAG + LENGTH {
            return None;
        }
        let (nonce, sealed) = rest.split_at(NONCE);
        Some(Self { nonce, sealed })
    }

    /// The message with these parts.
    #[must_use]
    pub fn close(&self) -> Vec<u8> {
        [&[VERSION], self.nonce, self.sealed].concat()
    }
}

/// The associated data that is authenticated with every message, so that a message can't be moved
/// to another mailbox: the protocol, the conference and the mailbox. Each ends with a zero byte,
/// which none of them contains.
#[must_use]
pub fn associated_data(conference: &str, mailbox: &str) -> Vec<u8> {
    format!("hallway sync v1\0{conference}\0{mailbox}\0").into_bytes()
}

/// The plaintext to encrypt: the text's length as four bytes in big-endian order, the text, and
/// zeros until the message's length is a power of two. So the length reveals little about the
/// content.
///
/// # Errors
/// [`TooLarge`] if the text does not fit in a message.
pub fn pad(text: &str) -> Result<Vec<u8>, TooLarge> {
    let needed = LENGTH + text.len() + AROUND;
    let size = needed.next_power_of_two().max(SMALLEST);
    if size > LARGEST {
        return Err(TooLarge);
    }
    let length = u32::try_from(text.len()).map_err(|_| TooLarge)?;
    let mut padded = Vec::with_capacity(size - AROUND);
    padded.extend(length.to_be_bytes());
    padded.extend(text.as_bytes());
    padded.resize(size - AROUND, 0);
    Ok(padded)
}

/// The text in a decrypted plaintext; `None` if it is malformed.
#[must_use]
pub fn unpad(padded: &[u8]) -> Option<&str> {
    let (length, rest) = padded.split_first_chunk::<LENGTH>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    std::str::from_utf8(rest.get(..length)?).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_padded_text_is_found_again_and_few_lengths_there_are() {
        proptest!(|(text in ".{0,400}", times in 1_usize..200)| {
            let text = text.repeat(times);
            match pad(&text) {
                Ok(padded) => {
                    prop_assert_eq!(unpad(&padded), Some(text.as_str()));
                    let size = padded.len() + AROUND;
                    prop_assert!(size.is_power_of_two() && (SMALLEST..=LARGEST).contains(&size));
                }
                Err(TooLarge) => prop_assert!(text.len() + LENGTH + AROUND > LARGEST),
            }
        });
    }

    #[test]
    fn what_is_no_message_opens_none() {
        proptest!(|(bytes in proptest::collection::vec(any::<u8>(), 0..100))| {
            if let Some(envelope) = Envelope::open(&bytes) {
                prop_assert_eq!(&envelope.close(), &bytes);
            }
            // Any result is fine here; it must not panic.
            let _ = unpad(&bytes);
        });
        assert_eq!(Envelope::open(&[2; 100]), None);
        assert_eq!(unpad(&[0, 0, 0, 9, b'a']), None);
        assert_eq!(unpad(&[0, 0, 0, 1, 255]), None);
    }
}
