//! When to ask the site whether its programme is newer: at every start, or soon after the first, and now
//! and then, but never more often than every two minutes, and less often while no answer comes.

/// The least time between two questions, whoever asks: reloads and other tabs count too.
pub const LEAST_MS: u64 = 2 * 60 * 1_000;

/// The most time between two questions while no answer comes.
const MOST_MS: u64 = 30 * 60 * 1_000;

/// How long to wait after a question. `luck`, from 0 to 1, spreads the phones of a whole hall over
/// time; each failure in a row doubles the wait.
#[must_use]
pub fn wait_ms(failures: u32, luck: f64) -> u64 {
    let spread = (LEAST_MS as f64 / 2.0 * luck.clamp(0.0, 1.0)) as u64;
    let wait = LEAST_MS.saturating_mul(1 << failures.min(8));
    (wait + spread).min(MOST_MS + spread)
}

/// Whether it is time, that long after the last question. A question from the future was asked by
/// a clock that has been put back since, and says nothing.
#[must_use]
pub fn is_due(now_ms: u64, asked_ms: Option<u64>, wait_ms: u64) -> bool {
    asked_ms.is_none_or(|asked| asked > now_ms || now_ms - asked >= wait_ms.max(LEAST_MS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_minutes_pass_whatever_happens() {
        for failures in 0..100 {
            for luck in [0.0, 0.5, 1.0, f64::NAN] {
                let wait = wait_ms(failures, luck);
                assert!((LEAST_MS..=MOST_MS + LEAST_MS).contains(&wait), "{wait}");
                assert!(wait <= wait_ms(failures + 1, luck));
            }
        }
        assert!(!is_due(LEAST_MS - 1, Some(0), 0));
        assert!(is_due(LEAST_MS, Some(0), 0));
    }

    #[test]
    fn a_clock_that_was_put_back_does_not_silence_the_app() {
        assert!(is_due(5, Some(1_000_000), LEAST_MS));
        assert!(is_due(5, None, LEAST_MS));
    }
}
