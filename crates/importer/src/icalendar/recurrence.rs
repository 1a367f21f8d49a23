//! The times that a rule gives (RFC 5545, section 3.3.10).
//!
//! A rule counts in the clocks of its own zone. So it is expanded without any zone, and each time is
//! then read in the calendar's zone. The rrule crate has a time-zone database of its own; it is not
//! used, since the times are given to it as UTC.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use rrule::RRuleSet;

/// The most times of one rule: twice an hour for three weeks.
pub(super) const MOST: usize = 1_000;

/// The most times of one rule before the first that matters: those of fifty years of days.
const MOST_BEFORE: usize = 20_000;

/// A recurrence rule.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    /// The rule without its last time.
    text: String,
    /// The last time, as written.
    until: Option<String>,
}

impl Rule {
    /// Reads a rule's parts.
    pub fn new(text: &str) -> Self {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let text = text.to_ascii_uppercase();
        let mut until = None;
        let parts: Vec<_> = text
            .split(';')
            .filter(|part| match part.strip_prefix("UNTIL=") {
                Some(last) => {
                    until = Some(last.to_owned());
                    false
                }
                None => !part.is_empty(),
            })
            .collect();
        Self {
            text: parts.join(";"),
            until,
        }
    }

    /// Whether it has an end: a number of times, or a last time.
    pub fn ends(&self) -> bool {
        self.until.is_some() || self.counts()
    }

    /// Whether it ends after a number of times.
    pub fn counts(&self) -> bool {
        self.text.contains("COUNT=")
    }

    /// The times between `first` and `last` that it gives from `start`, in order; at most [`MOST`].
    /// `start` itself is in them only if the rule gives it. `clocks` converts a last time in UTC to the rule's own zone.
    ///
    /// # Errors
    /// Why the rule can't be followed.
    pub fn times(
        &self,
        start: DateTime,
        (first, last): (DateTime, DateTime),
        clocks: impl Fn(Timestamp) -> DateTime,
    ) -> Result<Vec<DateTime>, String> {
        let last = match &self.until {
            None => last,
            Some(until) => self::until(until, clocks)
                .ok_or_else(|| format!("\"UNTIL={until}\" is no time"))?
                .min(last),
        };
        let written = start.strftime("%Y%m%dT%H%M%S");
        let set: RRuleSet = format!("DTSTART:{written}Z\nRRULE:{}", self.text)
            .parse()
            .map_err(|error| format!("\"{}\" can't be read: {error}", self.text))?;
        let times = set.limit();
        let times = times
            .into_iter()
            .map_while(|time| Timestamp::from_second(time.timestamp()).ok())
            .map(|time| TimeZone::UTC.to_datetime(time));
        let times = times
            .take_while(|time| *time <= last)
            .take(MOST_BEFORE + MOST);
        Ok(times.filter(|time| *time >= first).take(MOST).collect())
    }
}

/// A last time by the rule's clocks; a day counts to its end.
fn until(text: &str, clocks: impl Fn(Timestamp) -> DateTime) -> Option<DateTime> {
    if let Some(utc) = text.strip_suffix('Z') {
        let time: DateTime = utc.parse().ok()?;
        return TimeZone::UTC.to_timestamp(time).ok().map(clocks);
    }
    if text.contains('T') {
        return text.parse().ok();
    }
    let day: jiff::civil::Date = text.parse().ok()?;
    Some(day.at(23, 59, 59, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(rule: &str, start: &str) -> Vec<String> {
        let start: DateTime = start.parse().expect("it is a time");
        let last = "2031-01-01T00:00:00".parse().expect("it is a time");
        let times =
            Rule::new(rule).times(start, (start, last), |time| TimeZone::UTC.to_datetime(time));
        let times = times.unwrap_or_else(|error| panic!("{error}"));
        times
            .iter()
            .map(|time| time.strftime("%m-%d %H:%M").to_string())
            .collect()
    }

    #[test]
    fn rules_give_the_times_of_the_rfc() {
        for (rule, expected) in [
            (
                "FREQ=DAILY;COUNT=3",
                ["05-06 09:00", "05-07 09:00", "05-08 09:00"],
            ),
            (
                "freq=daily;until=20300508",
                ["05-06 09:00", "05-07 09:00", "05-08 09:00"],
            ),
            (
                "FREQ=DAILY;UNTIL=20300508T090000Z",
                ["05-06 09:00", "05-07 09:00", "05-08 09:00"],
            ),
            (
                "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3",
                ["05-06 09:00", "05-08 09:00", "05-13 09:00"],
            ),
            (
                "FREQ=MONTHLY;BYDAY=1MO;COUNT=3",
                ["05-06 09:00", "06-03 09:00", "07-01 09:00"],
            ),
            (
                "FREQ=DAILY;BYHOUR=9,15;COUNT=3",
                ["05-06 09:00", "05-06 15:00", "05-07 09:00"],
            ),
        ] {
            assert_eq!(times(rule, "2030-05-06T09:00:00"), expected, "{rule}");
        }
    }

    #[test]
    fn a_rule_that_never_comes_true_ends() {
        for rule in [
            "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=YEARLY;INTERVAL=65535",
        ] {
            assert!(times(rule, "2030-05-06T09:00:00").len() <= 1, "{rule}");
        }
        assert_eq!(times("FREQ=SECONDLY", "2030-05-06T09:00:00").len(), MOST);
        for rule in [
            "FREQ=OFTEN",
            "",
            "FREQ=DAILY;INTERVAL=-1",
            "FREQ=DAILY;UNTIL=soon",
        ] {
            let start = "2030-05-06T09:00:00".parse().expect("it is a time");
            let times = Rule::new(rule).times(start, (start, start), |_| start);
            assert!(times.is_err(), "{rule}: {times:?}");
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(200))]
        /// Whatever a rule says, it is followed or refused, and its times are in order.
        #[test]
        fn no_rule_makes_the_reader_fail(
            frequency in "(SECOND|MINUTE|HOUR|DAI|WEEK|MONTH|YEAR)LY",
            parts in proptest::collection::vec(
                "(INTERVAL=-?[0-9]{1,6}|COUNT=-?[0-9]{1,10}|UNTIL=[0-9]{8}(T[0-9]{6}Z?)?|WKST=(MO|SU)\
                 |BY(SECOND|MINUTE|HOUR|MONTHDAY|YEARDAY|WEEKNO|MONTH|SETPOS)=-?[0-9]{1,3}(,-?[0-9]{1,2})?\
                 |BYDAY=-?[0-9]{0,2}(MO|TU|WE|TH|FR|SA|SU)(,[1-5]?FR)?)",
                0..4,
            ),
            year in 1..9999_i16,
        ) {
            let rule = Rule::new(&format!("FREQ={frequency};{}", parts.join(";")));
            let start = DateTime::constant(year, 1, 31, 23, 59, 59, 0);
            let last = start.checked_add(jiff::ToSpan::years(3)).unwrap_or(DateTime::MAX);
            if let Ok(times) = rule.times(start, (start, last), |time| TimeZone::UTC.to_datetime(time)) {
                assert!(times.iter().all(|time| (start..=last).contains(time)));
                assert!(times.is_sorted());
            }
        }
    }
}
