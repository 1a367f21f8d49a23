//! A schedule as one gives it to somebody else: a name and what is starred, in a text that fits into
//! an address or a QR code. Notes, ratings and plans are nobody else's business and stay.

use form_urlencoded::{Serializer, parse};
use hallway_programme::ItemId;

use crate::Agenda;

/// Ids hold no dot, and an address needs no escape for it.
const BETWEEN: char = '.';

/// Somebody's schedule, as they gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedSchedule {
    /// What they call themselves; may be empty.
    pub name: String,
    /// What they starred, by id, each once.
    pub items: Vec<ItemId>,
}

impl SharedSchedule {
    /// What is starred in an agenda, under a name.
    #[must_use]
    pub fn of(agenda: &Agenda, name: &str) -> Self {
        Self {
            name: name.trim().into(),
            items: agenda.starred().cloned().collect(),
        }
    }

    /// The schedule as the fragment of an address, without its `#`.
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

    /// The schedule that a fragment holds; none if it holds none, or anything in it is no id.
    #[must_use]
    pub fn from_fragment(fragment: &str) -> Option<Self> {
        let (mut name, mut items) = (String::new(), None);
        for (key, value) in parse(fragment.as_bytes()) {
            match &*key {
                "name" => name = value.trim().into(),
                "items" => items = Some(read_items(&value)?),
                _ => {}
            }
        }
        items.map(|items| Self { name, items })
    }
}

fn read_items(text: &str) -> Option<Vec<ItemId>> {
    let ids = text.split(BETWEEN).filter(|id| !id.is_empty());
    let mut items = ids
        .map(|id| ItemId::new(id).ok())
        .collect::<Option<Vec<_>>>()?;
    items.sort();
    items.dedup();
    Some(items)
}
