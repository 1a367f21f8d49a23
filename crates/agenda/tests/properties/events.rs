//! What stands in each event of the calendar, and what becomes of it when the programme changes.

use std::collections::BTreeMap;

use hallway_agenda::calendar::{Occasion, calendar};
use hallway_programme::{Item, Moment, Programme};
use icalendar::{Calendar, CalendarComponent, Component};
use proptest::prelude::*;
use serde_json::Value;

use crate::calendar::unescaped;
use crate::programmes::{everything, programme};

/// An event as one reads it: its properties, and those of each of its alarms.
#[derive(Debug, Default, PartialEq)]
struct Event {
    properties: BTreeMap<String, String>,
    alarms: Vec<BTreeMap<String, String>>,
}

impl Event {
    fn get(&self, name: &str) -> Option<&str> {
        self.properties.get(name).map(String::as_str)
    }
}

/// The calendar of all items, with alarms that many minutes ahead.
fn text_of(programme: &Programme, alarm_minutes: Option<u32>) -> String {
    let agenda = everything(programme);
    let items: Vec<&Item> = programme.items().iter().collect();
    let now = Moment::from_unix_second(1_635_000_000).expect("calendars reach 2021");
    let occasion = Occasion {
        now,
        alarm_minutes,
        site: "https://example.org/programme/",
        agenda: &agenda,
    };
    calendar(programme, &items, occasion)
}

fn properties(component: &impl Component) -> BTreeMap<String, String> {
    let properties = component.properties().iter();
    properties
        .map(|(name, property)| (name.clone(), property.value().to_owned()))
        .collect()
}

fn by_icalendar(text: &str) -> Vec<Event> {
    let calendar: Calendar = text.parse().expect("this is a calendar");
    let events = calendar.iter().filter_map(CalendarComponent::as_event);
    events
        .map(|event| Event {
            properties: properties(event),
            alarms: event.components().iter().map(properties).collect(),
        })
        .collect()
}

fn by_ical(text: &str) -> Vec<Event> {
    let properties = |properties: &[ical::property::Property]| {
        let value = |value: &Option<String>| unescaped(value.as_deref().unwrap_or_default());
        let properties = properties.iter();
        properties
            .map(|property| (property.name.clone(), value(&property.value)))
            .collect()
    };
    let calendar = ical::IcalParser::new(text.as_bytes()).next();
    let calendar = calendar.expect("there is a calendar");
    let events = calendar.expect("this is a calendar").events.into_iter();
    events
        .map(|event| Event {
            properties: properties(&event.properties),
            alarms: event
                .alarms
                .iter()
                .map(|alarm| properties(&alarm.properties))
                .collect(),
        })
        .collect()
}

/// The events, on which both parsers have to agree; names, values and alarms.
fn events(text: &str) -> Result<Vec<Event>, TestCaseError> {
    let (one, other) = (by_icalendar(text), by_ical(text));
    prop_assert_eq!(&one, &other);
    Ok(one)
}

/// The programme with one item's title, room or time changed, and all else as it was.
fn changed(programme: &Programme, at: usize, what: u8) -> Programme {
    let mut json: Value = serde_json::from_str(&programme.to_json()).expect("it is JSON");
    let item = &mut json["items"][at];
    match what {
        0 => item["title"] = "Something else".into(),
        1 if item["room"] == "room-0" => item["room"] = "room-1".into(),
        1 => item["room"] = "room-0".into(),
        // Before all others: what an item is called must not follow from where it stands.
        _ => item["start"] = "2021-10-30T00:00:00+01:00".into(),
    }
    let changed = Programme::from_json(&json.to_string()).expect("this is in order");
    changed.following(programme)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn an_event_says_where_it_is_and_is_announced_as_asked(
        programme in programme(),
        alarm in prop::option::of(prop_oneof![Just(10), 1..600u32]),
    ) {
        let events = events(&text_of(&programme, alarm))?;
        let items: Vec<&Item> = programme.items().iter().filter(|item| item.slot.is_some()).collect();
        prop_assert_eq!(events.len(), items.len());
        for (item, event) in items.iter().zip(&events) {
            let room = item.room.as_ref().and_then(|id| programme.room(id));
            prop_assert_eq!(event.get("LOCATION"), room.map(|room| room.title.as_str()));
            let page = format!("https://example.org/programme/item/{}", item.id);
            prop_assert_eq!(event.get("URL"), Some(page.as_str()));
            let alarms: Vec<_> = alarm.iter().map(|minutes| {
                let properties = [
                    ("ACTION", "DISPLAY".to_owned()),
                    ("TRIGGER", format!("-PT{minutes}M")),
                    ("DESCRIPTION", item.title.clone()),
                ];
                properties.map(|(name, value)| (name.to_owned(), value)).into()
            }).collect();
            prop_assert_eq!(&event.alarms, &alarms);
        }
        // The note of the first item goes with it, and with no other.
        let noted = events.iter().filter(|event| {
            event.get("DESCRIPTION").is_some_and(|text| text.contains("and, maybe, cake\nor two"))
        });
        let first = items.first().filter(|item| item.id == programme.items()[0].id);
        prop_assert_eq!(noted.count(), usize::from(first.is_some()));
    }

    /// RFC 5545, section 3.8.7.4: a higher SEQUENCE of one UID takes the place of the lower.
    #[test]
    fn what_changed_takes_the_place_of_what_was_imported(
        programme in programme().prop_filter("with an item", |programme| !programme.items().is_empty()),
        at in any::<prop::sample::Index>(),
        what in 0..3u8,
    ) {
        let at = at.index(programme.items().len());
        let id = &programme.items()[at].id;
        let newer = changed(&programme, at, what);
        let (before, after) = (events(&text_of(&programme, None))?, events(&text_of(&newer, None))?);
        let sequences = |events: &[Event]| {
            let of = |event: &Event| Some((event.get("UID")?.to_owned(), event.get("SEQUENCE")?.parse::<u64>().ok()?));
            events.iter().filter_map(of).collect::<BTreeMap<_, _>>()
        };
        let (old, new) = (sequences(&before), sequences(&after));
        prop_assert_eq!(old.len(), programme.items().len(), "each has its own UID and a SEQUENCE");
        prop_assert!(old.keys().eq(new.keys()), "{:?} {:?}", old, new);
        let changed = format!("{id}@two-days.hallway");
        if newer.revision() > programme.revision() {
            prop_assert!(new[&changed] > old[&changed]);
        } else {
            // The item starts then already: nothing changed.
            prop_assert_eq!(&newer, &programme);
        }
        prop_assert!(old.iter().all(|(uid, sequence)| new[uid] >= *sequence), "none is ever older than it was");

        // What is published again unchanged is the same calendar.
        let again = Programme::from_json(&programme.to_json()).expect("it is in order").following(&programme);
        prop_assert_eq!(text_of(&again, None), text_of(&programme, None));
    }
}
