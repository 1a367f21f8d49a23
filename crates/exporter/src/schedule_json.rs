//! Writes schedule.json by the C3VOC's schema.
//!
//! Left out: topics and notes, and everything about tracks and rooms but their titles. An end that
//! is only the latest possible end is written as the end. A title says if an item is changed or
//! cancelled, as FOSDEM's titles do.

use hallway_programme::{Item, Material, MaterialKind, Person, Programme, Slot};
use serde_json::{Map, Value, json};

use crate::markdown::markdown;
use crate::names::{self, Names};
use crate::times::{self, Entry, ScheduleDay};

/// The programme as schedule.json.
pub(crate) fn write(programme: &Programme, site: Option<&str>) -> String {
    let items = times::timed(programme);
    let names = names::of_items(programme, &items);
    let days = times::days(programme, &items);
    let event =
        |(at, item, slot): &Entry<'_>| self::event(programme, site, item, *slot, &names[*at]);
    let days: Vec<Value> = days
        .iter()
        .enumerate()
        .map(|(at, day)| self::day(at, day, event))
        .collect();
    let mut schedule = json!({
        "version": programme.revision().to_string(),
        "conference": conference(programme, days),
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

fn conference(programme: &Programme, days: Vec<Value>) -> Value {
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
        "end": conference.last_day.to_string(),
        "daysCount": days.len(),
        "timeslot_duration": "00:05",
        "time_zone_name": conference.zone,
        "tracks": tracks,
        "rooms": rooms,
        "meta": { "hallway_id": conference.id },
        "days": days,
    });
    if let Some(link) = &conference.link {
        value["url"] = uri(link.as_str()).into();
    }
    value
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

fn event(
    programme: &Programme,
    site: Option<&str>,
    item: &Item,
    slot: Slot,
    names: &Names,
) -> Value {
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
        "date": slot.start.to_string(),
        "start": slot.start.clock(),
        "duration": times::duration(slot),
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
