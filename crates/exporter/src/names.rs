//! Identifiers in the C3VOC's formats: numbers, UUIDs and slugs, made from Hallway's ids so that
//! the same id always gives the same identifier.

use std::collections::BTreeSet;

use hallway_programme::{Item, Kind, PersonId, Programme, Status, slug};
use uuid::Uuid;

/// The programme's short name: at least four lower-case letters, digits and underscores.
pub(crate) fn acronym(programme: &Programme) -> String {
    let id = programme.conference().id.as_str().to_lowercase();
    let mut acronym = id.replace('-', "_");
    while acronym.len() < 4 {
        acronym.push('_');
    }
    acronym
}

/// The identifiers of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Names {
    pub number: u32,
    pub guid: Uuid,
    pub slug: String,
}

/// The identifiers of all items that have a time, in order; all are different.
pub(crate) fn of_items<'p>(programme: &'p Programme, items: &[&'p Item]) -> Vec<Names> {
    let mut numbers: BTreeSet<u32> = items
        .iter()
        .filter_map(|item| own_number(item.id.as_str()))
        .collect();
    let acronym = acronym(programme);
    let mut names = Vec::with_capacity(items.len());
    for item in items {
        let guid = guid(programme, "item", item.id.as_str());
        let number =
            own_number(item.id.as_str()).unwrap_or_else(|| free(number_of(guid), &mut numbers));
        names.push(Names {
            number,
            guid,
            slug: format!("{acronym}-{}", slug::of_item(&item.id)),
        });
    }
    names
}

/// The number and the UUID of a person.
pub(crate) fn of_person(programme: &Programme, id: &PersonId) -> (u32, Uuid) {
    let guid = guid(programme, "person", id.as_str());
    (
        own_number(id.as_str()).unwrap_or_else(|| number_of(guid)),
        guid,
    )
}

/// The id itself if it is a UUID, otherwise a name-based UUID (RFC 9562, section 5.5) made from
/// conference and id.
pub(crate) fn guid(programme: &Programme, what: &str, id: &str) -> Uuid {
    match Uuid::try_parse(id) {
        // The importer would read a UUID in another notation as another id.
        Ok(guid) if guid.hyphenated().to_string() == id => guid,
        _ => {
            let name = format!("hallway:{}:{what}:{id}", programme.conference().id);
            Uuid::new_v5(&Uuid::NAMESPACE_URL, name.as_bytes())
        }
    }
}

fn own_number(id: &str) -> Option<u32> {
    let number: u32 = id.parse().ok()?;
    (number > 0 && number.to_string() == id).then_some(number)
}

/// Thirty bits of a UUID, not zero: readers store the number as a signed 32-bit integer.
fn number_of(guid: Uuid) -> u32 {
    let (high, ..) = guid.as_fields();
    (high >> 2).max(1)
}

fn free(wanted: u32, taken: &mut BTreeSet<u32>) -> u32 {
    let mut number = wanted;
    while !taken.insert(number) {
        number = number % (u32::MAX >> 1) + 1;
    }
    number
}

/// The title, with a mark if the item is changed or cancelled: these formats have no field for
/// that.
pub(crate) fn title(item: &Item) -> String {
    match item.status {
        Status::Planned => item.title.clone(),
        Status::Changed => format!("AMENDMENT: {}", item.title),
        Status::Cancelled => format!("CANCELLED: {}", item.title),
    }
}

/// The conference's own type of the item, or else Hallway's name for its kind; empty for a talk without
/// a type.
pub(crate) fn session_type(item: &Item) -> &str {
    if !item.session_type.is_empty() || item.kind == Kind::Talk {
        return &item.session_type;
    }
    let word = Kind::KEYWORDS.iter().find(|(_, kind)| *kind == item.kind);
    word.map_or("", |(word, _)| word)
}

/// The address of an item's page: its own page, or its page on the site.
pub(crate) fn page(item: &Item, site: Option<&str>) -> Option<String> {
    let own = item.source.as_ref().map(|link| link.as_str().to_owned());
    own.or_else(|| site.map(|site| format!("{site}item/{}", item.id)))
}

/// The title in place of a room for items without one. The importer reads it as no room.
pub(crate) const NO_ROOM: &str = "-";

/// The room's title.
pub(crate) fn room<'p>(programme: &'p Programme, item: &Item) -> &'p str {
    let room = item.room.as_ref().and_then(|id| programme.room(id));
    room.map_or(NO_ROOM, |room| room.title.as_str())
}

/// The track's title; empty if there is none.
pub(crate) fn track<'p>(programme: &'p Programme, item: &Item) -> &'p str {
    let track = item.track.as_ref().and_then(|id| programme.track(id));
    track.map_or("", |track| track.title.as_str())
}
