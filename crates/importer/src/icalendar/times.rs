//! Times of events (RFC 5545, sections 3.3.4 to 3.3.6): in UTC, in a zone, or by the conference's
//! clocks.

use std::rc::Rc;

use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, Span};

use super::component::{Component, Property};
use super::tally::Tally;
use super::zones::{Zone, Zones};
use crate::foreign::{Until, When};

/// A time as the file states it.
#[derive(Debug, Clone)]
pub(super) struct Time {
    /// What the clocks show.
    pub clocks: DateTime,
    /// Whose clocks; `None` for the conference's.
    pub zone: Option<Rc<Zone>>,
}

impl Time {
    /// The same clocks at another time.
    pub fn at(&self, clocks: DateTime) -> Self {
        let zone = self.zone.clone();
        Self { clocks, zone }
    }

    pub fn when(&self) -> When {
        let instant = self
            .zone
            .as_ref()
            .and_then(|zone| zone.instant(self.clocks));
        instant.map_or(When::Clocks(self.clocks), When::Exact)
    }

    /// The name of its zone in the tz database, if it is in one other than UTC.
    pub fn zone_name(&self) -> Option<&str> {
        self.zone.as_ref()?.name.as_deref()
    }

    /// The time as part of an id, the same in whichever zone the file states it.
    pub fn stamp(&self) -> String {
        match self.when() {
            When::Exact(instant) => instant.strftime("%Y%m%dt%H%M%Sz").to_string(),
            When::Clocks(time) => time.strftime("%Y%m%dt%H%M%S").to_string(),
        }
    }
}

/// When an event ends.
#[derive(Debug, Clone)]
pub(super) enum End {
    At(Time),
    After(SignedDuration),
}

impl End {
    pub fn until(&self) -> Until {
        match self {
            Self::At(time) => Until::At(time.when()),
            Self::After(length) => Until::After(*length),
        }
    }

    /// The end as a length, for the other times of an event that is repeated.
    pub fn length(&self, start: &Time) -> Option<SignedDuration> {
        match self {
            Self::After(length) => Some(*length),
            Self::At(end) => match (start.when(), end.when()) {
                (When::Exact(start), When::Exact(end)) => Some(end.duration_since(start)),
                (When::Clocks(start), When::Clocks(end)) => Some(end.duration_since(start)),
                _ => None,
            },
        }
    }
}

/// Reads times of one calendar.
pub(super) struct Reader<'t> {
    pub zones: &'t mut Zones,
    /// Whose clocks times without a zone mean, if not the conference's.
    pub clocks: Option<Rc<Zone>>,
    pub tally: &'t mut Tally,
}

/// A value of a property: a time, or only a day.
#[derive(Debug, Clone)]
pub(super) enum Value {
    Time(Time),
    Day(Date),
}

impl Reader<'_> {
    /// The time of a property; `None` if it is missing, has no time of day, or can't be read.
    pub fn time(&mut self, event: &Component, name: &str, place: &str) -> Option<Time> {
        let property = event.property(name)?;
        match self.values(property, place).pop()? {
            Value::Time(time) => Some(time),
            Value::Day(_) => {
                self.tally.add(
                    place,
                    "it lasts whole days: it is listed as not yet scheduled, since it has no time of day",
                );
                None
            }
        }
    }

    pub fn end(&mut self, event: &Component, place: &str) -> Option<End> {
        if event.property("DTEND").is_some() {
            return self.time(event, "DTEND", place).map(End::At);
        }
        let written = event.value("DURATION")?;
        let length = length(written);
        if length.is_none() {
            self.tally
                .add(place, "its length can't be read: its end is left out");
        }
        length.map(End::After)
    }

    /// The times of a property, which may be a list; of periods, their starts.
    pub fn values(&mut self, property: &Property, place: &str) -> Vec<Value> {
        // Some write a name with a colon, such as "UTC+02:00", without the quotes that it needs.
        let (id, list) = match (property.parameter("TZID"), property.value.rsplit_once(':')) {
            (Some(start), Some((end, list))) => (Some(format!("{start}:{end}")), list),
            (id, _) => (id.map(str::to_owned), property.value.as_str()),
        };
        let mut values = Vec::new();
        for written in list.split(',').map(str::trim).filter(|it| !it.is_empty()) {
            let start = written.split('/').next().unwrap_or(written);
            match self.value(id.as_deref(), start, place) {
                Some(value) => values.push(value),
                None => self.tally.add(
                    place,
                    &format!("\"{written}\" is no date and time: it is left out"),
                ),
            }
        }
        values
    }

    fn value(&mut self, zone: Option<&str>, written: &str, place: &str) -> Option<Value> {
        let written = written.to_ascii_uppercase();
        if !written.contains('T') {
            return written.parse().ok().map(Value::Day);
        }
        if let Some(utc) = written.strip_suffix('Z') {
            let clocks = utc.parse().ok()?;
            let zone = Some(Rc::new(Zone::utc()));
            return Some(Value::Time(Time { clocks, zone }));
        }
        let clocks: DateTime = written.parse().ok()?;
        let zone = match zone {
            None => self.clocks.clone(),
            Some(id) => self.zone(id, place).or_else(|| self.clocks.clone()),
        };
        Some(Value::Time(Time { clocks, zone }))
    }

    fn zone(&mut self, id: &str, place: &str) -> Option<Rc<Zone>> {
        let zone = self.zones.find(id);
        if zone.is_none() {
            self.tally.add(
                place,
                &format!(
                    "the zone \"{id}\" is neither in the file nor in the tz database: its times are read by the conference's clocks; check them"
                ),
            );
        }
        zone
    }
}

/// A length such as `PT1H30M`. A day counts as 24 hours, since no talk spans a change of clocks.
fn length(written: &str) -> Option<SignedDuration> {
    let length: Span = written.parse().ok()?;
    let seconds = i64::from(length.get_weeks()) * 604_800
        + i64::from(length.get_days()) * 86_400
        + i64::from(length.get_hours()) * 3_600
        + length.get_minutes() * 60
        + length.get_seconds();
    Some(SignedDuration::from_secs(seconds))
}
