//! Shows a programme by another zone's clocks: moments stay the same, times of day change.

use crate::{End, Instant, Moment, Programme, Slot};

impl Instant {
    /// The same moment by other clocks. `offset_seconds` returns how many seconds they are ahead of
    /// UTC at a moment. If the result is outside the calendar, the instant stays as it is.
    #[must_use]
    pub fn by_clocks(self, offset_seconds: impl Fn(Moment) -> i32) -> Self {
        let moment = self.moment();
        moment.at_offset(offset_seconds(moment)).unwrap_or(self)
    }
}

impl Slot {
    /// The slot with its start and its end as `clocks` show them.
    #[must_use]
    pub fn shown_by(self, clocks: impl Fn(Instant) -> Instant) -> Self {
        Self {
            start: clocks(self.start),
            end: match self.end {
                End::At(end) => End::At(clocks(end)),
                End::By(end) => End::By(clocks(end)),
                End::Unknown {} => End::Unknown {},
            },
        }
    }
}

impl Programme {
    /// The programme by the clocks of another zone. `offset_seconds` returns how many seconds they
    /// are ahead of UTC at a moment; `zone` is the zone's IANA name. The conference's days stay as
    /// they are.
    #[must_use]
    pub fn by_clocks(&self, offset_seconds: impl Fn(Moment) -> i32, zone: String) -> Self {
        let clocks = |instant: Instant| instant.by_clocks(&offset_seconds);
        let mut programme = self.clone();
        programme.conference.zone = zone;
        for item in &mut programme.items {
            item.slot = item.slot.map(|slot| slot.shown_by(clocks));
        }
        programme
    }
}
