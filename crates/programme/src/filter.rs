//! Which items a query leaves, and how many each further option would.

use std::collections::{BTreeMap, BTreeSet};

use crate::query::{Choice, Facet, Query};
use crate::search::Found;
use crate::{Item, Programme, Track};

/// What a query leaves of a programme.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Positions of the items that match, in the programme's order.
    pub items: Vec<usize>,
    /// Positions of the tracks that match: each speaks for itself even when it has no item yet.
    pub tracks: Vec<usize>,
    /// For each option of the programme, how many items it alone would leave of its facet, with
    /// the words and the other facets' choices as they are.
    pub counts: BTreeMap<Choice, usize>,
}

/// The options that a programme offers, facet by facet; a facet without any is left out.
///
/// Tracks, topics and rooms in the programme's order, days by the calendar. Topics and rooms that
/// nothing carries are not offered.
#[must_use]
pub fn options(programme: &Programme) -> Vec<(Facet, Vec<Choice>)> {
    let items = programme.items();
    let carried: BTreeSet<Choice> = items
        .iter()
        .flat_map(choices_of)
        .chain(
            programme
                .tracks()
                .iter()
                .flat_map(|t| t.topics.iter().cloned().map(Choice::Topic)),
        )
        .collect();
    let in_use = |choice: &Choice| carried.contains(choice);
    let tracks = programme
        .tracks()
        .iter()
        .map(|t| Choice::Track(t.id.clone()));
    let topics = programme
        .topics()
        .iter()
        .map(|t| Choice::Topic(t.id.clone()))
        .filter(in_use);
    let rooms = programme
        .rooms()
        .iter()
        .map(|r| Choice::Room(r.id.clone()))
        .filter(in_use);
    let days = carried.iter().filter(|c| c.facet() == Facet::Day).cloned();
    [
        (Facet::Track, tracks.collect()),
        (Facet::Topic, topics.collect()),
        (Facet::Day, days.collect()),
        (Facet::Room, rooms.collect::<Vec<_>>()),
    ]
    .into_iter()
    .filter(|(_, choices)| !choices.is_empty())
    .collect()
}

/// The items and tracks that a query leaves of what its words found, and what each option would.
#[must_use]
pub fn select(programme: &Programme, found: &Found, query: &Query) -> Selection {
    let mut selection = Selection::default();
    for (_, choices) in options(programme) {
        selection
            .counts
            .extend(choices.into_iter().map(|choice| (choice, 0)));
    }
    for (position, item) in programme.items().iter().enumerate() {
        if !found.item(position) {
            continue;
        }
        let own = choices_of(item);
        let refused = refusing_facets(query, &own);
        if refused.is_empty() {
            selection.items.push(position);
        }
        for choice in own {
            if refused.iter().all(|facet| *facet == choice.facet())
                && let Some(count) = selection.counts.get_mut(&choice)
            {
                *count += 1;
            }
        }
    }
    let tracks = programme.tracks().iter().enumerate();
    selection.tracks = tracks
        .filter(|(at, track)| {
            found.track(*at) && refusing_facets(query, &choices_of_track(track)).is_empty()
        })
        .map(|(at, _)| at)
        .collect();
    selection
}

/// The facets in which something is chosen, but nothing that is among `own`.
fn refusing_facets(query: &Query, own: &[Choice]) -> BTreeSet<Facet> {
    let mut refusing: BTreeSet<Facet> = query.choices.iter().map(Choice::facet).collect();
    for choice in own.iter().filter(|choice| query.choices.contains(choice)) {
        refusing.remove(&choice.facet());
    }
    refusing
}

/// Every option that an item falls under.
#[must_use]
pub fn choices_of(item: &Item) -> Vec<Choice> {
    let mut choices: Vec<Choice> = item.topics.iter().cloned().map(Choice::Topic).collect();
    choices.extend(item.track.clone().map(Choice::Track));
    choices.extend(item.slot.map(|slot| Choice::Day(slot.start.day())));
    choices.extend(item.room.clone().map(Choice::Room));
    choices
}

fn choices_of_track(track: &Track) -> Vec<Choice> {
    let mut choices: Vec<Choice> = track.topics.iter().cloned().map(Choice::Topic).collect();
    choices.push(Choice::Track(track.id.clone()));
    choices
}
