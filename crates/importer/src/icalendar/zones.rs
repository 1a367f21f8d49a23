//! Which zone a calendar's TZID means.
//!
//! The calendar's own VTIMEZONE decides, whatever the zone is called (RFC 5545, section 3.2.19). Its
//! rules are compared with the time-zone database to find the zone's name, which a programme needs.
//! Without a VTIMEZONE, the name decides.

use std::collections::HashMap;
use std::rc::Rc;

use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan};

use super::component::Component;
use super::observances::Observances;
use super::tally::Tally;
use crate::zone;
use crate::zone::names;

/// The most zones that a calendar defines.
const MOST: usize = 1_000;

/// A zone that a calendar uses.
#[derive(Debug, Clone)]
pub(super) struct Zone {
    rules: Rules,
    /// Its name in the tz database, if it has one.
    pub name: Option<String>,
}

#[derive(Debug, Clone)]
enum Rules {
    OfFile(Observances),
    OfDatabase(TimeZone),
}

impl Zone {
    pub fn utc() -> Self {
        Self {
            rules: Rules::OfDatabase(TimeZone::UTC),
            name: None,
        }
    }

    /// The zone with that name in the tz database.
    pub fn named(name: &str) -> Option<Rc<Self>> {
        by_name(name).map(Rc::new)
    }

    /// The instant at which its clocks show a time.
    pub fn instant(&self, time: DateTime) -> Option<Timestamp> {
        match &self.rules {
            Rules::OfFile(rules) => rules.instant(time),
            Rules::OfDatabase(zone) => zone.to_ambiguous_timestamp(time).compatible().ok(),
        }
    }

    /// The time that its clocks show at an instant.
    pub fn clocks(&self, at: Timestamp) -> DateTime {
        match &self.rules {
            Rules::OfFile(rules) => rules.offset(at).unwrap_or(Offset::UTC).to_datetime(at),
            Rules::OfDatabase(zone) => zone.to_datetime(at),
        }
    }
}

/// The zones of one calendar, by TZID.
#[derive(Debug, Default)]
pub(super) struct Zones {
    known: HashMap<String, Option<Rc<Zone>>>,
}

impl Zones {
    /// Reads the zones that the calendar defines. `wish` is the zone in which it wants to be shown,
    /// preferred among zones with the same rules.
    pub fn read(calendar: &Component, wish: Option<&str>, tally: &mut Tally) -> Self {
        let mut known = HashMap::new();
        let (first, last) = years(calendar);
        for definition in calendar.all("VTIMEZONE").take(MOST) {
            let Some(id) = definition.value("TZID") else {
                continue;
            };
            let Some(rules) = Observances::read(definition, after(last)) else {
                continue;
            };
            let location = definition.value("X-LIC-LOCATION");
            let times = starts_in(calendar, id, &rules);
            let defined = Defined {
                id,
                location,
                wish,
                rules: &rules,
                times: &times,
            };
            let name = defined.name(instant(first), instant(last));
            let place = format!("line {}", definition.line);
            tell(&place, id, &name, tally);
            let name = match name {
                Name::Own(name) | Name::Alike(name) | Name::Other(name) => Some(name),
                Name::None => None,
            };
            let rules = Rules::OfFile(rules);
            known.insert(id.to_owned(), Some(Rc::new(Zone { rules, name })));
        }
        Self { known }
    }

    /// The names in the tz database of the zones that are known.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let zones = self.known.values().flatten();
        zones.filter_map(|zone| zone.name.as_deref())
    }

    /// The zone with that TZID; `None` if neither the calendar nor the tz database knows it.
    pub fn find(&mut self, id: &str) -> Option<Rc<Zone>> {
        let id = id.trim();
        self.known
            .entry(id.to_owned())
            .or_insert_with(|| by_name(id).map(Rc::new))
            .clone()
    }
}

fn by_name(id: &str) -> Option<Zone> {
    if let Some(name) = names::iana(id) {
        let zone = zone::find(&name).ok()?;
        return Some(Zone {
            rules: Rules::OfDatabase(zone),
            name: Some(name),
        });
    }
    Some(Zone {
        rules: Rules::OfDatabase(TimeZone::fixed(names::offset(id)?)),
        name: None,
    })
}

/// How the name of a defined zone was found.
#[derive(Debug, PartialEq)]
enum Name {
    /// Its TZID names it, and the rules agree.
    Own(String),
    /// Its TZID says nothing, and the rules are those of this zone.
    Alike(String),
    /// Its TZID names a zone with other rules. The rules are those of this zone.
    Other(String),
    None,
}

struct Defined<'z> {
    id: &'z str,
    location: Option<&'z str>,
    wish: Option<&'z str>,
    rules: &'z Observances,
    /// The times in this zone.
    times: &'z [Timestamp],
}

impl Defined<'_> {
    fn name(&self, first: Timestamp, last: Timestamp) -> Name {
        let named = [Some(self.id), self.location].into_iter().flatten();
        let named: Vec<_> = named.filter_map(names::iana).collect();
        let whole = |name: &&String| {
            zone::find(name).is_ok_and(|zone| self.rules.are_of(&zone, first, last))
        };
        // Some define only the changes around their events.
        let at_events = |name: &&String| {
            zone::find(name).is_ok_and(|zone| {
                let offset = |at: &Timestamp| self.rules.offset(*at);
                self.times
                    .iter()
                    .all(|at| offset(at) == Some(zone.to_offset(*at)))
            })
        };
        let of_region = |name: &&String| name.contains('/') && at_events(name);
        if let Some(name) = named
            .iter()
            .find(whole)
            .or_else(|| named.iter().find(of_region))
        {
            return Name::Own(name.clone());
        }
        let wish = self.wish.map(str::to_owned).into_iter();
        let mut alike = wish.chain(names::all());
        let alike = alike.find(|name| whole(&name));
        match (alike, named.iter().find(at_events)) {
            (Some(name), _) if named.is_empty() => Name::Alike(name),
            (Some(name), None) => Name::Other(name),
            (Some(name), Some(_)) => Name::Alike(name),
            (None, Some(name)) => Name::Own(name.clone()),
            (None, None) => Name::None,
        }
    }
}

fn tell(place: &str, id: &str, name: &Name, tally: &mut Tally) {
    match name {
        Name::Own(_) => {}
        Name::Alike(name) => tally.add(
            place,
            &format!(
                "the zone \"{id}\" has the rules of {name}, and others have them too: if the conference is elsewhere, name its zone with --zone"
            ),
        ),
        Name::Other(name) => tally.add(
            place,
            &format!(
                "the file's own rules for the zone \"{id}\" are not those of that name: the rules count, and they are those of {name}"
            ),
        ),
        Name::None => tally.add(
            place,
            &format!(
                "no zone of the tz database has the file's rules for \"{id}\": its times are read by these rules. Name the zone to show them in: --zone Europe/Brussels"
            ),
        ),
    }
}

/// The instants of the times that name a zone.
fn starts_in(calendar: &Component, id: &str, rules: &Observances) -> Vec<Timestamp> {
    let properties = calendar.all("VEVENT").flat_map(|event| &event.properties);
    let named = properties.filter(|it| it.parameter("TZID").is_some_and(|own| own.trim() == id));
    let times = named.filter_map(|it| it.value.trim().parse::<DateTime>().ok());
    times.filter_map(|time| rules.instant(time)).collect()
}

/// The first and the last day for which a calendar needs its zones: a year around its events.
fn years(calendar: &Component) -> (Date, Date) {
    let starts = calendar
        .all("VEVENT")
        .filter_map(|event| event.value("DTSTART"));
    let years = starts.filter_map(|start| start.get(..4)?.parse::<i16>().ok());
    let years: Vec<_> = years.filter(|year| (1900..=9000).contains(year)).collect();
    let first = years.iter().min().copied().unwrap_or(2000);
    let last = years.iter().max().copied().unwrap_or(first);
    (Date::constant(first, 1, 1), Date::constant(last, 12, 31))
}

/// Two years later, for events that are repeated.
fn after(day: Date) -> Date {
    day.checked_add(2.years()).unwrap_or(day)
}

fn instant(day: Date) -> Timestamp {
    let time = day.at(0, 0, 0, 0);
    TimeZone::UTC
        .to_timestamp(time)
        .unwrap_or(Timestamp::UNIX_EPOCH)
}
