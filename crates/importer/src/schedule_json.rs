//! Reads frab's and pretalx's `schedule.json`: days, which have rooms, which have events.

use hallway_programme::MaterialKind;
use hallway_programme::draft::MaterialDraft;
use serde_json::Value;

use crate::foreign::own;
use crate::foreign::{
    ConferenceFacts, Event, Foreign, Identity, Participant, Unreadable, Until, When,
};
use crate::json::{self, first_text, flag, list, text};
use crate::prose;

/// Reads a schedule.json.
pub(crate) fn read(source: &str) -> Result<Foreign, Unreadable> {
    let whole = json::parse(source)?;
    let schedule = whole.get("schedule").unwrap_or(&whole);
    let Some(conference) = schedule.get("conference") else {
        return Err(Unreadable::new(
            "schedule",
            "there is no \"conference\" in it: check that it is a schedule.json of frab or pretalx",
        ));
    };
    let generator = whole
        .get("generator")
        .and_then(|generator| text(generator, "name"));
    let is_own = generator.as_deref() == Some(own::GENERATOR);
    let mut foreign = Foreign {
        conference: facts(schedule, conference),
        ..Foreign::default()
    };
    for (at, day) in list(conference, "days").iter().enumerate() {
        let Some(rooms) = day.get("rooms").and_then(Value::as_object) else {
            continue;
        };
        for (room, events) in rooms {
            for (number, event) in events.as_array().into_iter().flatten().enumerate() {
                let place = format!("days[{at}].rooms[\"{room}\"][{number}]");
                let mut event = self::event(event, place.clone(), room, day);
                if is_own {
                    take_back(&mut event, text(conference, "acronym"));
                }
                if event.start.is_none() {
                    foreign.repair(&place, "it has no date and time that can be read: it is listed as not yet scheduled");
                }
                foreign.events.push(event);
            }
        }
    }
    Ok(foreign)
}

/// Restores what Hallway's exports write in another form, since this format has no field for it.
fn take_back(event: &mut Event, acronym: Option<String>) {
    own::take_back(event);
    let identity = &mut event.identity;
    if let (Some(slug), Some(acronym)) = (&identity.slug, acronym) {
        identity.guid = own::id_of(slug, &acronym);
    }
    for person in &mut event.people {
        person.identity.guid = person.identity.slug.clone();
    }
}

fn facts(schedule: &Value, conference: &Value) -> ConferenceFacts {
    let day = |field| text(conference, field).and_then(|text| json::day(&text));
    ConferenceFacts {
        id: conference
            .get("meta")
            .and_then(|meta| text(meta, "hallway_id"))
            .or_else(|| text(conference, "acronym")),
        title: text(conference, "title"),
        first_day: day("start"),
        last_day: day("end"),
        tracks: names(conference, "tracks"),
        rooms: names(conference, "rooms"),
        zone: text(conference, "time_zone_name"),
        link: text(conference, "url").or_else(|| text(schedule, "base_url")),
        ..ConferenceFacts::default()
    }
}

fn names(conference: &Value, field: &str) -> Vec<String> {
    let entries = list(conference, field).iter();
    entries.filter_map(|entry| text(entry, "name")).collect()
}

fn event(event: &Value, place: String, room: &str, day: &Value) -> Event {
    let words = |field| text(event, field).unwrap_or_default();
    Event {
        place,
        identity: identity(event),
        title: words("title"),
        subtitle: words("subtitle"),
        session_type: words("type"),
        language: words("language"),
        track: text(event, "track"),
        room: text(event, "room").or_else(|| Some(room.into())),
        start: start(event, day),
        end: text(event, "duration")
            .and_then(|length| json::length(&length))
            .map(Until::After),
        people: list(event, "persons").iter().map(participant).collect(),
        topics: list(event, "tags").iter().filter_map(tag).collect(),
        summary: prose::marked_up(&words("abstract")),
        description: prose::marked_up(&words("description")),
        materials: materials(event),
        do_not_record: flag(event, "do_not_record"),
        source: text(event, "url").filter(|url| !url.starts_with("urn:")),
        ..Event::default()
    }
}

fn identity(value: &Value) -> Identity {
    Identity {
        guid: text(value, "guid"),
        id: first_text(value, &["id", "code"]),
        slug: text(value, "slug"),
    }
}

fn tag(tag: &Value) -> Option<String> {
    match tag {
        Value::String(tag) => Some(tag.clone()),
        tag => first_text(tag, &["tag", "name", "title"]),
    }
}

fn start(event: &Value, day: &Value) -> Option<When> {
    let (own, start) = (text(event, "date"), text(event, "start"));
    let whole = own.as_deref();
    let whole = whole.and_then(|own| json::own_time(own, start.as_deref()));
    if whole.is_some() {
        return whole;
    }
    let date = own.or_else(|| text(day, "date"))?;
    let clock = json::clock(&start?)?;
    Some(When::Clocks(json::day(&date)?.to_datetime(clock)))
}

fn participant(person: &Value) -> Participant {
    let named = ["public_name", "full_public_name", "name", "full_name"];
    Participant {
        identity: identity(person),
        name: first_text(person, &named)
            .or_else(|| person.as_str().map(str::to_owned))
            .unwrap_or_default(),
        affiliation: first_text(person, &["affiliation", "organization"]),
        links: list(person, "links")
            .iter()
            .filter_map(|link| first_text(link, &["url", "href"]))
            .chain(text(person, "url"))
            .collect(),
        biography: prose::marked_up(
            &first_text(person, &["biography", "description", "abstract"]).unwrap_or_default(),
        ),
    }
}

fn materials(event: &Value) -> Vec<MaterialDraft> {
    let mut materials = Vec::new();
    for (field, kind) in [
        ("links", MaterialKind::Link),
        ("attachments", MaterialKind::Attachment),
    ] {
        for entry in list(event, field) {
            let kind = match text(entry, "type").as_deref() {
                Some("video" | "recording" | "media") => MaterialKind::Video,
                _ => kind,
            };
            materials.push(MaterialDraft {
                kind,
                title: first_text(entry, &["title", "name"]).unwrap_or_default(),
                to: first_text(entry, &["url", "href"]).unwrap_or_default(),
            });
        }
    }
    for to in [
        text(event, "video_download_url"),
        text(event, "recording_url"),
    ]
    .into_iter()
    .flatten()
    {
        materials.push(MaterialDraft {
            kind: MaterialKind::Video,
            title: String::new(),
            to,
        });
    }
    materials
}
