//! Restores what Hallway's exports write in another form, since other formats have no field for it.

use hallway_programme::{Kind, slug};

use super::Event;

/// The generator that Hallway's exports name.
pub(crate) const GENERATOR: &str = "hallway";

/// Turns a type back into the kind that it stands for. If an item has no type, Hallway's exports
/// write the name of its kind as the type; for a talk they write none.
pub(crate) fn take_back(event: &mut Event) {
    let kinds = Kind::KEYWORDS
        .iter()
        .filter(|(_, kind)| *kind != Kind::Talk);
    let kind = { kinds }.find(|(word, _)| *word == event.session_type);
    event.kind = Some(kind.map_or_else(|| super::kind::kind(event), |(_, kind)| *kind));
    if kind.is_some() {
        event.session_type.clear();
    }
}

/// The id from which a slug was made.
pub(crate) fn id_of(slug: &str, acronym: &str) -> Option<String> {
    let id = slug.strip_prefix(acronym)?.strip_prefix('-')?;
    slug::item(id).map(String::from)
}
