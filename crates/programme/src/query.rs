//! What an attendee asks for: words and chosen options, as in an address.

use crate::{Day, Item, RoomId, TopicId, Track, TrackId};

/// A property by which attendees filter items. An item matches if, in every facet with chosen
/// options, it has at least one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// The conference's calendar day.
    Day,
    /// The track.
    Track,
    /// The room.
    Room,
    /// The topics.
    Topic,
}

impl Facet {
    /// All facets, in the order in which they are offered.
    pub const ALL: [Facet; 4] = [Facet::Day, Facet::Track, Facet::Room, Facet::Topic];

    /// The facet's key in an address.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Facet::Track => "track",
            Facet::Topic => "topic",
            Facet::Day => "day",
            Facet::Room => "room",
        }
    }

    /// The facet of that key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|facet| facet.key() == key)
    }
}

/// One chosen option of a facet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Choice {
    /// Items that start on that day of the conference.
    Day(Day),
    /// Items of that track.
    Track(TrackId),
    /// Items in that room.
    Room(RoomId),
    /// Items that have that topic.
    Topic(TopicId),
}

impl Choice {
    /// The facet that this is an option of.
    #[must_use]
    pub fn facet(&self) -> Facet {
        match self {
            Choice::Track(_) => Facet::Track,
            Choice::Topic(_) => Facet::Topic,
            Choice::Day(_) => Facet::Day,
            Choice::Room(_) => Facet::Room,
        }
    }

    /// The option's value in an address: an id, or a day as `2021-09-20`.
    #[must_use]
    pub fn value(&self) -> String {
        match self {
            Choice::Track(id) => id.to_string(),
            Choice::Topic(id) => id.to_string(),
            Choice::Day(day) => day.to_string(),
            Choice::Room(id) => id.to_string(),
        }
    }

    /// The facet's key and the value with a colon between them. It is unique among all options of a
    /// page.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}:{}", self.facet().key(), self.value())
    }

    /// Every option that an item has.
    #[must_use]
    pub fn all_of(item: &Item) -> Vec<Self> {
        let mut choices: Vec<Self> = item.topics.iter().cloned().map(Choice::Topic).collect();
        choices.extend(item.track.clone().map(Choice::Track));
        choices.extend(item.slot.map(|slot| Choice::Day(slot.start.day())));
        choices.extend(item.room.clone().map(Choice::Room));
        choices
    }

    /// Every option that a track has.
    #[must_use]
    pub fn all_of_track(track: &Track) -> Vec<Self> {
        let mut choices: Vec<Self> = track.topics.iter().cloned().map(Choice::Topic).collect();
        choices.push(Choice::Track(track.id.clone()));
        choices
    }

    /// The option of a facet with that value in an address; `None` if the value is invalid.
    #[must_use]
    pub fn parse(facet: Facet, value: &str) -> Option<Self> {
        match facet {
            Facet::Track => TrackId::new(value).ok().map(Choice::Track),
            Facet::Topic => TopicId::new(value).ok().map(Choice::Topic),
            Facet::Day => Day::parse(value).map(Choice::Day),
            Facet::Room => RoomId::new(value).ok().map(Choice::Room),
        }
    }
}

/// The chosen options in order, without duplicates. They are in a sorted list, since nobody chooses
/// many, and since a tree would make the app kilobytes larger.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices(Vec<Choice>);

impl Choices {
    /// Adds an option; returns whether it was new.
    pub fn insert(&mut self, choice: Choice) -> bool {
        match self.0.binary_search(&choice) {
            Ok(_) => false,
            Err(at) => {
                self.0.insert(at, choice);
                true
            }
        }
    }

    /// Chooses one day instead of all days chosen before.
    pub fn only_day(&mut self, day: Day) {
        self.0.retain(|choice| choice.facet() != Facet::Day);
        self.insert(Choice::Day(day));
    }

    /// Removes an option; returns whether it was chosen.
    pub fn remove(&mut self, choice: &Choice) -> bool {
        match self.0.binary_search(choice) {
            Ok(at) => {
                self.0.remove(at);
                true
            }
            Err(_) => false,
        }
    }
}

impl std::ops::Deref for Choices {
    type Target = [Choice];

    fn deref(&self) -> &[Choice] {
        &self.0
    }
}

impl Extend<Choice> for Choices {
    fn extend<T: IntoIterator<Item = Choice>>(&mut self, choices: T) {
        for choice in choices {
            self.insert(choice);
        }
    }
}

impl FromIterator<Choice> for Choices {
    fn from_iter<T: IntoIterator<Item = Choice>>(choices: T) -> Self {
        let mut all = Self::default();
        all.extend(choices);
        all
    }
}

/// What an attendee searches for and filters by; the default matches everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Words that an item has to hold, as typed.
    pub text: String,
    /// The options chosen.
    pub choices: Choices,
}

impl Query {
    /// Whether it matches everything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.choices.is_empty()
    }

    /// Chooses the option, or removes it if it was chosen.
    pub fn toggle(&mut self, choice: Choice) {
        if !self.choices.remove(&choice) {
            self.choices.insert(choice);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Facet;

    #[test]
    fn every_facet_is_offered() {
        // A new variant does not compile until it has a number here; then the test finds out
        // whether `ALL` has it.
        let number = |facet| match facet {
            Facet::Day => 0,
            Facet::Track => 1,
            Facet::Room => 2,
            Facet::Topic => 3,
        };
        assert!(Facet::ALL.into_iter().map(number).eq(0..4));
    }
}
