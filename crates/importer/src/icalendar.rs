//! Reads iCalendar (RFC 5545) as conferences publish it: each event is an item, and the first line
//! of its description often names the speakers.

mod speakers;

use std::collections::BTreeSet;

use hallway_programme::Status;
use hallway_programme::draft::MaterialDraft;
use icalendar::parser::{Component, Property, read_calendar_simple, unfold};
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span};

use crate::foreign::own;
use crate::foreign::{
    ConferenceFacts, Event, Foreign, Identity, Participant, Unreadable, Until, When,
};
use crate::{json, prose, zone};

/// How deep components may nest: calendars contain events, and events contain alarms.
const DEEPEST: usize = 8;

/// The end of UIDs in Hallway's own exports, after the conference's id.
const OWN_UIDS: &str = ".hallway";

/// Reads a calendar.
pub(crate) fn read(text: &str) -> Result<Foreign, Unreadable> {
    if too_deep(text) {
        return Err(Unreadable::new(
            "",
            format!("its components nest more than {DEEPEST} deep: export or download it again"),
        ));
    }
    let unfolded = unfold(text);
    let components = read_calendar_simple(&unfolded).map_err(|error| broken(error.input))?;
    let mut foreign = Foreign::default();
    let mut zones = BTreeSet::new();
    for calendar in components.iter().filter(|it| is(it, "VCALENDAR")) {
        facts(calendar, &mut foreign.conference);
        for event in calendar.components.iter().filter(|it| is(it, "VEVENT")) {
            add(event, &mut foreign, &mut zones);
        }
    }
    let mut zones = zones.into_iter();
    if let (None, Some(only), None) = (&foreign.conference.zone, zones.next(), zones.next()) {
        foreign.conference.zone = Some(only);
    }
    Ok(foreign)
}

fn is(component: &Component<'_>, name: &str) -> bool {
    component.name.as_str().eq_ignore_ascii_case(name)
}

/// Whether components nest deeper than in any real calendar. This has to be known before parsing,
/// since the parser recurses for each level.
fn too_deep(text: &str) -> bool {
    let mut depth = 0_usize;
    text.lines().any(|line| {
        let begins = |word: &str| {
            line.get(..word.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(word))
        };
        if begins("BEGIN:") {
            depth += 1;
        } else if begins("END:") {
            depth = depth.saturating_sub(1);
        }
        depth > DEEPEST
    })
}

fn broken(rest: &str) -> Unreadable {
    let here: String = rest.trim_start().chars().take(60).collect();
    let here = here.lines().next().unwrap_or_default().to_owned();
    let message =
        "this is not iCalendar, or the file ends in the middle: export or download it again";
    if here.is_empty() {
        Unreadable::new("at its end", message)
    } else {
        Unreadable::new(format!("at \"{here}\""), message)
    }
}

fn property<'c>(component: &'c Component<'_>, name: &str) -> Option<&'c Property<'c>> {
    component
        .properties
        .iter()
        .find(|property| property.name.as_str().eq_ignore_ascii_case(name))
}

fn value(component: &Component<'_>, name: &str) -> Option<String> {
    let value = property(component, name)?.val.as_str().trim().to_owned();
    (!value.is_empty()).then_some(value)
}

fn parameter<'p>(property: &'p Property<'_>, name: &str) -> Option<&'p str> {
    let parameter = property
        .params
        .iter()
        .find(|parameter| parameter.key.as_str().eq_ignore_ascii_case(name))?;
    Some(parameter.val.as_ref()?.as_str().trim_matches('"'))
}

fn facts(calendar: &Component<'_>, facts: &mut ConferenceFacts) {
    let title = value(calendar, "X-WR-CALNAME")
        .or_else(|| value(calendar, "NAME"))
        .or_else(|| value(calendar, "X-WR-CALDESC"));
    facts.title = facts.title.take().or(title);
    facts.zone = facts
        .zone
        .take()
        .or_else(|| value(calendar, "X-WR-TIMEZONE").filter(|name| zone::find(name).is_ok()));
    facts.link = facts.link.take().or_else(|| value(calendar, "URL"));
    facts.id = facts
        .id
        .take()
        .or_else(|| value(calendar, "X-HALLWAY-CONFERENCE"));
}

fn add(event: &Component<'_>, foreign: &mut Foreign, zones: &mut BTreeSet<String>) {
    let title = value(event, "SUMMARY").unwrap_or_default();
    let uid = value(event, "UID");
    let place = match &uid {
        Some(uid) => format!("UID {uid}"),
        None => format!("\"{title}\""),
    };
    let mut time = |name| {
        let property = property(event, name)?;
        match when(property, zones) {
            Ok(when) => Some(when),
            Err(message) => {
                foreign.repair(&place, message);
                None
            }
        }
    };
    let start = time("DTSTART");
    let end = time("DTEND").map(Until::At).or_else(|| {
        let length = value(event, "DURATION")?.parse::<Span>().ok()?;
        // A day counts as 24 hours here, since no talk spans a change of clocks.
        let seconds = length.get_weeks() as i64 * 604_800
            + i64::from(length.get_days()) * 86_400
            + i64::from(length.get_hours()) * 3_600
            + length.get_minutes() * 60
            + length.get_seconds();
        Some(Until::After(SignedDuration::from_secs(seconds)))
    });
    if property(event, "RRULE").is_some() {
        foreign.repair(
            &place,
            "it is repeated by a rule: only its first time is taken",
        );
    }
    let is_own = property(event, "UID").is_some_and(|uid| uid.val.as_str().ends_with(OWN_UIDS));
    let (people, description) = speakers::of(event);
    let mut event = Event {
        place,
        identity: identity(uid),
        title,
        subtitle: value(event, "X-HALLWAY-SUBTITLE").unwrap_or_default(),
        session_type: value(event, "X-HALLWAY-TYPE").unwrap_or_default(),
        status: status(event),
        language: value(event, "X-HALLWAY-LANGUAGE").unwrap_or_default(),
        track: value(event, "X-HALLWAY-TRACK"),
        room: value(event, "LOCATION"),
        start,
        end,
        people,
        topics: topics(event),
        description: prose::plain_lines(&description),
        materials: attachments(event),
        do_not_record: value(event, "X-HALLWAY-DO-NOT-RECORD").is_some(),
        source: value(event, "URL"),
        ..Event::default()
    };
    if is_own {
        own::take_back(&mut event);
    }
    foreign.events.push(event);
}

/// The UID; if Hallway exported the event, the item's id from which the UID was made.
fn identity(uid: Option<String>) -> Identity {
    let own = uid.as_deref().and_then(|uid| {
        let (id, host) = uid.split_once('@')?;
        host.ends_with(OWN_UIDS).then(|| id.to_owned())
    });
    Identity {
        guid: own.or(uid),
        ..Identity::default()
    }
}

fn status(event: &Component<'_>) -> Status {
    match value(event, "STATUS").as_deref() {
        Some("CANCELLED") => Status::Cancelled,
        _ if value(event, "X-HALLWAY-CHANGED").is_some() => Status::Changed,
        _ => Status::Planned,
    }
}

/// The categories, and the topics in Hallway's own property.
fn topics(event: &Component<'_>) -> Vec<String> {
    let own = event
        .properties
        .iter()
        .filter(|property| property.name.as_str() == "X-HALLWAY-TOPIC")
        .map(|property| property.val.as_str().to_owned());
    let lists = event
        .properties
        .iter()
        .filter(|property| property.name.as_str().eq_ignore_ascii_case("CATEGORIES"));
    lists
        .flat_map(|property| list(property.val.as_str()))
        .chain(own)
        .collect()
}

/// The texts of a list separated by commas (RFC 5545, section 3.3.11).
fn list(value: &str) -> Vec<String> {
    let mut texts = vec![String::new()];
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        match letter {
            ',' => texts.push(String::new()),
            _ => {
                let letter = if letter == '\\' {
                    letters.next()
                } else {
                    Some(letter)
                };
                if let Some(text) = texts.last_mut() {
                    text.extend(letter);
                }
            }
        }
    }
    texts
}

fn attachments(event: &Component<'_>) -> Vec<MaterialDraft> {
    let attached = event
        .properties
        .iter()
        .filter(|property| property.name.as_str().eq_ignore_ascii_case("ATTACH"));
    attached
        .map(|property| MaterialDraft {
            kind: hallway_programme::MaterialKind::Attachment,
            title: parameter(property, "FILENAME")
                .unwrap_or_default()
                .to_owned(),
            to: property.val.as_str().to_owned(),
        })
        .collect()
}

/// A time: in UTC, in a named zone, or by the conference's clocks (RFC 5545, section 3.3.5).
fn when(property: &Property<'_>, zones: &mut BTreeSet<String>) -> Result<When, String> {
    let written = property.val.as_str().trim();
    let unreadable = || format!("\"{written}\" is no date and time: left out");
    if !written.contains('T') && written.parse::<Date>().is_ok() {
        return Err(
            "it lasts whole days: it is listed as not yet scheduled, since it has no time of day"
                .into(),
        );
    }
    if let Some(utc) = written.strip_suffix('Z') {
        let time: DateTime = utc.parse().map_err(|_| unreadable())?;
        return TimeZone::UTC
            .to_timestamp(time)
            .map(When::Exact)
            .map_err(|_| unreadable());
    }
    let time: DateTime = written.parse().map_err(|_| unreadable())?;
    let Some(name) = parameter(property, "TZID") else {
        return Ok(When::Clocks(time));
    };
    // A slash before a name means that the name is globally unique (section 3.2.19).
    let name = name.trim_start_matches('/');
    match zone::find(name) {
        Ok(zone) => {
            zones.insert(name.to_owned());
            Ok(json::in_zone(time, Some(&zone)))
        }
        // The file may define the zone's rules, but a programme needs a name from the tz database.
        Err(_) => Ok(When::Clocks(time)),
    }
}

/// A participant with a name and nothing else.
fn named(name: &str) -> Participant {
    Participant {
        name: name.trim().to_owned(),
        ..Participant::default()
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    #[test]
    fn a_list_keeps_commas_that_are_escaped() {
        assert_eq!(list(r"Room A\, left,b\\c"), ["Room A, left", r"b\c"]);
    }

    #[test]
    fn a_time_in_utc_is_exact() {
        let property = Property::new_ref("DTSTART", "20200918T110000Z");
        let expected: Timestamp = "2020-09-18T11:00:00Z".parse().unwrap();
        assert_eq!(
            when(&property, &mut BTreeSet::new()),
            Ok(When::Exact(expected))
        );
    }
}
