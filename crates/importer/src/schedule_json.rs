//! Reads frab's and pretalx's `schedule.json`: days, which have rooms, which have events.

use hallway_programme::draft::MaterialDraft;
use hallway_programme::{MaterialKind, Status};
use serde_json::Value;

use crate::foreign::{
    ConferenceFacts, Event, Foreign, Identity, Participant, Unreadable, own, status,
};
use crate::json::{self, first_text, flag, list, text};
use crate::producer::Producer;
use crate::prose;
use crate::schedule_rooms;
use crate::schedule_times::{ListedDay, Times};

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
    let producer = producer(&whole, conference);
    let mut foreign = Foreign {
        conference: facts(schedule, conference),
        ..Foreign::default()
    };
    let day_change = text(conference, "day_change");
    let mut times = Times::default();
    for (at, day) in list(conference, "days").iter().enumerate() {
        let Some(rooms) = day.get("rooms").and_then(Value::as_object) else {
            continue;
        };
        let [date, start, end] = ["date", "day_start", "day_end"].map(|field| text(day, field));
        let listed = ListedDay::new(
            date.as_deref(),
            day_change.as_deref(),
            start.as_deref(),
            end.as_deref(),
        );
        for (room, events) in rooms {
            for (number, value) in events.as_array().into_iter().flatten().enumerate() {
                let place = format!("days[{at}].rooms[\"{room}\"][{number}]");
                let mut event = event(value, place, Some(room), producer);
                times.read(
                    &mut event,
                    foreign.events.len(),
                    stated(value),
                    listed,
                    producer,
                );
                foreign.events.push(event);
            }
        }
    }
    times.finish(&mut foreign, producer);
    if producer == Producer::Hallway {
        take_back(&mut foreign, conference);
    }
    Ok(foreign)
}

/// Date, start, length and end of an event, as it states them.
fn stated(event: &Value) -> [Option<String>; 4] {
    ["date", "start", "duration", "end"].map(|field| text(event, field))
}

/// The tool that wrote the file: by its generator, or by the addresses and the fields of pretalx,
/// whose older versions name none.
fn producer(whole: &Value, conference: &Value) -> Producer {
    let generator = whole.get("generator").and_then(|it| text(it, "name"));
    let is_pretalx =
        |event: &Value| text(event, "url").is_some_and(|url| Producer::is_pretalx(&url));
    let mut events = list(conference, "days")
        .iter()
        .filter_map(|day| day.get("rooms")?.as_object())
        .flat_map(|rooms| rooms.values())
        .filter_map(Value::as_array)
        .flatten();
    match Producer::named(generator.as_deref()) {
        Producer::Unknown if events.any(is_pretalx) => Producer::Pretalx,
        producer => producer,
    }
}

/// Restores what Hallway's exports write in another form, since this format has no field for it:
/// ids, topics, and items without a time.
fn take_back(foreign: &mut Foreign, conference: &Value) {
    let extra = conference.get("meta").and_then(|meta| meta.get("hallway"));
    let unscheduled = extra
        .map(|extra| list(extra, "unscheduled"))
        .unwrap_or_default();
    for (at, value) in unscheduled.iter().enumerate() {
        let place = format!("meta.hallway.unscheduled[{at}]");
        foreign
            .events
            .push(event(value, place, None, Producer::Hallway));
    }
    let acronym = text(conference, "acronym");
    for event in &mut foreign.events {
        own::take_back(event);
        let identity = &mut event.identity;
        if let (Some(slug), Some(acronym)) = (&identity.slug, &acronym) {
            identity.guid = own::id_of(slug, acronym);
        }
        for person in &mut event.people {
            person.identity.guid = person.identity.slug.clone();
        }
    }
    if let Some(extra) = extra {
        own::add(foreign, extra);
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

fn event(event: &Value, place: String, room: Option<&str>, producer: Producer) -> Event {
    let words = |field| text(event, field).unwrap_or_default();
    let prose = |field| prose::written_in(producer.markup(), &words(field));
    let people = list(event, "persons").iter();
    Event {
        place,
        identity: identity(event),
        title: words("title"),
        subtitle: words("subtitle"),
        session_type: words("type"),
        status: status(event),
        language: words("language"),
        track: text(event, "track"),
        room: schedule_rooms::room(text(event, "room"), room, None),
        people: people.map(|person| participant(person, producer)).collect(),
        topics: list(event, "tags").iter().filter_map(tag).collect(),
        summary: prose("abstract"),
        description: prose("description"),
        materials: materials(event),
        do_not_record: flag(event, "do_not_record"),
        source: text(event, "url").filter(|url| !url.starts_with("urn:")),
        ..Event::default()
    }
}

fn status(event: &Value) -> Status {
    if ["cancelled", "canceled", "is_cancelled", "is_canceled"]
        .iter()
        .any(|field| flag(event, field))
    {
        return Status::Cancelled;
    }
    let said = first_text(event, &["status", "state"]);
    said.and_then(|said| status::of_word(&said))
        .unwrap_or_default()
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

fn participant(person: &Value, producer: Producer) -> Participant {
    let named = ["public_name", "full_public_name", "name", "full_name"];
    Participant {
        identity: Identity {
            id: first_text(person, &["id"])
                .filter(|id| schedule_rooms::identifies(id))
                .or_else(|| text(person, "code")),
            ..identity(person)
        },
        name: first_text(person, &named)
            .or_else(|| person.as_str().map(str::to_owned))
            .unwrap_or_default(),
        affiliation: first_text(person, &["affiliation", "organization"]),
        links: list(person, "links")
            .iter()
            .filter_map(|link| {
                let text = link.as_str().map(str::to_owned);
                first_text(link, &["url", "href", "title"]).or(text)
            })
            .chain(text(person, "url"))
            .collect(),
        biography: prose::written_in(
            producer.markup(),
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
            let title = first_text(entry, &["title", "name"]);
            // Some write the address as the title, or as the whole entry.
            let (title, to) = match first_text(entry, &["url", "href"]) {
                Some(to) => (title, Some(to)),
                None => (None, title.or_else(|| entry.as_str().map(str::to_owned))),
            };
            materials.push(MaterialDraft {
                kind,
                title: title.unwrap_or_default(),
                to: to.unwrap_or_default(),
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
