//! Items' ids as slugs: the readable names of the C3VOC's formats, made so that the id comes back.

use crate::ItemId;

/// What stands behind what is too short for a slug, ends as no slug may, or ends in this itself.
const FILLING: &str = "-item";

/// The shortest slug, in bytes.
const SHORTEST: usize = 4;

/// The id as a slug: lower-case letters, digits, `-` and `_`, four or more, and none of the signs
/// last. A capital is `_` and its small letter, and `_` is `__`, so no two ids have the same.
#[must_use]
pub fn of_item(id: &ItemId) -> String {
    let mut slug = String::new();
    for letter in id.as_str().chars() {
        if letter == '_' || letter.is_ascii_uppercase() {
            slug.push('_');
        }
        slug.push(letter.to_ascii_lowercase());
    }
    if slug.len() < SHORTEST || slug.ends_with(['-', '_']) || slug.ends_with(FILLING) {
        slug.push_str(FILLING);
    }
    slug
}

/// The id of which [`of_item`] made the slug; none if it made it of none.
#[must_use]
pub fn item(slug: &str) -> Option<ItemId> {
    let mut id = String::new();
    let mut letters = slug.strip_suffix(FILLING).unwrap_or(slug).chars();
    while let Some(letter) = letters.next() {
        id.push(match letter {
            '_' => match letters.next()? {
                '_' => '_',
                small if small.is_ascii_lowercase() => small.to_ascii_uppercase(),
                _ => return None,
            },
            letter => letter,
        });
    }
    ItemId::new(&id).ok()
}
