//! A sealed message: its version, its nonce, and ciphertext of few possible lengths.

/// The version of the form.
const VERSION: u8 = 1;

/// The length of a nonce of AES-GCM (NIST SP 800-38D, section 5.2.1.1), in bytes.
const NONCE: usize = 12;

/// The length of its tag, in bytes.
const TAG: usize = 16;

/// The length of the number that says how much of the padded text is text.
const LENGTH: usize = 4;

/// What is around the padded text.
const AROUND: usize = 1 + NONCE + TAG;

/// The smallest message, in bytes.
const SMALLEST: usize = 1024;

/// The largest message, in bytes: what a mailbox holds.
pub const LARGEST: usize = 64 * 1024;

/// A text that no message holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLarge;

/// A sealed message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope<'m> {
    /// Used once.
    pub nonce: &'m [u8],
    /// The ciphertext and its tag.
    pub sealed: &'m [u8],
}

impl<'m> Envelope<'m> {
    /// The parts of a message; none if it is none of this version.
    #[must_use]
    pub fn open(message: &'m [u8]) -> Option<Self> {
        let (version, rest) = message.split_first()?;
        if *version != VERSION || rest.len() < NONCE + TAG + LENGTH {
            return None;
        }
        let (nonce, sealed) = rest.split_at(NONCE);
        Some(Self { nonce, sealed })
    }

    /// The message of these parts.
    #[must_use]
    pub fn close(&self) -> Vec<u8> {
        [&[VERSION], self.nonce, self.sealed].concat()
    }
}

/// What is sealed with every message, so that none can be moved: the protocol, the conference and
/// the mailbox, each ended by a zero, which none of them holds.
#[must_use]
pub fn associated_data(conference: &str, mailbox: &str) -> Vec<u8> {
    format!("hallway sync v1\0{conference}\0{mailbox}\0").into_bytes()
}

/// A text as it is sealed: its length as four bytes, the most significant first, the text, and zeros
/// until the message is as long as a power of two. So its length says little of what is in it.
///
/// # Errors
/// [`TooLarge`] if no message holds it.
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

/// The text of what was sealed; none if there is none in it.
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
            // Whatever it gives, it does not panic.
            let _ = unpad(&bytes);
        });
        assert_eq!(Envelope::open(&[2; 100]), None);
        assert_eq!(unpad(&[0, 0, 0, 9, b'a']), None);
        assert_eq!(unpad(&[0, 0, 0, 1, 255]), None);
    }
}
