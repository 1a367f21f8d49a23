//! Dates, times and counts as people read them.

use hallway_programme::changes::{Change, Difference, Spot};
use hallway_programme::{Conference, Day, End, Kind, Slot, Status};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const DAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

fn weekday(day: Day) -> &'static str {
    DAYS[usize::from(day.of_week()) % 7]
}

fn month(day: Day) -> &'static str {
    // A month is 1 to 12; the remainder says so to the compiler.
    MONTHS[(usize::from(day.month()) + 11) % 12]
}

/// A day without its year: "Monday 20 September".
#[must_use]
pub fn day(day: Day) -> String {
    format!("{} {} {}", weekday(day), day.of_month(), month(day))
}

/// A day with its year: "Monday 20 September 2021".
#[must_use]
pub fn full_day(date: Day) -> String {
    format!("{} {}", day(date), date.year())
}

/// The days of a conference: "20–24 September 2021".
#[must_use]
pub fn conference_days(conference: &Conference) -> String {
    let (first, last) = (conference.first_day, conference.last_day);
    let end = format!("{} {} {}", last.of_month(), month(last), last.year());
    if first == last {
        end
    } else if (first.year(), first.month()) == (last.year(), last.month()) {
        format!("{}–{end}", first.of_month())
    } else if first.year() == last.year() {
        format!("{} {} – {end}", first.of_month(), month(first))
    } else {
        format!(
            "{} {} {} – {end}",
            first.of_month(),
            month(first),
            first.year()
        )
    }
}

/// A time of day and its end: "11:00–11:50", "11:00, until 11:50 at the latest", "from 11:00".
#[must_use]
pub fn times(slot: Slot) -> String {
    let start = slot.start.clock();
    let until = |end: hallway_programme::Instant| {
        if end.day() == slot.start.day() {
            end.clock()
        } else {
            format!("{} ({})", end.clock(), day(end.day()))
        }
    };
    match slot.end {
        End::At(end) => format!("{start}–{}", until(end)),
        End::By(end) => format!("{start}, until {} at the latest", until(end)),
        End::Unknown {} => format!("from {start}"),
    }
}

/// What an item is, where that is worth a word.
#[must_use]
pub fn kind(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Talk => None,
        Kind::Session => Some("Session"),
        Kind::Opening => Some("Opening"),
        Kind::Break => Some("Break"),
        Kind::Topic => Some("Suggested topic"),
    }
}

/// Whether an item takes place otherwise than planned.
#[must_use]
pub fn status(status: Status) -> Option<&'static str> {
    match status {
        Status::Planned => None,
        Status::Changed => Some("Changed"),
        Status::Cancelled => Some("Cancelled"),
    }
}

/// What changed about an item: "Moved from 10:00–10:45, Room A to 11:30–12:15, Room B".
#[must_use]
pub fn change(change: &Change) -> String {
    let sentences: Vec<String> = change.differences.iter().map(difference).collect();
    sentences.join(". ")
}

fn difference(difference: &Difference) -> String {
    match difference {
        Difference::Added => "New in the programme".into(),
        Difference::Removed => "No longer in the programme".into(),
        Difference::Cancelled => "Cancelled".into(),
        Difference::Reinstated => "Takes place after all".into(),
        Difference::Moved { from, to } => {
            let day = |spot: &Spot| spot.start().map(|start| start.day());
            let with_day = day(from) != day(to);
            format!(
                "Moved from {} to {}",
                spot(from, with_day),
                spot(to, with_day)
            )
        }
        Difference::Retitled { from } => format!("New title; it was “{from}”"),
        Difference::Details => "Details changed".into(),
    }
}

fn spot(spot: &Spot, with_day: bool) -> String {
    let mut words = match spot.slot {
        Some(slot) if with_day => format!("{}, {}", day(slot.start.day()), times(slot)),
        Some(slot) => times(slot),
        None => "not yet scheduled".into(),
    };
    if let Some(room) = &spot.room {
        words.push_str(", ");
        words.push_str(room);
    }
    words
}

/// A number and its noun: "1 item", "2 items".
#[must_use]
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use hallway_programme::Instant;

    use super::*;

    fn slot(start: &str, end: impl Fn(Instant) -> End, until: &str) -> Slot {
        Slot {
            start: Instant::parse(start).unwrap(),
            end: end(Instant::parse(until).unwrap()),
        }
    }

    #[test]
    fn an_end_says_how_sure_it_is() {
        let (start, until) = ("2021-09-20T23:30:00-03:00", "2021-09-21T00:10:00-03:00");
        assert_eq!(
            times(slot(start, End::At, until)),
            "23:30–00:10 (Tuesday 21 September)"
        );
        let until = "2021-09-20T23:50:00-03:00";
        assert_eq!(
            times(slot(start, End::By, until)),
            "23:30, until 23:50 at the latest"
        );
        assert_eq!(times(slot(start, |_| End::Unknown {}, until)), "from 23:30");
    }

    #[test]
    fn a_date_is_written_out() {
        assert_eq!(
            full_day(Day::parse("2021-09-20").unwrap()),
            "Monday 20 September 2021"
        );
    }
}
