//! Reads Sessionize's view of all data: `https://sessionize.com/api/v2/<id>/view/All`.

use std::collections::{HashMap, HashSet};

use hallway_programme::draft::MaterialDraft;
use hallway_programme::{Kind, MaterialKind, Status};
use serde_json::Value;

use crate::foreign::{ConferenceFacts, Event, Foreign, Identity, Participant, Unreadable, Until};
use crate::json::{self, first_text, flag, list, text};
use crate::prose;

/// Reads the view. Organisers choose the titles of categories, so this recognises a category's
/// meaning by its title.
pub(crate) fn read(source: &str) -> Result<Foreign, Unreadable> {
    let whole = json::parse(source)?;
    if whole.get("sessions").is_none() {
        return Err(Unreadable::new(
            "sessions",
            "this is missing: download the API endpoint's view \"All\" as JSON",
        ));
    }
    let names = Names {
        people: by_id(list(&whole, "speakers"), participant),
        rooms: by_id(list(&whole, "rooms"), |room| {
            text(room, "name").unwrap_or_default()
        }),
        categories: categories(&whole),
    };
    let sessions = list(&whole, "sessions").iter().enumerate();
    Ok(Foreign {
        conference: ConferenceFacts {
            title: first_text(&whole, &["name", "title", "eventName"]),
            zone: first_text(&whole, &["timezone", "timeZone"]),
            rooms: rooms(&whole),
            ..ConferenceFacts::default()
        },
        events: sessions
            .map(|(at, session)| event(at, session, &names))
            .collect(),
        ..Foreign::default()
    })
}

/// The names of the rooms that sessions are in, in the order that the organisers gave them.
fn rooms(whole: &Value) -> Vec<String> {
    let sessions = list(whole, "sessions").iter();
    let used: HashSet<_> = sessions
        .filter_map(|session| text(session, "roomId"))
        .collect();
    let is_used = |room: &&Value| text(room, "id").is_some_and(|id| used.contains(&id));
    let mut rooms: Vec<_> = list(whole, "rooms").iter().filter(is_used).collect();
    rooms.sort_by_key(|room| room.get("sort").and_then(Value::as_i64));
    rooms.iter().filter_map(|room| text(room, "name")).collect()
}

/// What sessions refer to, by id.
struct Names {
    people: HashMap<String, Participant>,
    rooms: HashMap<String, String>,
    /// The titles of the category and the item.
    categories: HashMap<String, (String, String)>,
}

fn by_id<T>(values: &[Value], read: impl Fn(&Value) -> T) -> HashMap<String, T> {
    values
        .iter()
        .filter_map(|value| Some((text(value, "id")?, read(value))))
        .collect()
}

fn categories(whole: &Value) -> HashMap<String, (String, String)> {
    let mut names = HashMap::new();
    for category in list(whole, "categories") {
        let title = text(category, "title").unwrap_or_default();
        for item in list(category, "items") {
            if let (Some(id), Some(name)) = (text(item, "id"), text(item, "name")) {
                names.insert(id, (title.clone(), name));
            }
        }
    }
    names
}

fn participant(speaker: &Value) -> Participant {
    let name = text(speaker, "fullName").or_else(|| {
        let parts = [text(speaker, "firstName"), text(speaker, "lastName")];
        Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
    });
    Participant {
        identity: Identity {
            guid: text(speaker, "id"),
            ..Identity::default()
        },
        name: name.unwrap_or_default(),
        affiliation: text(speaker, "tagLine"),
        links: list(speaker, "links")
            .iter()
            .filter_map(|link| text(link, "url"))
            .collect(),
        biography: prose::marked_up(&text(speaker, "bio").unwrap_or_default()),
    }
}

fn event(at: usize, session: &Value, names: &Names) -> Event {
    let speakers = list(session, "speakers")
        .iter()
        .filter_map(|speaker| match speaker {
            Value::String(id) => names.people.get(id).cloned(),
            speaker => names.people.get(&text(speaker, "id")?).cloned(),
        });
    let mut event = Event {
        place: format!("sessions[{at}]"),
        identity: Identity {
            id: text(session, "id"),
            ..Identity::default()
        },
        title: text(session, "title").unwrap_or_default(),
        kind: is_break(session).then_some(Kind::Break),
        status: match text(session, "status").as_deref() {
            Some("Canceled" | "Cancelled" | "Declined") => Status::Cancelled,
            _ => Status::Planned,
        },
        room: text(session, "roomId")
            .and_then(|id| names.rooms.get(&id).cloned())
            .or_else(|| text(session, "room")),
        start: text(session, "startsAt").and_then(|time| json::when(&time)),
        end: text(session, "endsAt")
            .and_then(|time| json::when(&time))
            .map(Until::At),
        people: speakers.collect(),
        description: prose::marked_up(&text(session, "description").unwrap_or_default()),
        materials: videos(session),
        ..Event::default()
    };
    for item in list(session, "categoryItems") {
        let id = text(&serde_json::json!({ "id": item }), "id");
        if let Some((category, name)) = id.and_then(|id| names.categories.get(&id)) {
            sort_in(&mut event, category, name);
        }
    }
    event
}

/// Whether a session is a break. Sessionize calls a session that the organisers add themselves a
/// service session; one that has a speaker, such as an opening keynote, is not a break.
fn is_break(session: &Value) -> bool {
    flag(session, "isServiceSession") && list(session, "speakers").is_empty()
}

/// Adds an item of a category to a session; the category's title says what the item means.
fn sort_in(event: &mut Event, category: &str, name: &str) {
    let category = category.to_lowercase();
    let is = |word: &str| category.contains(word);
    if is("track") && event.track.is_none() {
        event.track = Some(name.into());
    } else if is("language") && event.language.is_empty() {
        event.language = name.into();
    } else if (is("format") || is("type")) && event.session_type.is_empty() {
        event.session_type = name.into();
    } else {
        event.topics.push(name.into());
    }
}

fn videos(session: &Value) -> Vec<MaterialDraft> {
    ["liveUrl", "recordingUrl"]
        .into_iter()
        .filter_map(|field| text(session, field))
        .map(|to| MaterialDraft {
            kind: MaterialKind::Video,
            title: String::new(),
            to,
        })
        .collect()
}
