//! An instant is written without loss, and ordered by when it is.

use hallway_programme::Instant;
use jiff::Timestamp;
use jiff::tz::Offset;
use proptest::prelude::*;

use crate::cases;

fn instant() -> impl Strategy<Value = Instant> {
    // The years 1 to 9998, and every offset of whole minutes within a day.
    (-62_000_000_000..250_000_000_000_i64, -1_439..=1_439_i32).prop_map(|(second, minutes)| {
        let timestamp = Timestamp::from_second(second).expect("it is within the range");
        Instant::new(
            timestamp,
            Offset::from_seconds(minutes * 60).expect("it is within a day"),
        )
    })
}

#[test]
fn what_is_written_is_read_again() {
    proptest!(cases(2_000), |(instant in instant())| {
        prop_assert_eq!(Instant::parse(&instant.to_string()), Ok(instant));
    });
}

#[test]
fn the_earlier_comes_first_whatever_the_clocks_show() {
    proptest!(cases(1_000), |(a in instant(), b in instant())| {
        if a.timestamp() != b.timestamp() {
            prop_assert_eq!(a < b, a.timestamp() < b.timestamp());
        }
    });
}

#[test]
fn any_text_is_an_instant_or_refused() {
    proptest!(cases(2_000), |(text in "[-+0-9TZ:. ]{0,30}|2021-09-20T11:00:00[-+0-9:.Z\\[\\]a-z/]{0,12}")| {
        if let Ok(instant) = Instant::parse(&text) {
            prop_assert_eq!(Instant::parse(&instant.to_string()), Ok(instant), "{}", text);
        }
    });
}
