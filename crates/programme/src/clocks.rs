//! A programme by other clocks than the conference's: the same moments, other times of day.

use crate::{End, Instant, Moment, Programme, Slot};

impl Programme {
    /// The programme by the clocks of another zone: `offset_seconds` says how far ahead of UTC they
    /// are at a moment, `zone` is their IANA name. The conference's days stay its own.
    #[must_use]
    pub fn by_clocks(&self, offset_seconds: impl Fn(Moment) -> i32, zone: String) -> Self {
        let by_clock = |instant: Instant| {
            let moment = instant.moment();
            // What no clock is ahead or behind leaves the conference's.
            let there = moment.at_offset(offset_seconds(moment));
            there.unwrap_or(instant)
        };
        let mut programme = self.clone();
        programme.conference.zone = zone;
        for item in &mut programme.items {
            item.slot = item.slot.map(|slot| Slot {
                start: by_clock(slot.start),
                end: match slot.end {
                    End::At(end) => End::At(by_clock(end)),
                    End::By(end) => End::By(by_clock(end)),
                    End::Unknown {} => End::Unknown {},
                },
            });
        }
        programme
    }
}
