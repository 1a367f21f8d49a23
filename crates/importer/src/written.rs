//! Reads days, times of day and lengths as people and tools write them.
//!
//! ISO 8601 is what most files have. The other forms here are those that are found in published
//! schedules and have one meaning only; whatever can be read in two ways, such as `04/05/2030`, is
//! not read.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;
use jiff::{SignedDuration, Span, SpanRelativeTo, Timestamp};

/// A time of day on the day under which it is listed, or on the one after it: `25:00` is 01:00 on
/// the following day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Clock {
    /// What the clocks show.
    pub time: Time,
    /// How many days after the listed day: 0 or 1.
    pub days_later: i64,
}

impl Clock {
    /// The time on that day; `None` at the end of the calendar.
    pub fn on(self, day: Date) -> Option<DateTime> {
        let day = day.checked_add(Span::new().days(self.days_later)).ok()?;
        Some(day.to_datetime(self.time))
    }
}

/// A day and a time, with an offset from UTC if one is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Written {
    /// The time by the clock of the offset, as it is written.
    pub time: DateTime,
    /// The offset from UTC.
    pub offset: Option<Offset>,
}

impl Written {
    /// The point in time, if an offset is written.
    pub fn timestamp(self) -> Option<Timestamp> {
        self.offset?.to_timestamp(self.time).ok()
    }
}

/// How long something lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Length {
    /// This long.
    Is(SignedDuration),
    /// `1:00:00`: hours, minutes and seconds to some tools, days, hours and minutes to others.
    ThreeParts(ThreeParts),
}

/// Three numbers with colons between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ThreeParts {
    sign: i64,
    parts: [i64; 3],
}

impl ThreeParts {
    /// As hours, minutes and seconds.
    pub fn with_seconds(self) -> SignedDuration {
        let [hours, minutes, seconds] = self.parts;
        SignedDuration::from_secs(self.sign * ((hours * 60 + minutes) * 60 + seconds))
    }

    /// As days, hours and minutes; `None` if a day does not have that many hours.
    pub fn with_days(self) -> Option<SignedDuration> {
        let [days, hours, minutes] = self.parts;
        let minutes = (days * 24 + hours) * 60 + minutes;
        (hours < 24).then(|| SignedDuration::from_mins(self.sign * minutes))
    }
}

/// A calendar day; of a time, the day as written. Reads `2030-05-04`, `2030-5-4`, `2030/05/04`,
/// `20300504` and `4.5.2030`.
pub(crate) fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    let end = text.find(['T', 't', ' ', '[']).unwrap_or(text.len());
    let text = &text[..end];
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return date(&text[..4], &text[4..6], &text[6..]);
    }
    let separator = text.chars().find(|c| !c.is_ascii_digit())?;
    let parts: Vec<_> = text.split(separator).collect();
    match (separator, parts.as_slice()) {
        ('-' | '/' | '.', [year, month, day]) if year.len() == 4 => date(year, month, day),
        ('.', [day, month, year]) if year.len() == 4 => date(year, month, day),
        _ => None,
    }
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    let small = |text: &str| number(text).and_then(|number| i8::try_from(number).ok());
    Date::new(year.parse().ok()?, small(month)?, small(day)?).ok()
}

/// A number of one or two digits.
fn number(text: &str) -> Option<u8> {
    let is_short = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_short.then(|| text.parse().ok())?
}

/// A time of day: `9:00`, `09:00:00`, `9.00`, `9h00`, `0900`, `9:00 PM`, `9 pm`, `24:30`, `25:00`,
/// `9:00 Uhr`.
pub(crate) fn clock(text: &str) -> Option<Clock> {
    let text = text.trim().to_lowercase();
    let (text, half) = half_of_day(text.strip_suffix("uhr").unwrap_or(&text).trim());
    let whole = text
        .split_once(":")
        .map_or(text, |_| without_fraction(text));
    let parts: Vec<_> = if whole.len() == 4 && whole.bytes().all(|byte| byte.is_ascii_digit()) {
        vec![&whole[..2], &whole[2..]]
    } else {
        whole.split([':', '.', 'h']).map(str::trim).collect()
    };
    let parts: Vec<_> = parts.into_iter().map(number).collect::<Option<_>>()?;
    let (hour, minute, second) = match (parts.as_slice(), half) {
        ([hour], Some(_)) => (*hour, 0, 0),
        ([hour, minute], _) => (*hour, *minute, 0),
        ([hour, minute, second], _) => (*hour, *minute, *second),
        _ => return None,
    };
    let hour = match half {
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return None,
        None => hour,
    };
    let signed = |part: u8| i8::try_from(part).ok();
    let time = Time::new(signed(hour % 24)?, signed(minute)?, signed(second)?, 0).ok()?;
    (hour < 48).then_some(Clock {
        time,
        days_later: i64::from(hour / 24),
    })
}

/// The text without "am" or "pm" at its end, and the hours that this adds.
fn half_of_day(text: &str) -> (&str, Option<u8>) {
    for (ending, hours) in [("a.m.", 0), ("p.m.", 12), ("am", 0), ("pm", 12)] {
        if let Some(before) = text.strip_suffix(ending) {
            return (before.trim(), Some(hours));
        }
    }
    (text, None)
}

/// `21:00:00.000` without its fraction of a second.
fn without_fraction(text: &str) -> &str {
    match text.rsplit_once('.') {
        Some((before, _)) if before.matches(':').count() == 2 => before,
        _ => text,
    }
}

/// A day and a time of day, with or without an offset: `2030-05-04T10:00:00+02:00`,
/// `2030-5-4 10:00`, `2030-05-04 10:00:00 UTC`.
pub(crate) fn date_time(text: &str) -> Option<Written> {
    let text = text.trim();
    let text = text.split_once('[').map_or(text, |(before, _)| before);
    let (day, rest) = text.split_once(['T', 't', ' '])?;
    let day = self::day(day)?;
    let (clock, offset) = with_offset(rest.trim())?;
    Some(Written {
        time: self::clock(clock)?.on(day)?,
        offset,
    })
}

/// A time of day and the offset behind it; `None` if the offset can't be read.
fn with_offset(text: &str) -> Option<(&str, Option<Offset>)> {
    for utc in ["Z", "z", "UTC", "GMT"] {
        if let Some(clock) = text.strip_suffix(utc) {
            return Some((clock, Some(Offset::UTC)));
        }
    }
    let Some(at) = text.rfind(['+', '-', '\u{2212}']) else {
        return Some((text, None));
    };
    let (clock, offset) = text.split_at(at);
    let sign = if offset.starts_with('+') { 1 } else { -1 };
    let digits = offset.trim_start_matches(['+', '-', '\u{2212}']);
    let (hours, minutes) = match digits.split_once(':') {
        Some((hours, minutes)) => (hours, minutes),
        None if digits.is_ascii() && digits.len() == 4 => digits.split_at(2),
        None => (digits, "0"),
    };
    let seconds = i32::from(number(hours)?) * 3600 + i32::from(number(minutes)?) * 60;
    Some((clock, Some(Offset::from_seconds(sign * seconds).ok()?)))
}

/// A length: `00:45`, `1:30:00`, `2:01:30:00` (with days), minutes as a number, `45 min`, `1h30`,
/// `1.5 hours`, `PT1H30M`.
pub(crate) fn length(text: &str) -> Option<Length> {
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text),
    };
    let parts: Option<Vec<i64>> = digits
        .split(':')
        .map(|part| part.trim().parse::<u32>().ok().map(i64::from))
        .collect();
    let minutes = match parts.as_deref() {
        Some([minutes]) => *minutes,
        Some([hours, minutes]) => hours * 60 + minutes,
        Some(&[first, second, third]) => {
            let parts = [first, second, third];
            return Some(Length::ThreeParts(ThreeParts { sign, parts }));
        }
        Some([days, hours, minutes, _]) => (days * 24 + hours) * 60 + minutes,
        Some(_) => return None,
        None => return in_words(text).map(Length::Is),
    };
    Some(Length::Is(SignedDuration::from_mins(sign * minutes)))
}

/// The words for units that jiff does not know, and jiff's.
const UNITS: [(&str, &str); 14] = [
    (" and ", " "),
    (" und ", " "),
    (" et ", " "),
    (" y ", " "),
    ("stunden", "hours"),
    ("stunde", "hours"),
    ("std.", "hours"),
    ("std", "hours"),
    ("heures", "hours"),
    ("heure", "hours"),
    ("minuten", "minutes"),
    ("minutos", "minutes"),
    ("horas", "hours"),
    ("min.", "minutes"),
];

/// A length with its units: by ISO 8601, or in words.
fn in_words(text: &str) -> Option<SignedDuration> {
    let mut words = text.to_lowercase();
    if let Some(minutes) = words.strip_suffix(".0") {
        return minutes.parse::<u32>().ok().map(minutes_of);
    }
    for (from, to) in UNITS {
        words = words.replace(from, to);
    }
    // `1h30` has no unit for its minutes.
    if words.contains('h') && words.ends_with(|c: char| c.is_ascii_digit()) {
        words.push('m');
    }
    let span: Span = words.parse().ok()?;
    span.to_duration(SpanRelativeTo::days_are_24_hours()).ok()
}

fn minutes_of(minutes: u32) -> SignedDuration {
    SignedDuration::from_mins(i64::from(minutes))
}

#[cfg(test)]
mod tests {
    use jiff::civil;

    use super::*;

    #[test]
    fn times_of_day_are_read_as_they_are_written() {
        let at = |hour, minute| civil::time(hour, minute, 0, 0);
        for (text, time, days_later) in [
            ("9:00", at(9, 0), 0),
            ("09:00:00", at(9, 0), 0),
            ("21:00:00", at(21, 0), 0),
            ("21:00:00.000", at(21, 0), 0),
            ("9.30", at(9, 30), 0),
            ("9h30", at(9, 30), 0),
            ("0930", at(9, 30), 0),
            ("9:00 PM", at(21, 0), 0),
            ("9:00pm", at(21, 0), 0),
            ("9 p.m.", at(21, 0), 0),
            ("12:30 am", at(0, 30), 0),
            ("12:30 PM", at(12, 30), 0),
            ("9:00 Uhr", at(9, 0), 0),
            ("24:00", at(0, 0), 1),
            ("24:30", at(0, 30), 1),
            ("25:00", at(1, 0), 1),
        ] {
            assert_eq!(clock(text), Some(Clock { time, days_later }), "{text}");
        }
        for text in [
            "",
            "soon",
            "9",
            "9:60",
            "48:00",
            "13:00 PM",
            "0:00 am",
            "9:00-10:00",
            "-1:00",
        ] {
            assert_eq!(clock(text), None, "{text}");
        }
    }

    #[test]
    fn days_are_read_if_they_have_one_meaning() {
        for text in [
            "2030-05-04",
            "2030-5-4",
            "2030/05/04",
            "20300504",
            "4.5.2030",
            "04.05.2030",
            "2030-05-04T23:00:00+02:00",
        ] {
            assert_eq!(day(text), Some(civil::date(2030, 5, 4)), "{text}");
        }
        for text in [
            "",
            "04/05/2030",
            "2030-13-01",
            "30-05-04",
            "2030",
            "Saturday",
            "é030-05-04",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn an_offset_is_read_in_every_notation() {
        let time = civil::date(2030, 5, 4).at(10, 0, 0, 0);
        for (text, offset) in [
            ("2030-05-04T10:00:00+02:00", Some(7200)),
            ("2030-05-04T10:00+0200", Some(7200)),
            ("2030-05-04 10:00:00 +02", Some(7200)),
            ("2030-5-4 10:00:00 -05:30", Some(-19800)),
            ("2030-05-04T10:00:00.000Z", Some(0)),
            ("2030-05-04 10:00:00 UTC", Some(0)),
            ("2030-05-04T10:00:00+02:00[Europe/Berlin]", Some(7200)),
            ("2030-05-04 10:00", None),
        ] {
            let read = date_time(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(read.time, time, "{text}");
            assert_eq!(read.offset.map(Offset::seconds), offset, "{text}");
        }
        for text in [
            "2030-05-04",
            "2030-05-04T",
            "2030-05-04T10:00+x",
            "2030-05-04T10:00+99:00",
        ] {
            assert_eq!(date_time(text), None, "{text}");
        }
    }

    #[test]
    fn lengths_are_read_in_the_forms_of_all_tools() {
        let minutes = |text: &str| match length(text) {
            Some(Length::Is(length)) => Some(length.as_mins()),
            _ => None,
        };
        for (text, expected) in [
            ("00:45", 45),
            ("1:30", 90),
            ("100:00", 6000),
            ("2:01:30:00", 2970),
            ("45", 45),
            ("45.0", 45),
            ("-1:00", -60),
            ("45 min", 45),
            ("45 Min.", 45),
            ("90m", 90),
            ("1h", 60),
            ("1h30", 90),
            ("1h 30m", 90),
            ("1.5 hours", 90),
            ("1 hour and 30 minutes", 90),
            ("1 Stunde 30 Minuten", 90),
            ("PT1H30M", 90),
            ("P1DT2H", 1560),
        ] {
            assert_eq!(minutes(text), Some(expected), "{text}");
        }
        for text in ["", "soon", "135.0:00", "1:2:3:4:5", "99999999999999"] {
            assert_eq!(length(text), None, "{text}");
        }
    }

    #[test]
    fn three_parts_can_be_read_in_two_ways() {
        let Some(Length::ThreeParts(three)) = length("1:02:30") else {
            panic!("it has three parts")
        };
        assert_eq!(three.with_seconds(), SignedDuration::from_secs(3750));
        assert_eq!(three.with_days(), Some(SignedDuration::from_mins(1590)));
        let Some(Length::ThreeParts(three)) = length("0:40:00") else {
            panic!("it has three parts")
        };
        assert_eq!(three.with_days(), None);
    }
}
