//! The items that the attendee removed on this device and that the agenda has forgotten. Other tabs
//! and devices may still have them; this list keeps those copies from bringing them back.

use hallway_programme::ItemId;

use crate::limits::LONGEST_REMOVED;

/// Ids never contain a dot.
const BETWEEN: char = '.';

/// The items that are kept away from this device, the latest last. Stored beside the agenda, not in
/// it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Removed(Vec<ItemId>);

impl Removed {
    /// The items in a text; invalid ids are ignored.
    ///
    /// ```
    /// use hallway_agenda::Removed;
    ///
    /// let removed = Removed::from_text("old-talk.older-talk");
    /// assert_eq!(removed.to_text(), "old-talk.older-talk");
    /// ```
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        let ids = text.split(BETWEEN);
        Self(ids.filter_map(|id| ItemId::new(id).ok()).collect())
    }

    /// The items as a text of at most [`LONGEST_REMOVED`] bytes; if there are too many, the latest
    /// ones.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut length = 0;
        let fits = |item: &&ItemId| {
            length += item.as_str().len() + BETWEEN.len_utf8();
            length <= LONGEST_REMOVED
        };
        let mut items: Vec<_> = self.0.iter().rev().take_while(fits).collect();
        items.reverse();
        let items = items.into_iter().map(ItemId::as_str);
        items.collect::<Vec<_>>().join(&BETWEEN.to_string())
    }

    /// Whether the list is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the item is kept away.
    #[must_use]
    pub fn contains(&self, item: &ItemId) -> bool {
        self.0.contains(item)
    }

    /// Keeps items away from now on.
    pub fn add(&mut self, items: impl IntoIterator<Item = ItemId>) {
        let new: Vec<_> = items.into_iter().collect();
        self.keep(|item| !new.contains(item));
        self.0.extend(new);
    }

    /// Drops all items from the list for which `keeps` returns false.
    pub fn keep(&mut self, keeps: impl Fn(&ItemId) -> bool) {
        self.0.retain(keeps);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_are_remembered() {
        let id = |number: usize| ItemId::new(&format!("{number:0>100}")).expect("it is an id");
        let mut removed = Removed::default();
        removed.add((0..2_000).map(id));
        let text = removed.to_text();
        assert!(text.len() <= LONGEST_REMOVED);
        let kept = Removed::from_text(&text);
        assert!(kept.contains(&id(1_999)) && !kept.contains(&id(0)));
        assert_eq!(kept.to_text(), text);
    }
}
