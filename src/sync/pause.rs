//! The pause between two rounds: how long a server may ask for, and what ends it before its time.

use crate::platform::wait::Wake;

/// The longest that a server may ask to be left alone, in milliseconds: a mistake in its settings must not
/// end sync for a day.
pub const LONGEST_ASKED_MS: u64 = 5 * 60 * 1_000;

/// The longest wait between two rounds that no server asked for.
pub const LONGEST_MS: u64 = 60_000;

/// How often a change here may ask a server early that wants to be left alone.
const CHANGE_MS: u64 = 60_000;

/// How long such a server is left alone at least, though the network or the attendee came back.
const ATTENTION_MS: u64 = 5_000;

/// How long a server that does not say how long is left alone.
const UNSAID_MS: u64 = 1_000;

/// How long a server asks to be left alone by `Retry-After` (RFC 9110, section 10.2.3), at most five
/// minutes: seconds, or a date that `date_ms` reads as milliseconds since 1970.
#[must_use]
pub fn asked_ms(
    retry_after: Option<&str>,
    now_ms: u64,
    date_ms: impl Fn(&str) -> Option<u64>,
) -> u64 {
    let asked = retry_after.map(str::trim).and_then(|text| {
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if is_number {
            // Only what is beyond all measure is no number of that size.
            let seconds = text.parse().unwrap_or(u64::MAX);
            return Some(seconds.saturating_mul(1_000));
        }
        Some(date_ms(text)?.saturating_sub(now_ms))
    });
    asked.unwrap_or(UNSAID_MS).min(LONGEST_ASKED_MS)
}

/// A pause, in milliseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pause {
    began_ms: u64,
    until_ms: u64,
    /// Whether the server asked for it.
    is_asked: bool,
    /// When a server that wanted to be left alone was last asked early.
    early_ms: Option<u64>,
}

impl Pause {
    /// A pause of that length from now on. `early_ms` is what the one before says of itself.
    #[must_use]
    pub fn new(now_ms: u64, length_ms: u64, is_asked: bool, early_ms: Option<u64>) -> Self {
        Self {
            began_ms: now_ms,
            until_ms: now_ms.saturating_add(length_ms),
            is_asked,
            early_ms,
        }
    }

    /// How long it still lasts. A clock that was put back does not make it longer than any pause is.
    #[must_use]
    pub fn left_ms(&self, now_ms: u64) -> u64 {
        let left = self.until_ms.saturating_sub(now_ms);
        left.min(LONGEST_ASKED_MS + LONGEST_MS)
    }

    /// Makes it shorter, since there is something to do: over at once, unless the server asked for it. Then
    /// the attendee's word ends it; a network that came back does, after some seconds; and a change does, if
    /// it would last longer than a minute, and once a minute.
    pub fn shorten(&mut self, wake: Wake, now_ms: u64) {
        let earliest = match wake {
            _ if !self.is_asked => now_ms,
            Wake::Asked => now_ms,
            Wake::Attention => self.began_ms.saturating_add(ATTENTION_MS),
            Wake::Change if self.left_ms(now_ms) <= CHANGE_MS => return,
            Wake::Change => self
                .early_ms
                .map_or(now_ms, |early| early.saturating_add(CHANGE_MS)),
        };
        let earliest = earliest.max(now_ms);
        if earliest < self.until_ms {
            self.until_ms = earliest;
            if self.is_asked {
                self.early_ms = Some(earliest);
            }
        }
    }

    /// When a server that wanted to be left alone was last asked early, for the next pause.
    #[must_use]
    pub fn early_ms(&self) -> Option<u64> {
        self.early_ms
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: u64 = 1_800_000_000_000;

    fn asked(retry_after: &str) -> u64 {
        asked_ms(Some(retry_after), NOW, |text| {
            (text == "Wed, 21 Oct 2099 07:28:00 GMT").then_some(NOW + 40_000)
        })
    }

    #[test]
    fn no_server_asks_for_more_than_five_minutes() {
        assert_eq!(asked("3"), 3_000);
        assert_eq!(asked(" 0 "), 0);
        assert_eq!(asked("Wed, 21 Oct 2099 07:28:00 GMT"), 40_000);
        for much in ["301", "86400", "18446744073709551615", &"9".repeat(99)] {
            assert_eq!(asked(much), LONGEST_ASKED_MS, "{much}");
        }
        for unclear in ["", "soon", "-1", "1.5", "٣"] {
            assert_eq!(asked(unclear), UNSAID_MS, "{unclear}");
        }
        assert_eq!(asked_ms(None, NOW, |_| None), UNSAID_MS);
        let ages_ago = |_: &str| Some(0);
        assert_eq!(asked_ms(Some("a date"), NOW, ages_ago), 0);
        let never = |_: &str| Some(u64::MAX);
        assert_eq!(asked_ms(Some("a date"), NOW, never), LONGEST_ASKED_MS);
    }

    #[test]
    fn whatever_happens_ends_a_pause_that_no_server_asked_for() {
        for wake in [Wake::Change, Wake::Attention, Wake::Asked] {
            let mut pause = Pause::new(NOW, LONGEST_MS, false, Some(NOW));
            pause.shorten(wake, NOW + 1);
            assert_eq!(pause.left_ms(NOW + 1), 0);
        }
    }

    #[test]
    fn a_server_that_asked_for_it_is_left_alone_for_a_while() {
        let day = Pause::new(NOW, LONGEST_ASKED_MS, true, None);
        let after = |wake, at| {
            let mut pause = day;
            pause.shorten(wake, NOW + at);
            pause.until_ms - NOW
        };
        assert_eq!(after(Wake::Asked, 10), 10);
        assert_eq!(after(Wake::Attention, 10), ATTENTION_MS);
        assert_eq!(after(Wake::Attention, 20_000), 20_000);
        assert_eq!(after(Wake::Change, 10), 10);
        // It is over soon enough.
        let short = Pause::new(NOW, CHANGE_MS, true, None);
        let mut pause = short;
        pause.shorten(Wake::Change, NOW + 10);
        assert_eq!(pause, short);
    }

    #[test]
    fn changes_ask_a_server_that_wants_to_be_left_alone_at_most_once_a_minute() {
        // A star every second for ten minutes, before a server that never has time.
        let mut pause = Pause::new(NOW, LONGEST_ASKED_MS, true, None);
        let mut tries = Vec::new();
        for now in (NOW..NOW + 600_000).step_by(1_000) {
            pause.shorten(Wake::Change, now);
            if pause.left_ms(now) == 0 {
                tries.push(now);
                pause = Pause::new(now, LONGEST_ASKED_MS, true, pause.early_ms());
            }
        }
        assert_eq!(tries.first(), Some(&NOW), "the first goes at once");
        assert_eq!(tries.len(), 10);
        assert!(tries.windows(2).all(|pair| pair[1] - pair[0] >= CHANGE_MS));
    }

    #[test]
    fn no_clock_makes_a_pause_endless() {
        for now in [0, 1, NOW, u64::MAX] {
            for then in [0, NOW, u64::MAX] {
                for length in [0, 1, LONGEST_MS, u64::MAX] {
                    let mut pause = Pause::new(now, length, true, Some(then));
                    for wake in [Wake::Change, Wake::Attention, Wake::Asked] {
                        let before = pause.left_ms(then);
                        assert!(before <= LONGEST_ASKED_MS + LONGEST_MS);
                        pause.shorten(wake, then);
                        assert!(pause.left_ms(then) <= before, "it only gets shorter");
                    }
                    assert_eq!(pause.left_ms(then), 0, "the attendee's word ends it");
                }
            }
        }
    }
}
