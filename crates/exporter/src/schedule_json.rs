//! Writes schedule.json by the C3VOC's schema.
//!
//! Left out: notes, and everything about tracks and rooms but their titles. Topics and items without
//! a time are in `conference.meta.hallway`, since the schema has no field for them. An end that
//! is only the latest possible end is written as the end. A title says if an item is changed or
//! cancelled, as FOSDEM's titles do.

use hallway_programme::{Item, Material, MaterialKind, Person, Programme};
use serde_json::{Map, Value, json};

use crate::extra::extra;
use crate::markdown::markdown;
use crate::names::{self, Names};
use crate::times::{self, Entry, ScheduleDay};

/// The programme as schedule.json.
pub(crate) fn write(programme: &Programme, site: Option<&str>) -> String {
    let mut items = times::timed(programme);
    let days = times::days(programme, &items);
    let timed = items.len();
    items.extend(programme.items().iter().filter(|item| item.slot.is_none()));
    let names = names::of_items(programme, &items);
    let unscheduled: Vec<_> = items[timed..]
        .iter()
        .zip(&names[timed..])
        .map(|(item, names)| event(programme, site, item, names))
        .collect();
    let mut extra = extra(programme, &days);
    if !unscheduled.is_empty() {
        extra["unscheduled"] = unscheduled.into();
    }
    let scheduled = |(at, item, slot): &Entry<'_>| {
        let mut event = event(programme, site, item, &names[*at]);
        event["date"] = slot.start.to_string().into();
        event["start"] = slot.start.clock().into();
        event["duration"] = times::duration(*slot).into();
        event
    };
    let conference = conference(programme, &days, scheduled, extra);
    let mut schedule = json!({
        "version": programme.revision().to_string(),
        "conference": conference,
    });
    if let Some(site) = site {
        schedule["url"] = format!("{site}schedule.json").into();
        schedule["base_url"] = site.into();
    }
    let whole = json!({
        "generator": { "name": "hallway", "version": env!("CARGO_PKG_VERSION") },
        "schedule": schedule,
    });
    let mut text = serde_json::to_string(&whole).expect("a JSON value is JSON");
    text.push('\n');
    text
}

fn conference<'p>(
    programme: &'p Programme,
    days: &[ScheduleDay<'p>],
    event: impl Fn(&Entry<'p>) -> Value,
    extra: Value,
) -> Value {
    let listed: Vec<Value> = days
        .iter()
        .enumerate()
        .map(|(at, day)| self::day(at, day, &event))
        .collect();
    let conference = programme.conference();
    let tracks: Vec<_> = programme
        .tracks()
        .iter()
        .map(|track| json!({ "name": track.title }))
        .collect();
    let rooms: Vec<_> = programme
        .rooms()
        .iter()
        .map(|room| json!({ "name": room.title, "guid": names::guid(programme, "room", room.id.as_str()).to_string() }))
        .collect();
    let mut value = json!({
        "acronym": names::acronym(programme),
        "title": conference.title,
        "start": conference.first_day.to_string(),
        "end": times::last_day(programme, days).to_string(),
        "daysCount": listed.len(),
        "timeslot_duration": "00:05",
        "tracks": tracks,
        "rooms": rooms,
        "meta": { "hallway_id": conference.id, "hallway": extra },
        "days": listed,
    });
    if is_place(&conference.zone) {
        value["time_zone_name"] = conference.zone.clone().into();
    }
    if let Some(link) = &conference.link {
        value["url"] = uri(link.as_str()).into();
    }
    value
}

/// Whether the schema allows the name of a zone: `^([A-Z][a-z]+/[A-Z][a-z]+)|UTC$`.
fn is_place(zone: &str) -> bool {
    let is_word = |word: &str| {
        let mut letters = word.chars();
        letters
            .next()
            .is_some_and(|letter| letter.is_ascii_uppercase())
            && letters
                .next()
                .is_some_and(|letter| letter.is_ascii_lowercase())
    };
    let region_is_word = |region: &str| {
        is_word(region)
            && region
                .chars()
                .skip(1)
                .all(|letter| letter.is_ascii_lowercase())
    };
    let place = zone.split_once('/');
    place.is_some_and(|(region, city)| region_is_word(region) && is_word(city))
        || zone.ends_with("UTC")
}

fn day<'p>(at: usize, day: &ScheduleDay<'p>, event: impl Fn(&Entry<'p>) -> Value) -> Value {
    let rooms: Map<String, Value> = day
        .rooms
        .iter()
        .map(|(room, events)| ((*room).to_owned(), events.iter().map(&event).collect()))
        .collect();
    json!({
        "index": at + 1,
        "date": day.date.to_string(),
        "day_start": day.start.to_string(),
        "day_end": day.end.to_string(),
        "rooms": rooms,
    })
}

fn event(programme: &Programme, site: Option<&str>, item: &Item, names: &Names) -> Value {
    let people = item.people.iter().filter_map(|id| programme.person(id));
    let of_kind = |is_attachment: bool| -> Vec<Value> {
        let materials = item.materials.iter();
        materials
            .filter(|material| (material.kind == MaterialKind::Attachment) == is_attachment)
            .map(material)
            .collect()
    };
    // The schema requires an address. This one identifies the event, but nobody can open it.
    let nowhere = || format!("urn:uuid:{}", names.guid);
    json!({
        "id": names.number,
        "guid": names.guid.to_string(),
        "slug": names.slug,
        "url": names::page(item, site).map_or_else(nowhere, |page| uri(&page)),
        "room": names::room(programme, item),
        "title": names::title(item),
        "subtitle": item.subtitle,
        "track": names::track(programme, item),
        "type": names::session_type(item),
        "language": item.language,
        "abstract": markdown(&item.summary),
        "description": markdown(&item.description),
        "recording_license": "",
        "do_not_record": item.do_not_record,
        "persons": people.map(|person| self::person(programme, person)).collect::<Vec<_>>(),
        "links": of_kind(false),
        "attachments": of_kind(true),
    })
}

fn person(programme: &Programme, person: &Person) -> Value {
    let (number, guid) = names::of_person(programme, &person.id);
    let links: Vec<_> = person
        .links
        .iter()
        .map(|link| json!({ "url": uri(link.as_str()) }))
        .collect();
    json!({
        "id": number,
        "guid": guid.to_string(),
        "slug": person.id,
        "public_name": person.name,
        "affiliation": person.affiliation,
        "biography": markdown(&person.biography),
        "links": links,
    })
}

/// An address as RFC 3986 allows it: characters that only browsers accept, such as accented letters
/// or a second `#`, are percent-encoded.
fn uri(link: &str) -> String {
    let mut uri = String::with_capacity(link.len());
    let mut in_fragment = false;
    for letter in link.chars() {
        let is_allowed = letter.is_ascii_alphanumeric() || "-._~:/?@!$&'()*+,;=%".contains(letter);
        if is_allowed || letter == '#' && !std::mem::replace(&mut in_fragment, true) {
            uri.push(letter);
        } else {
            let mut bytes = [0; 4];
            for byte in letter.encode_utf8(&mut bytes).bytes() {
                uri.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    uri
}

fn material(material: &Material) -> Value {
    let mut value = json!({ "url": uri(material.to.as_str()), "title": material.title });
    if material.kind == MaterialKind::Video {
        value["type"] = "media".into();
    }
    value
}
