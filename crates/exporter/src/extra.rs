//! What the C3VOC's formats have no field for, as an object of Hallway's own. The importer takes it
//! back from `conference.meta.hallway` of a schedule.json, and from the processing instruction
//! `hallway` behind a schedule.xml; other readers skip both.

use hallway_programme::{Item, Programme};
use serde_json::{Map, Value, json};

use crate::names;
use crate::times::ScheduleDay;

/// The conference's id, its last day if the schedule ends with the night before it, its zone, the
/// ids of people by their guids, and the titles of topics by the ids of items.
pub(crate) fn extra(programme: &Programme, days: &[ScheduleDay<'_>]) -> Value {
    let conference = programme.conference();
    let mut extra = json!({ "conference": conference.id, "zone": conference.zone });
    if crate::times::last_day(programme, days) != conference.last_day {
        extra["last_day"] = conference.last_day.to_string().into();
    }
    let people = programme.people().iter();
    let people: Map<_, _> = people
        .map(|person| {
            let (_, guid) = names::of_person(programme, &person.id);
            (guid.to_string(), json!(person.id))
        })
        .collect();
    let items = programme.items().iter();
    let topics: Map<_, _> = items
        .filter(|item| !item.topics.is_empty())
        .map(|item| (item.id.to_string(), titles(programme, item).into()))
        .collect();
    for (name, part) in [("people", people), ("topics", topics)] {
        if !part.is_empty() {
            extra[name] = part.into();
        }
    }
    extra
}

fn titles(programme: &Programme, item: &Item) -> Vec<String> {
    let topics = item.topics.iter().filter_map(|id| programme.topic(id));
    topics.map(|topic| topic.title.clone()).collect()
}
