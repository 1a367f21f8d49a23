//! Describes items as events of schema.org (<https://schema.org/Event>).

use hallway_app::head;
use hallway_app::route::View;
use hallway_programme::{Item, Kind, Location, Person, Room, Status};
use serde_json::{Map, Value, json};

use super::Published;

impl Published<'_> {
    /// An item as an event; `None` for breaks, and for items without a time or a room, since search
    /// engines do not show those.
    pub(super) fn event(&self, item: &Item) -> Option<Value> {
        let slot = item.slot.filter(|_| item.kind != Kind::Break)?;
        let room = item.room.as_ref().and_then(|id| self.programme.room(id))?;
        let people = item
            .people
            .iter()
            .filter_map(|id| self.programme.person(id));
        let view = View::Item(item.id.clone());
        let status = match item.status {
            Status::Cancelled => "EventCancelled",
            Status::Planned | Status::Changed => "EventScheduled",
        };
        let performers: Vec<Value> = people.map(|person| self.person(person)).collect();
        let fields = [
            ("@context", json!("https://schema.org")),
            ("@type", json!("Event")),
            ("name", json!(item.title)),
            ("url", json!(self.page(&view))),
            ("image", json!(self.picture(&view))),
            ("startDate", json!(slot.start.to_string())),
            (
                "endDate",
                json!(slot.end.latest().map(|end| end.to_string())),
            ),
            ("eventStatus", json!(format!("https://schema.org/{status}"))),
            (
                "description",
                json!(head::description(self.programme, &view)),
            ),
            ("inLanguage", json!(item.language)),
            ("location", room_as_place(room)),
            ("performer", json!(performers)),
            ("superEvent", self.conference()),
        ];
        Some(without_empty(fields))
    }

    fn person(&self, person: &Person) -> Value {
        let affiliation = person.affiliation.as_ref();
        without_empty([
            ("@type", json!("Person")),
            ("name", json!(person.name)),
            ("url", json!(self.page(&View::Person(person.id.clone())))),
            (
                "affiliation",
                json!(affiliation.map(|name| json!({ "@type": "Organization", "name": name }))),
            ),
        ])
    }

    fn conference(&self) -> Value {
        let conference = self.programme.conference();
        json!({
            "@type": "Event",
            "name": conference.title,
            "url": conference.link.as_ref().map_or(self.address, |link| link.as_str()),
            "startDate": conference.first_day.to_string(),
            "endDate": conference.last_day.to_string(),
            "location": self.venue(),
        })
    }

    /// The conference's location: the buildings of its rooms. If no building is known, the page
    /// about the rooms, since search engines drop events without a location.
    fn venue(&self) -> Value {
        let mut buildings: Vec<(&str, Option<Location>)> = Vec::new();
        for room in self.programme.rooms() {
            let known = buildings
                .iter_mut()
                .find(|(building, _)| *building == room.building);
            match known {
                Some((_, location)) => *location = location.or(room.location),
                None if room.building.is_empty() => {}
                None => buildings.push((&room.building, room.location)),
            }
        }
        if buildings.is_empty() {
            let title = head::title(self.programme, &View::Venue);
            return place(&title, None, Some(self.page(&View::Venue)));
        }
        let places = buildings
            .into_iter()
            .map(|(building, location)| place(building, location, None));
        let mut places: Vec<Value> = places.collect();
        if places.len() == 1 {
            places.swap_remove(0)
        } else {
            json!(places)
        }
    }
}

fn room_as_place(room: &Room) -> Value {
    let name = if room.building.is_empty() {
        room.title.clone()
    } else {
        format!("{}, {}", room.title, room.building)
    };
    place(&name, room.location, None)
}

/// A place. Its name is also its address, since a programme has no other.
fn place(name: &str, location: Option<Location>, page: Option<String>) -> Value {
    let location = location.map(|location| location.to_string());
    let coordinates = location
        .as_deref()
        .and_then(|location| location.split_once(','));
    let coordinates = coordinates.map(|(latitude, longitude)| {
        json!({ "@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude })
    });
    without_empty([
        ("@type", json!("Place")),
        ("name", json!(name)),
        ("address", json!(name)),
        ("url", json!(page)),
        ("geo", json!(coordinates)),
    ])
}

/// An object with the fields that are not empty.
fn without_empty<const N: usize>(fields: [(&str, Value); N]) -> Value {
    let says =
        |value: &Value| !matches!(value, Value::Null) && *value != json!("") && *value != json!([]);
    let fields = fields.into_iter().filter(|(_, value)| says(value));
    let object: Map<String, Value> = fields.map(|(name, value)| (name.into(), value)).collect();
    Value::Object(object)
}

/// The element with the event in a page: a data block, which no script policy forbids, and which no
/// text of a programme can close.
pub(super) fn element(event: &Value) -> String {
    let event = event.to_string().replace('<', "\\u003c");
    format!("<script type=\"application/ld+json\">{event}</script>\n")
}
