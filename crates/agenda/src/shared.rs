//! A schedule that is shared with someone else: a name and the starred items, in a text that fits
//! in an address or a QR code. Notes, ratings and plans are private and left out.

use std::collections::BTreeSet;

use form_urlencoded::{Serializer, parse};
use hallway_programme::ItemId;

use crate::Agenda;
use crate::limits::{LONGEST_FRAGMENT, LONGEST_NAME, MOST_SHARED};

/// Ids never contain a dot, and a dot needs no escape in an address.
const BETWEEN: char = '.';

/// A schedule that someone shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedSchedule {
    /// The name that they chose; may be empty.
    pub name: String,
    /// The ids of their starred items, without duplicates.
    pub items: Vec<ItemId>,
}

impl SharedSchedule {
    /// The starred items of an agenda, with a name.
    #[must_use]
    pub fn of(agenda: &Agenda, name: &str) -> Self {
        Self {
            name: cut(name),
            items: that_fit(agenda.starred()),
        }
    }

    /// The schedule as the fragment of an address, without `#`.
    ///
    /// ```
    /// use hallway_agenda::SharedSchedule;
    /// use hallway_programme::ItemId;
    ///
    /// let items = vec![ItemId::new("keynote")?, ItemId::new("mount-v2")?];
    /// let schedule = SharedSchedule { name: "Ada L.".into(), items };
    /// assert_eq!(schedule.to_fragment(), "name=Ada+L.&items=keynote.mount-v2");
    /// assert_eq!(SharedSchedule::from_fragment(&schedule.to_fragment()), Some(schedule));
    /// # Ok::<(), hallway_programme::id::InvalidId>(())
    /// ```
    #[must_use]
    pub fn to_fragment(&self) -> String {
        let mut items = String::new();
        for item in &self.items {
            if !items.is_empty() {
                items.push(BETWEEN);
            }
            items.push_str(item.as_str());
        }
        let mut fragment = Serializer::new(String::new());
        if !self.name.is_empty() {
            fragment.append_pair("name", &self.name);
        }
        fragment.append_pair("items", &items).finish()
    }

    /// The schedule in a fragment; `None` if there is none, if any id is invalid, or if it is
    /// beyond the limits ([`LONGEST_FRAGMENT`], [`MOST_SHARED`]).
    #[must_use]
    pub fn from_fragment(fragment: &str) -> Option<Self> {
        if fragment.len() > LONGEST_FRAGMENT {
            return None;
        }
        let (mut name, mut items) = (String::new(), None);
        for (key, value) in parse(fragment.as_bytes()) {
            match &*key {
                "name" => name = cut(&value),
                "items" => items = Some(read_items(&value)?),
                _ => {}
            }
        }
        items.map(|items| Self { name, items })
    }

    /// The same schedule with at most `most` of the items that the programme does not know; returns
    /// also how many were left out.
    #[must_use]
    pub fn with_unknown_up_to(
        &self,
        most: usize,
        is_known: impl Fn(&ItemId) -> bool,
    ) -> (Self, usize) {
        let (mut unknown, mut items) = (0, Vec::new());
        for item in &self.items {
            unknown += usize::from(!is_known(item));
            if is_known(item) || unknown <= most {
                items.push(item.clone());
            }
        }
        let name = self.name.clone();
        (Self { name, items }, unknown.saturating_sub(most))
    }
}

/// As many items as fit in a link beside the longest name.
fn that_fit<'a>(items: impl Iterator<Item = &'a ItemId>) -> Vec<ItemId> {
    // A character has at most four bytes, and each may become three bytes by escaping.
    let mut room = LONGEST_FRAGMENT - (LONGEST_NAME * 4 * 3 + "name=&items=".len());
    let fits = |item: &&ItemId| {
        let needed = item.as_str().len() + BETWEEN.len_utf8();
        let fits = needed <= room;
        room -= needed.min(room);
        fits
    };
    items.take(MOST_SHARED).take_while(fits).cloned().collect()
}

/// A name without white space around it, cut to [`LONGEST_NAME`].
fn cut(name: &str) -> String {
    let name: String = name.trim().chars().take(LONGEST_NAME).collect();
    name.trim_end().into()
}

fn read_items(text: &str) -> Option<Vec<ItemId>> {
    let ids = text.split(BETWEEN).filter(|id| !id.is_empty());
    let mut items = BTreeSet::new();
    for id in ids {
        items.insert(ItemId::new(id).ok()?);
    }
    (items.len() <= MOST_SHARED).then(|| items.into_iter().collect())
}
