//! Converts times of foreign events to instants in the conference's zone; impossible times are
//! corrected.

use hallway_programme::{Instant, Moment};
use jiff::SignedDuration;
use jiff::tz::TimeZone;

use super::{Event, Until, When};
use crate::zone::{self, NotAnInstant};

/// The longest event: a later end is a mistake.
const LONGEST: SignedDuration = SignedDuration::from_hours(14 * 24);

/// When an event is: its start, and its end if the end is known and plausible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Times {
    pub start: Instant,
    pub end: Option<Instant>,
}

/// An event's times in the zone, and what was corrected. `None` in place of the times if there is
/// no plausible start.
pub(super) fn times(event: &Event, zone: &TimeZone) -> (Option<Times>, Vec<String>) {
    let mut repairs = Vec::new();
    let Some(start) = event.start else {
        return (None, repairs);
    };
    let Some(start) = instant(start, zone, &mut repairs) else {
        repairs.push("the start is thousands of years away: left out".into());
        return (None, repairs);
    };
    let end = event
        .end
        .and_then(|end| sound_end(end, start, zone, &mut repairs));
    (Some(Times { start, end }), repairs)
}

fn sound_end(
    end: Until,
    start: Instant,
    zone: &TimeZone,
    repairs: &mut Vec<String>,
) -> Option<Instant> {
    let moment = match end {
        Until::After(length) => {
            if length > LONGEST {
                repairs.push("it is said to last more than 14 days: its end is left out".into());
                return None;
            }
            let end = start.moment().unix_second().checked_add(length.as_secs())?;
            Moment::from_unix_second(end)?
        }
        Until::At(when) => instant(when, zone, repairs)?.moment(),
    };
    let length = moment.unix_second() - start.moment().unix_second();
    if length == 0 {
        // In these formats, a length of zero means that the length is unknown.
        return None;
    }
    if length < 0 {
        repairs.push("it ends before it starts: its end is left out".into());
        return None;
    }
    if length > LONGEST.as_secs() {
        repairs.push("it is said to last more than 14 days: its end is left out".into());
        return None;
    }
    zone::shown_by(zone, moment)
}

fn instant(when: When, zone: &TimeZone, repairs: &mut Vec<String>) -> Option<Instant> {
    let time = match when {
        When::Exact(timestamp) => {
            return zone::shown_by(zone, Moment::from_unix_second(timestamp.as_second())?);
        }
        When::Clocks(time) => time,
    };
    match zone::resolve(zone, time, None) {
        Ok(instant) => Some(instant),
        Err(NotAnInstant::Twice { first, .. }) => {
            repairs.push(format!(
                "the clocks are put back and show {time} twice: the first is taken"
            ));
            Some(first)
        }
        Err(NotAnInstant::Skipped { .. }) => {
            let later = zone.to_ambiguous_timestamp(time).later().ok()?;
            let shown = zone::shown_by(zone, Moment::from_unix_second(later.as_second())?)?;
            repairs.push(format!(
                "the clocks are put forward and never show {time}: {} is taken",
                shown.clock()
            ));
            Some(shown)
        }
        Err(_) => None,
    }
}
