//! Dates, times, counts and texts as people read them, in the language that the interface speaks.

mod language;
#[cfg(test)]
mod locales;
mod texts;
mod time;

use hallway_programme::changes::{Change, Difference, Spot};
use hallway_programme::{Conference, Day, End, Instant, Kind, Slot, Status};

pub use language::{Language, texts};
pub use texts::fill;
pub use time::{countdown, length, resumes, starts};

use self::texts::Counted;
use crate::platform::intl;
use crate::settings::settings;

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
///
/// English ones are written here, so that prerendered pages and the app agree to the letter; those
/// of other languages are the browser's.
#[must_use]
pub fn day(day: Day) -> String {
    if Language::spoken() != Language::English {
        return intl::day(Language::spoken().tag(), day, false);
    }
    format!("{} {} {}", weekday(day), day.of_month(), month(day))
}

/// A day in a word and a number, beside which others stand: "Mon 20".
#[must_use]
pub fn short_day(day: Day) -> String {
    if Language::spoken() != Language::English {
        return intl::short_day(Language::spoken().tag(), day);
    }
    format!("{} {}", &weekday(day)[..3], day.of_month())
}

/// A day with its year: "Monday 20 September 2021".
fn full_day(date: Day) -> String {
    if Language::spoken() != Language::English {
        return intl::day(Language::spoken().tag(), date, true);
    }
    format!("{} {}", day(date), date.year())
}

/// The days of a conference: "20–24 September 2021".
#[must_use]
pub fn conference_days(conference: &Conference) -> String {
    let (first, last) = (conference.first_day, conference.last_day);
    if Language::spoken() != Language::English {
        return intl::days(Language::spoken().tag(), first, last);
    }
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

/// A day with its year, and the times on it: "Monday 20 September 2021, 11:00–11:50".
#[must_use]
pub fn day_and_times(slot: Slot) -> String {
    format!("{}, {}", full_day(slot.start.day()), times(slot))
}

/// The time of day and the end as rows have them: "11:00–11:50", or "11:00" if the end is not known.
#[must_use]
pub fn start_and_end(slot: Slot) -> String {
    let start = slot.start.clock();
    match slot.end {
        End::At(end) | End::By(end) => format!("{start}–{}", end.clock()),
        End::Unknown {} => start,
    }
}

/// What there is to say of an end that is not certain: "Ends by 11:50 at the latest", "End not set".
#[must_use]
pub fn uncertain_end(slot: Slot) -> Option<String> {
    match slot.end {
        End::At(_) => None,
        End::By(end) => Some(fill(texts().ends_latest(), &[&end.clock()])),
        End::Unknown {} => Some(texts().end_not_set().into()),
    }
}

/// A time of day and its end: "11:00–11:50", "11:00, until 11:50 at the latest", "from 11:00".
#[must_use]
pub fn times(slot: Slot) -> String {
    let start = slot.start.clock();
    let until = |end: Instant| {
        if end.day() == slot.start.day() {
            end.clock()
        } else {
            format!("{} ({})", end.clock(), day(end.day()))
        }
    };
    match slot.end {
        End::At(end) => format!("{start}–{}", until(end)),
        End::By(end) => fill(texts().until_latest(), &[&start, &until(end)]),
        End::Unknown {} => fill(texts().from_time(), &[&start]),
    }
}

/// A moment by the reader's clocks, in milliseconds since 1970.
#[must_use]
pub fn moment(milliseconds: u64) -> String {
    intl::moment(Language::spoken().tag(), milliseconds)
}

/// What an item is, where that is worth a word.
#[must_use]
pub fn kind(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Talk => None,
        Kind::Session => Some(texts().session()),
        Kind::Opening => Some(texts().opening()),
        Kind::Break => Some(texts().break_()),
        Kind::Topic => Some(texts().suggested()),
    }
}

/// Whether an item takes place otherwise than planned.
#[must_use]
pub fn status(status: Status) -> Option<&'static str> {
    match status {
        Status::Planned => None,
        Status::Changed => Some(texts().changed()),
        Status::Cancelled => Some(texts().cancelled()),
    }
}

/// What changed about an item, by the clocks that the attendee chose: "Moved from 10:00–10:45, Room A
/// to 11:30–12:15, Room B".
#[must_use]
pub fn change(change: &Change) -> String {
    differences(change, by_chosen_clocks)
}

/// The same moment by the clocks that the attendee chose.
#[must_use]
pub fn by_chosen_clocks(instant: Instant) -> Instant {
    if settings().my_time {
        instant.by_clocks(intl::offset_seconds)
    } else {
        instant
    }
}

/// The same by the conference's clocks and in English, whatever is chosen.
#[must_use]
pub fn change_as_published(change: &Change) -> String {
    language::in_english(|| differences(change, |instant| instant))
}

fn differences(change: &Change, clocks: fn(Instant) -> Instant) -> String {
    let differences = change.differences.iter();
    let sentences = differences.map(|difference| self::difference(difference, clocks));
    sentences.collect::<Vec<_>>().join(". ")
}

fn difference(difference: &Difference, clocks: fn(Instant) -> Instant) -> String {
    match difference {
        Difference::Added => texts().added().into(),
        Difference::Removed => texts().removed().into(),
        Difference::Cancelled => texts().cancelled().into(),
        Difference::Reinstated => texts().reinstated().into(),
        Difference::Moved { from, to } => {
            let day = |spot: &Spot| spot.start().map(|start| clocks(start).day());
            let with_day = day(from) != day(to);
            // What stays need not be said twice.
            let only_room = from.slot == to.slot && from.room.is_some() && to.room.is_some();
            let only_time = from.room == to.room;
            let words = |of: &Spot| {
                let room = of.room.as_deref().unwrap_or_default();
                if only_room {
                    return room.to_owned();
                }
                let mut words = time(of, with_day, clocks);
                if !only_time && !room.is_empty() {
                    words.push_str(", ");
                    words.push_str(room);
                }
                words
            };
            fill(texts().moved(), &[&words(from), &words(to)])
        }
        Difference::Retitled { from } => fill(texts().retitled(), &[from]),
        Difference::Details => texts().details().into(),
    }
}

fn time(spot: &Spot, with_day: bool, clocks: fn(Instant) -> Instant) -> String {
    let Some(slot) = spot.slot.map(|slot| slot.shown_by(clocks)) else {
        return texts().no_time_yet().into();
    };
    let times = match slot.end {
        End::Unknown {} => slot.start.clock(),
        _ => times(slot),
    };
    if with_day {
        return format!("{}, {times}", day(slot.start.day()));
    }
    times
}

/// A number of items: "1 item", "2 items".
#[must_use]
pub fn items(number: usize) -> String {
    count(number, texts().number_of_items())
}

/// A number of suggested topics: "12 suggested topics".
#[must_use]
pub fn suggested_topics(number: usize) -> String {
    count(number, texts().number_of_topics())
}

/// What stands above tracks that take proposals: "5 tracks take proposals".
#[must_use]
pub fn tracks_with_calls(number: usize) -> String {
    count(number, texts().tracks_with_calls())
}

/// What stands above the other tracks: "1 more track".
#[must_use]
pub fn more_tracks(number: usize) -> String {
    count(number, texts().more_tracks())
}

/// A number of items that are not in the programme: "12 items are not in this programme".
#[must_use]
pub fn unknown(number: usize) -> String {
    count(number, texts().number_of_unknown())
}

/// A number of changes: "1 change", "2 changes".
#[must_use]
pub fn changes(number: usize) -> String {
    count(number, texts().number_of_changes())
}

/// A number of items that lie in free time: "2 sessions fit".
#[must_use]
pub fn fitting(number: usize) -> String {
    count(number, texts().number_fitting())
}

/// A number of overlapping items: "3 overlap".
#[must_use]
pub fn overlapping(number: usize) -> String {
    count(number, texts().number_overlapping())
}

/// A number of items to be watched later: "2 to watch later".
#[must_use]
pub fn to_watch_later(number: usize) -> String {
    count(number, texts().number_to_watch_later())
}

/// What is asked of the items that were not chosen: "And the 2 others?".
#[must_use]
pub fn others(number: usize) -> String {
    count(number, texts().number_of_others())
}

/// The time from one moment to another: "14:30–15:30", or "14:30" if both are the same.
#[must_use]
pub fn from_to(from: Instant, to: Instant) -> String {
    if from == to {
        from.clock()
    } else {
        format!("{}–{}", from.clock(), to.clock())
    }
}

/// A text about a number. English forms are chosen here, since pages are prerendered without a browser.
fn count(number: usize, text: &Counted) -> String {
    let form = match Language::spoken() {
        Language::English if number == 1 => text.form("one"),
        Language::English => text.form("other"),
        language => text.form(&intl::plural_category(language.tag(), number)),
    };
    fill(form, &[&number.to_string()])
}

#[cfg(test)]
mod tests {
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
    fn a_move_says_what_is_different() {
        let spot = |start: Option<&str>, room: Option<&str>| Spot {
            slot: start.map(|start| Slot {
                start: Instant::parse(start).unwrap(),
                end: End::Unknown {},
            }),
            room: room.map(str::to_owned),
        };
        let (ten, noon) = ("2021-09-20T10:00:00-03:00", "2021-09-20T12:00:00-03:00");
        let next_day = "2021-09-21T10:00:00-03:00";
        for (from, to, expected) in [
            (
                spot(Some(ten), Some("A")),
                spot(Some(noon), Some("B")),
                "Moved from 10:00, A to 12:00, B",
            ),
            (
                spot(Some(ten), Some("A")),
                spot(Some(ten), Some("B")),
                "Moved from A to B",
            ),
            (
                spot(Some(ten), Some("A")),
                spot(Some(noon), Some("A")),
                "Moved from 10:00 to 12:00",
            ),
            (
                spot(Some(ten), None),
                spot(Some(next_day), None),
                "Moved from Monday 20 September, 10:00 to Tuesday 21 September, 10:00",
            ),
            (
                spot(None, None),
                spot(Some(ten), Some("A")),
                "Moved from not yet scheduled to Monday 20 September, 10:00, A",
            ),
            (
                spot(Some(ten), None),
                spot(Some(ten), Some("A")),
                "Moved from 10:00 to 10:00, A",
            ),
        ] {
            let change = Change {
                item: hallway_programme::ItemId::new("item").unwrap(),
                title: "Item".into(),
                differences: vec![Difference::Moved { from, to }],
            };
            for language in Language::ALL {
                language.speak(Some(language.file().into())).unwrap();
                assert_eq!(change_as_published(&change), expected, "{language:?}");
                assert_eq!(Language::spoken(), language);
            }
        }
    }

    #[test]
    fn one_is_told_from_several_and_from_none() {
        assert_eq!(items(0), "0 items");
        assert_eq!(items(1), "1 item");
        assert_eq!(changes(12), "12 changes");
        assert_eq!(unknown(1), "1 item is not in this programme");
    }

    #[test]
    fn a_form_that_a_language_lacks_is_said_as_another() {
        let czech = [
            ("one", "{0} bod"),
            ("few", "{0} body"),
            ("other", "{0} bodů"),
        ];
        let czech = Counted(czech.map(|(of, form)| (of.into(), form.into())).into());
        for (category, expected) in [
            ("one", "{0} bod"),
            ("few", "{0} body"),
            ("many", "{0} bodů"),
        ] {
            assert_eq!(czech.form(category), expected);
        }
    }

    #[test]
    fn places_are_filled_in_any_order() {
        assert_eq!(fill("{1} of {0}, {1}", &["a", "b"]), "b of a, b");
        assert_eq!(fill("plain", &[]), "plain");
    }

    #[test]
    fn a_date_is_written_out() {
        assert_eq!(
            full_day(Day::parse("2021-09-20").unwrap()),
            "Monday 20 September 2021"
        );
    }
}
