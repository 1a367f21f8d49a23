//! Instants are written without loss, ordered by time, and read in the same way as jiff reads them.

use hallway_programme::{Day, Instant, Moment};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use proptest::prelude::*;

/// The years 1 to 9998, and every offset of whole minutes within a day.
fn second_and_offset() -> impl Strategy<Value = (i64, i32)> {
    (-62_000_000_000..250_000_000_000_i64, -1_439..=1_439_i32)
        .prop_map(|(second, minutes)| (second, minutes * 60))
}

fn instant() -> impl Strategy<Value = Instant> {
    second_and_offset().prop_map(|(second, offset)| {
        let moment = Moment::from_unix_second(second).expect("it is within the range");
        moment.at_offset(offset).expect("it is within a day")
    })
}

#[test]
fn what_is_written_is_read_again() {
    proptest!(ProptestConfig::with_cases(2_000), |(instant in instant())| {
        prop_assert_eq!(Instant::parse(&instant.to_string()), Ok(instant));
    });
}

#[test]
fn days_and_clocks_are_those_that_jiff_shows() {
    proptest!(ProptestConfig::with_cases(2_000), |(second_and_offset in second_and_offset())| {
        let (second, offset) = second_and_offset;
        let instant = Moment::from_unix_second(second).and_then(|moment| moment.at_offset(offset));
        let instant = instant.expect("it is within the range");
        let timestamp = Timestamp::from_second(second).expect("it is within the range");
        let civil = Offset::from_seconds(offset).expect("it is within a day").to_datetime(timestamp);
        prop_assert_eq!(instant.day().to_string(), civil.date().to_string());
        prop_assert_eq!(instant.clock(), civil.strftime("%H:%M").to_string());
        prop_assert_eq!(instant.day().of_week(), civil.weekday().to_monday_zero_offset().unsigned_abs());
        let read: Timestamp = instant.to_string().parse().expect("this is RFC 3339");
        prop_assert_eq!(read, timestamp);
    });
}

#[test]
fn the_earlier_comes_first_whatever_the_clocks_show() {
    proptest!(ProptestConfig::with_cases(1_000), |(a in instant(), b in instant())| {
        if a.moment() != b.moment() {
            prop_assert_eq!(a < b, a.moment().unix_second() < b.moment().unix_second());
        }
    });
}

#[test]
fn any_text_is_an_instant_that_jiff_reads_alike_or_is_refused() {
    proptest!(ProptestConfig::with_cases(4_000), |(text in "[-+0-9TZ:. ]{0,30}|[0-3][0-9]{3}-[01][0-9]-[0-3][0-9][Tt][0-2][0-9]:[0-6][0-9]:[0-6][0-9]([zZ]|[-+][0-2][0-9]:[0-6][0-9])|2021-09-20T11:00:00[-+0-9:.Z\\[\\]a-z/]{0,12}")| {
        if let Ok(instant) = Instant::parse(&text) {
            let read: Timestamp = text.parse().expect("jiff reads all of RFC 3339");
            prop_assert_eq!(instant.moment().unix_second(), read.as_second(), "{}", text);
            prop_assert_eq!(Instant::parse(&instant.to_string()), Ok(instant), "{}", text);
        }
    });
}

#[test]
fn any_text_is_a_day_that_jiff_reads_alike_or_is_refused() {
    proptest!(ProptestConfig::with_cases(4_000), |(text in "[-0-9]{0,12}|[0-9]{4}-[01][0-9]-[0-3][0-9]")| {
        match Day::parse(&text) {
            Some(day) => prop_assert_eq!(text.parse::<Date>().expect("jiff reads it").to_string(), day.to_string()),
            None if text.len() == 10 => prop_assert!(text.parse::<Date>().is_err(), "{}", text),
            None => {}
        }
    });
}
