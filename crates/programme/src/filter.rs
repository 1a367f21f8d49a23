//! Which items match a query, and how many would match with each option.

use std::collections::BTreeSet;

use crate::Programme;
use crate::query::{Choice, Facet, Query};
use crate::search::Found;

/// The options that a programme offers, and which of them each item and track has. They are
/// computed once, so that a query only compares numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facets {
    /// Facet by facet.
    options: Vec<Choice>,
    /// For each item, the positions of its options.
    items: Vec<Vec<usize>>,
    /// For each track, the positions of its options.
    tracks: Vec<Vec<usize>>,
}

/// What matches a query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Positions of the items that match, in the programme's order.
    pub items: Vec<usize>,
    /// Positions of the tracks that match. A track can match although none of its items does.
    pub tracks: Vec<usize>,
    /// For each option, how many items would match if it were the only one chosen of its facet,
    /// with the same words and the same choices of the other facets.
    pub counts: Vec<usize>,
}

impl Facets {
    /// The facets of a programme.
    #[must_use]
    pub fn of(programme: &Programme) -> Self {
        let items: Vec<Vec<Choice>> = programme.items().iter().map(Choice::all_of).collect();
        let tracks = programme.tracks().iter().map(Choice::all_of_track);
        let tracks: Vec<Vec<Choice>> = tracks.collect();
        let options = options(programme, items.iter().chain(&tracks));
        let positions = |choices: &Vec<Choice>| {
            let position = |choice| options.iter().position(|option| option == choice);
            choices.iter().filter_map(position).collect()
        };
        Self {
            items: items.iter().map(positions).collect(),
            tracks: tracks.iter().map(positions).collect(),
            options,
        }
    }

    /// All options, facet by facet.
    ///
    /// Tracks, topics and rooms are in the programme's order, days by the calendar. Topics and
    /// rooms that no item and no track has are not offered.
    #[must_use]
    pub fn options(&self) -> &[Choice] {
        &self.options
    }

    /// The items and tracks that match a query, and the counts of all options. `found` is what the
    /// query's words found.
    #[must_use]
    pub fn select(&self, found: &Found, query: &Query) -> Selection {
        let asked = Asked::new(&self.options, query);
        let mut selection = Selection {
            counts: vec![0; self.options.len()],
            ..Selection::default()
        };
        for (position, own) in self.items.iter().enumerate() {
            if !found.item(position) {
                continue;
            }
            let refusing = asked.refusing(own);
            if refusing.is_empty() {
                selection.items.push(position);
            }
            for &option in own {
                if refusing.none_but(self.options[option].facet()) {
                    selection.counts[option] += 1;
                }
            }
        }
        for (position, own) in self.tracks.iter().enumerate() {
            if found.track(position) && asked.refusing(own).is_empty() {
                selection.tracks.push(position);
            }
        }
        selection
    }
}

/// A query's choices as numbers.
struct Asked<'a> {
    options: &'a [Choice],
    /// For each option, whether it is chosen.
    chosen: Vec<bool>,
    /// The facets with a chosen option, even if the programme does not offer that option.
    facets: FacetSet,
}

impl<'a> Asked<'a> {
    fn new(options: &'a [Choice], query: &Query) -> Self {
        let mut facets = FacetSet::default();
        query
            .choices
            .iter()
            .for_each(|choice| facets.insert(choice.facet()));
        let chosen = options
            .iter()
            .map(|option| query.choices.contains(option))
            .collect();
        Self {
            options,
            chosen,
            facets,
        }
    }

    /// The facets that exclude an item with the options `own`: those with chosen options, of which
    /// the item has none.
    fn refusing(&self, own: &[usize]) -> FacetSet {
        let mut refusing = self.facets;
        for &option in own {
            if self.chosen[option] {
                refusing.remove(self.options[option].facet());
            }
        }
        refusing
    }
}

/// Some of the facets.
#[derive(Clone, Copy, Default)]
struct FacetSet([bool; Facet::ALL.len()]);

impl FacetSet {
    fn insert(&mut self, facet: Facet) {
        self.0[facet as usize] = true;
    }

    fn remove(&mut self, facet: Facet) {
        self.0[facet as usize] = false;
    }

    fn is_empty(self) -> bool {
        !self.0.contains(&true)
    }

    fn none_but(mut self, facet: Facet) -> bool {
        self.remove(facet);
        self.is_empty()
    }
}

fn options<'a>(
    programme: &Programme,
    carried: impl Iterator<Item = &'a Vec<Choice>>,
) -> Vec<Choice> {
    let mut in_use = BTreeSet::new();
    in_use.extend(carried.flatten().cloned());
    let tracks = programme
        .tracks()
        .iter()
        .map(|track| Choice::Track(track.id.clone()));
    let topics = programme
        .topics()
        .iter()
        .map(|topic| Choice::Topic(topic.id.clone()));
    let rooms = programme
        .rooms()
        .iter()
        .map(|room| Choice::Room(room.id.clone()));
    let days = in_use.iter().filter(|choice| choice.facet() == Facet::Day);
    let mut options: Vec<Choice> = days.cloned().collect();
    options.extend(tracks);
    options.extend(rooms.filter(|room| in_use.contains(room)));
    options.extend(topics.filter(|topic| in_use.contains(topic)));
    options
}
