//! Reads the times of schedule.xml and schedule.json, which state them in the same way: an event's
//! own date, its time of day, and the day under which it is listed.

use jiff::civil::{Date, Time};

use crate::foreign::{Event, Foreign, Stated, Tally, Undecided, Until, When};
use crate::json;
use crate::producer::Producer;
use crate::written::{self, Length};

/// Where a day of the conference ends if it ends after midnight: times of day before that belong to
/// the following calendar day.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct ListedDay {
    /// The date under which the events are listed.
    pub date: Option<Date>,
    night: Time,
}

impl ListedDay {
    /// A day with the conference's `day_change`, and the day's own start and end.
    pub fn new(
        date: Option<&str>,
        day_change: Option<&str>,
        start: Option<&str>,
        end: Option<&str>,
    ) -> Self {
        let clock = |text: &str| written::clock(text).map(|clock| clock.time);
        let change = day_change.and_then(clock).unwrap_or_default();
        let ends = || {
            let [start, end] = [start, end].map(|text| written::date_time(text?));
            let (start, end) = (start?.time, end?.time);
            // A later end is that of a day in another zone's clock.
            let is_night =
                end.date() > start.date() && end.time() < start.time() && end.hour() < 12;
            is_night.then_some(end.time())
        };
        Self {
            date: date.and_then(written::day),
            night: change.max(ends().unwrap_or_default()),
        }
    }
}

/// What the times of a file lack, and lengths that are decided at its end.
#[derive(Default)]
pub(crate) struct Times {
    unread_dates: Tally,
    unread_starts: Tally,
    unread_lengths: Tally,
    unscheduled: Tally,
    lengths: Undecided,
}

impl Times {
    /// Sets start and end of the event that will be at position `at`.
    pub fn read(
        &mut self,
        event: &mut Event,
        at: usize,
        [date, start, length, end]: [Option<String>; 4],
        day: ListedDay,
        producer: Producer,
    ) {
        self.start(event, date, start, day, producer);
        if event.start.is_none() {
            self.unscheduled.add(
                &event.place,
                "it has no date and time that can be read: it is listed as not yet scheduled",
            );
        }
        self.length(event, at, length);
        let end = end.as_deref().and_then(json::when);
        if event.end.is_none() {
            event.end = end.map(Until::At);
        }
    }

    fn start(
        &mut self,
        event: &mut Event,
        date: Option<String>,
        start: Option<String>,
        day: ListedDay,
        producer: Producer,
    ) {
        let clock = start.as_deref().and_then(written::clock);
        // Some write the whole time in the place of the time of day.
        let whole = start.as_deref().and_then(written::date_time);
        if let Some(start) = &start
            && clock.is_none()
            && whole.is_none()
        {
            let message = format!("the start \"{start}\" can't be read: write it as 09:30");
            self.unread_starts.add(&event.place, message);
        }
        let own = date.as_deref().and_then(written::date_time);
        let is_day = |written: &written::Written| {
            // A date at midnight without an offset, beside another start, is only a day.
            written.offset.is_none()
                && written.time.time() == Time::midnight()
                && clock.is_some_and(|clock| clock.time != Time::midnight())
        };
        let is_whole = own.filter(|own| !is_day(own)).or(whole);
        if let Some(date) = is_whole {
            event.start = Some(
                date.timestamp()
                    .map_or(When::Clocks(date.time), When::Exact),
            );
            event.stated = Some(Stated {
                date,
                start: clock,
                start_counts: producer.start_counts(),
            });
            return;
        }
        let own = date.as_deref().and_then(written::day);
        if let Some(date) = &date
            && own.is_none()
        {
            let message = format!(
                "the date \"{date}\" can't be read: the day under which the event is listed is taken"
            );
            self.unread_dates.add(&event.place, message);
        }
        let Some((date, mut clock)) = own.or(day.date).zip(clock) else {
            return;
        };
        // An own date on the following day has the night in it already.
        let follows = day.date.and_then(|listed| listed.tomorrow().ok()) == Some(date);
        if clock.days_later == 0 && clock.time < day.night && !(own.is_some() && follows) {
            clock.days_later = 1;
        }
        event.start = clock.on(date).map(When::Clocks);
    }

    fn length(&mut self, event: &mut Event, at: usize, length: Option<String>) {
        let Some(text) = length else { return };
        match written::length(&text) {
            Some(Length::Is(length)) => {
                self.lengths.has_two_parts |= text.matches(':').count() == 1;
                event.end = Some(Until::After(length));
            }
            Some(Length::ThreeParts(three)) => self.lengths.add(at, three),
            None => self.unread_lengths.add(
                &event.place,
                format!(
                    "the length \"{text}\" can't be read: the end is left out. Write it as 00:45"
                ),
            ),
        }
    }

    /// Decides what needed the whole file, and says what was found.
    pub fn finish(self, foreign: &mut Foreign, producer: Producer) {
        let tallies = [
            self.unread_dates,
            self.unread_starts,
            self.unscheduled,
            self.unread_lengths,
        ];
        let repairs = tallies.into_iter().filter_map(Tally::into_repair);
        foreign.repairs.extend(repairs);
        self.lengths.decide(foreign, producer);
    }
}
