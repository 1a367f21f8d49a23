//! What Hallway's own exports say in the words of other formats, taken back.

use hallway_programme::{Kind, slug};

use super::Event;

/// The name by which Hallway's exports say who wrote them.
pub(crate) const GENERATOR: &str = "hallway";

/// Makes of a type that stands for a kind that kind: it does where the conference has no word of its own.
/// A talk has none then.
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

/// The id that a slug was made of.
pub(crate) fn id_of(slug: &str, acronym: &str) -> Option<String> {
    let id = slug.strip_prefix(acronym)?.strip_prefix('-')?;
    slug::item(id).map(String::from)
}
