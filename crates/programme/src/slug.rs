//! Converts items' ids to slugs, which are the readable names in the C3VOC's formats, and back.

use crate::ItemId;

/// Appended to an id that is too short for a slug, that ends in `-` or `_`, or that already ends in
/// `-item`.
const FILLING: &str = "-item";

/// The shortest slug, in bytes.
const SHORTEST: usize = 4;

/// The id as a slug: at least four lower-case letters, digits, `-` and `_`, and never `-` or `_` at
/// the end. A capital letter becomes `_` and the small letter, and `_` becomes `__`, so different
/// ids have different slugs.
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

/// The id from which [`of_item`] made the slug; `None` if it did not make it.
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
