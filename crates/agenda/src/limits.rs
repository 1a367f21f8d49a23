//! How much an agenda takes in from elsewhere, and why so much: every limit on links, files, other
//! devices and other people's schedules is here.

const DAY_MS: u64 = 24 * 60 * 60 * 1_000;

/// How far ahead of the device's clock, in milliseconds, a stamp may be and is believed: two years.
///
/// A device whose clock is further ahead takes every certificate for expired, since none is made for
/// longer than 398 days, and so reaches no server by HTTPS. Up to there, clocks that are wrong are as
/// good as any: a tap counts on from the stamp that it finds.
pub const AHEAD_MS: u64 = 2 * 365 * DAY_MS;

/// The earliest time, in milliseconds since 1970, that a device's clock is taken to show: 1 January
/// 2026.
///
/// Devices that lost their time begin at 1970. They would believe nothing that others wrote.
pub const EARLIEST_NOW_MS: u64 = 1_767_225_600_000;

/// The longest fragment of an address that is read as a schedule, in bytes.
///
/// A thousand items with ids of 36 letters need 37,000; messengers and browsers cut addresses off long
/// before they are this long.
pub const LONGEST_FRAGMENT: usize = 100_000;

/// The most items that a shared schedule holds.
///
/// Nobody picks more items than the largest conferences have in all.
pub const MOST_SHARED: usize = 5_000;

/// The longest name that somebody who shares a schedule gives themselves, in characters.
///
/// It stands in headings and on buttons.
pub const LONGEST_NAME: usize = 100;

/// The longest note that one can type, in characters: some two pages.
///
/// All notes go into one mailbox of 64 KiB. Longer ones that were written before are kept.
pub const LONGEST_NOTE: usize = 5_000;

/// The largest file that is read as a schedule, in bytes: 1 MiB.
///
/// The agenda shares 5 MB of local storage with everything else on the site's origin, and what a
/// mailbox takes is a sixteenth of this.
pub const LARGEST_FILE: usize = 1024 * 1024;

/// The most items that the programme does not know which come from a file, or are kept of a friend's
/// schedule.
///
/// A programme loses some dozens of items over its life, and one's own stars for these are kept. A
/// hundred times as many are no schedule, and would fill the mailbox.
pub const MOST_UNKNOWN: usize = 200;

/// The most items that the programme does not know of which an agenda remembers that they were removed.
///
/// Each is some 100 bytes, by which other devices learn of it: together a third of a mailbox. What is
/// removed beyond that is forgotten by the agenda, and stays away from the device that removed it.
pub const MOST_TOMBSTONES: usize = 200;

/// The longest list of items that a device keeps away, in bytes as it is stored; the ones that were
/// removed first give way.
///
/// Enough for what a full mailbox holds twice over.
pub const LONGEST_REMOVED: usize = 128 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_earliest_present_is_a_day_of_the_calendar() {
        // 56 years of which 14 were leap years.
        assert_eq!(EARLIEST_NOW_MS, (56 * 365 + 14) * DAY_MS);
    }
}
