//! The calendar, as two parsers that know nothing of each other read it.

use hallway_agenda::SharedSchedule;
use hallway_agenda::calendar::{Occasion, calendar, strip_controls, utc};
use hallway_programme::{Item, Moment, Status};
use ical::parser::Component as _;
use icalendar::{Calendar, CalendarComponent, Component};
use proptest::prelude::*;

use crate::programmes::{everything, programme};

/// What both parsers should find of each item.
fn expected(item: &Item) -> Option<Vec<String>> {
    let slot = item.slot?;
    let end = slot.end.latest().map(utc).unwrap_or_default();
    let status = match item.status {
        Status::Cancelled => "CANCELLED",
        Status::Planned | Status::Changed => "CONFIRMED",
    };
    Some(vec![
        format!("{}@two-days.hallway", item.id),
        "7".into(),
        utc(slot.start),
        end,
        item.title.clone(),
        status.into(),
    ])
}

const PROPERTIES: [&str; 6] = ["UID", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "STATUS"];

/// RFC 5545, section 3.3.11.
pub fn unescaped(text: &str) -> String {
    let mut plain = String::new();
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        match (c, c == '\\') {
            (_, true) => match characters.next() {
                Some('n' | 'N') => plain.push('\n'),
                Some(escaped) => plain.push(escaped),
                None => plain.push('\\'),
            },
            (c, false) => plain.push(c),
        }
    }
    plain
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn two_parsers_read_the_same_events(programme in programme(), alarm in prop::option::of(1..60u32)) {
        let agenda = everything(&programme);
        let items: Vec<&Item> = programme.items().iter().collect();
        let now = Moment::from_unix_second(1_635_000_000).expect("calendars reach 2021");
        let occasion = Occasion {
            now,
            alarm_minutes: alarm,
            site: "https://example.org/programme/",
            agenda: &agenda,
        };
        let text = calendar(&programme, &items, occasion);
        for line in text.split("\r\n") {
            prop_assert!(line.len() <= 75, "{line}");
            prop_assert!(!line.contains(['\r', '\n']), "{line:?}");
        }
        let expected: Vec<_> = items.iter().filter_map(|item| expected(item)).collect();

        let one: Calendar = text.parse().map_err(TestCaseError::fail)?;
        let events = one.components.iter().filter_map(CalendarComponent::as_event);
        let read: Vec<Vec<String>> = events
            .map(|event| PROPERTIES.map(|name| event.property_value(name).unwrap_or_default().to_owned()).into())
            .collect();
        prop_assert_eq!(&read, &expected);

        let mut other = ical::IcalParser::new(text.as_bytes());
        let other = other.next().expect("there is a calendar").map_err(|error| TestCaseError::fail(error.to_string()))?;
        let read: Vec<Vec<String>> = other.events.iter()
            .map(|event| PROPERTIES.map(|name| {
                let value = event.get_property(name).and_then(|property| property.value.clone());
                unescaped(&value.unwrap_or_default())
            }).into())
            .collect();
        prop_assert_eq!(&read, &expected);
        for event in &other.events {
            prop_assert_eq!(event.alarms.len(), usize::from(alarm.is_some()));
        }
        // Again, and it is the same: importing it twice doubles nothing.
        prop_assert_eq!(calendar(&programme, &items, occasion), text);
    }

    #[test]
    fn a_shared_schedule_comes_back_as_it_was(programme in programme(), name in ".{0,30}") {
        let agenda = everything(&programme);
        let shared = SharedSchedule::of(&agenda, &name);
        let fragment = shared.to_fragment();
        prop_assert!(fragment.bytes().all(|b| b.is_ascii_graphic() && b != b'#'), "{fragment}");
        prop_assert_eq!(SharedSchedule::from_fragment(&fragment), Some(shared));
    }

    #[test]
    fn no_fragment_makes_reading_panic(text in ".{0,200}") {
        if let Some(shared) = SharedSchedule::from_fragment(&text) {
            prop_assert_eq!(SharedSchedule::from_fragment(&shared.to_fragment()), Some(shared));
        }
    }
}

#[test]
fn what_no_calendar_holds_parts_words_or_goes() {
    assert_eq!(strip_controls("if\tx\r\nstop\u{7}"), "if x\nstop");
}
