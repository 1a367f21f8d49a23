//! How much an agenda accepts from elsewhere, and why: every limit on links, files, other devices
//! and other people's schedules is here.

const DAY_MS: u64 = 24 * 60 * 60 * 1_000;

/// How far ahead of the device's clock, in milliseconds, a stamp is still believed: two years.
///
/// A device whose clock is further ahead considers every certificate expired, since none is valid
/// for more than 398 days, and so reaches no server by HTTPS. Smaller errors do no harm: a tap
/// counts on from the stamp that it replaces.
pub const AHEAD_MS: u64 = 2 * 365 * DAY_MS;

/// The earliest time, in milliseconds since 1970, that a device's clock is believed to show: 1
/// January 2026.
///
/// Devices that lost the time start at 1970, and would believe nothing that others wrote.
pub const EARLIEST_NOW_MS: u64 = 1_767_225_600_000;

/// The longest fragment of an address that is read as a schedule, in bytes.
///
/// A thousand items with ids of 36 letters need 37,000 bytes; messengers and browsers cut addresses
/// off well before this limit.
pub const LONGEST_FRAGMENT: usize = 100_000;

/// The most items in a shared schedule.
///
/// Nobody picks more, even at the largest conferences.
pub const MOST_SHARED: usize = 5_000;

/// The longest name that someone gives themselves for a shared schedule, in characters.
///
/// It is shown in headings and on buttons.
pub const LONGEST_NAME: usize = 100;

/// The longest note that can be typed, in characters: about two pages.
///
/// All notes have to fit in one mailbox of 64 KiB. Longer notes from older versions are kept.
pub const LONGEST_NOTE: usize = 5_000;

/// The largest schedule file that is read, in bytes: 1 MiB.
///
/// The agenda shares 5 MB of local storage with everything else on the site's origin. A mailbox
/// holds a sixteenth of this.
pub const LARGEST_FILE: usize = 1024 * 1024;

/// The most items unknown to the programme that are accepted from a file or a friend's schedule.
///
/// A programme loses some dozens of items over time, and stars for those are kept. A hundred times
/// as many are not a real schedule, and would fill the mailbox.
pub const MOST_UNKNOWN: usize = 200;

/// The most removed items unknown to the programme that an agenda remembers.
///
/// Each takes about 100 bytes, so that other devices learn of the removal; together they take a
/// third of a mailbox. The agenda forgets the others; they stay away only from the device that
/// removed them.
pub const MOST_TOMBSTONES: usize = 200;

/// The longest list of items that are kept away from a device, in bytes as stored. The ones removed
/// first are dropped first.
///
/// Twice as many items as a full mailbox holds.
pub const LONGEST_REMOVED: usize = 128 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_earliest_present_is_a_day_of_the_calendar() {
        // 56 years, of which 14 were leap years.
        assert_eq!(EARLIEST_NOW_MS, (56 * 365 + 14) * DAY_MS);
    }
}
