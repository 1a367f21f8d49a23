//! The filter finds and counts the same items as a simple filter over the published JSON.

use std::collections::BTreeSet;

use hallway_programme::Programme;
use hallway_programme::filter::{Facets, Selection};
use hallway_programme::query::{Choice, Facet, Query};
use hallway_programme::search::SearchIndex;
use hallway_programme::text::{Block, plain};
use proptest::prelude::*;
use serde_json::Value;

use crate::arbitrary;
use crate::search::{bare_letters, plain_fold};

/// All values that a part of the document has for the facet.
fn values(part: &Value, facet: Facet) -> Vec<String> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    match facet {
        Facet::Track => text(&part["track"]).into_iter().collect(),
        Facet::Room => text(&part["room"]).into_iter().collect(),
        Facet::Day => text(&part["start"])
            .map(|start| start[..10].to_owned())
            .into_iter()
            .collect(),
        Facet::Topic => part["topics"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(text)
            .collect(),
    }
}

fn named<'a>(document: &'a Value, list: &str, id: &Value) -> Option<&'a Value> {
    document[list]
        .as_array()?
        .iter()
        .find(|part| part["id"] == *id)
}

/// All searchable text of an item or a track.
fn words(document: &Value, part: &Value) -> String {
    let mut words = vec![part["title"].clone(), part["subtitle"].clone()];
    for text in [&part["abstract"], &part["description"]] {
        let text: Option<Vec<Block>> =
            serde_json::from_value(text.clone()).expect("it is a text, if there is one");
        words.push(Value::String(plain(&text.unwrap_or_default())));
    }
    for (field, list) in [
        ("topics", "topics"),
        ("people", "people"),
        ("leads", "people"),
    ] {
        for id in part[field].as_array().into_iter().flatten() {
            let named = named(document, list, id).expect("the document is in order");
            words.extend([&named["title"], &named["name"]].into_iter().cloned());
            if field == "people" {
                words.push(named["affiliation"].clone());
            }
        }
    }
    for (field, list) in [("track", "tracks"), ("room", "rooms")] {
        words.extend(named(document, list, &part[field]).map(|named| named["title"].clone()));
    }
    let words: Vec<_> = words
        .iter()
        .filter_map(Value::as_str)
        .map(plain_fold)
        .collect();
    words.join("\n")
}

fn leaves(
    document: &Value,
    query: &Query,
    part: &Value,
    own_values: impl Fn(Facet) -> Vec<String>,
) -> bool {
    let words = words(document, part);
    let narrows = |facet: Facet| {
        let chosen: BTreeSet<String> = query
            .choices
            .iter()
            .filter(|choice| choice.facet() == facet)
            .map(Choice::value)
            .collect();
        chosen.is_empty() || own_values(facet).iter().any(|value| chosen.contains(value))
    };
    plain_fold(&query.text)
        .split(char::is_whitespace)
        .all(|term| words.contains(term))
        && Facet::ALL.into_iter().all(narrows)
}

fn items_left(document: &Value, query: &Query) -> BTreeSet<String> {
    let items = document["items"].as_array().into_iter().flatten();
    items
        .filter(|item| leaves(document, query, item, |facet| values(item, facet)))
        .map(|item| item["id"].to_string())
        .collect()
}

fn tracks_left(document: &Value, query: &Query) -> Vec<String> {
    let tracks = document["tracks"].as_array().into_iter().flatten();
    let own = |track: &Value, facet: Facet| match facet {
        Facet::Track => vec![track["id"].as_str().unwrap_or_default().to_owned()],
        Facet::Topic => values(track, facet),
        Facet::Day | Facet::Room => Vec::new(),
    };
    tracks
        .filter(|track| leaves(document, query, track, |facet| own(track, facet)))
        .map(|track| track["id"].to_string())
        .collect()
}

/// The result of search and filter together.
fn answer(programme: &Programme, query: &Query) -> Selection {
    let index = SearchIndex::new(programme, bare_letters);
    Facets::of(programme).select(&index.find(&query.text), query)
}

/// The query with this as its only choice of the facet.
fn with_only(query: &Query, choice: &Choice) -> Query {
    let mut query = query.clone();
    let others = query
        .choices
        .iter()
        .filter(|other| other.facet() != choice.facet());
    query.choices = others.cloned().collect();
    query.choices.insert(choice.clone());
    query
}

#[test]
fn it_leaves_what_a_plain_filter_leaves() {
    proptest!(ProptestConfig::with_cases(400), |((programme, document) in arbitrary::programme(), query in arbitrary::query())| {
        let selection = answer(&programme, &query);
        let items: BTreeSet<String> =
            selection.items.iter().map(|&at| format!("\"{}\"", programme.items()[at].id)).collect();
        prop_assert_eq!(items.len(), selection.items.len());
        prop_assert_eq!(items, items_left(&document, &query));
        let tracks: Vec<String> =
            selection.tracks.iter().map(|&at| format!("\"{}\"", programme.tracks()[at].id)).collect();
        prop_assert_eq!(tracks, tracks_left(&document, &query));
        prop_assert!(selection.items.is_sorted());
    });
}

#[test]
fn each_option_counts_what_it_alone_would_leave() {
    proptest!(ProptestConfig::with_cases(200), |((programme, document) in arbitrary::programme(), query in arbitrary::query())| {
        let selection = answer(&programme, &query);
        let facets = Facets::of(&programme);
        prop_assert_eq!(selection.counts.len(), facets.options().len());
        for (choice, count) in facets.options().iter().zip(&selection.counts) {
            let left = items_left(&document, &with_only(&query, choice));
            prop_assert_eq!(*count, left.len(), "{:?}", choice);
        }
    });
}

#[test]
fn every_value_that_something_has_is_offered_once_and_no_other() {
    proptest!(ProptestConfig::with_cases(200), |((programme, document) in arbitrary::programme())| {
        let parts = ["items", "tracks"].into_iter().flat_map(|list| document[list].as_array().into_iter().flatten());
        let parts: Vec<_> = parts.collect();
        let facets = Facets::of(&programme);
        prop_assert!(facets.options().iter().map(Choice::facet).is_sorted());
        for facet in Facet::ALL {
            let choices: Vec<&Choice> = facets.options().iter().filter(|choice| choice.facet() == facet).collect();
            let mut carried: BTreeSet<String> = parts.iter().flat_map(|part| values(part, facet)).collect();
            if facet == Facet::Track {
                carried.extend(programme.tracks().iter().map(|track| track.id.to_string()));
            }
            prop_assert_eq!(choices.len(), carried.len());
            prop_assert_eq!(choices.iter().map(|choice| choice.value()).collect::<BTreeSet<_>>(), carried);
        }
    });
}

#[test]
fn a_further_choice_widens_its_facet_and_narrows_across_facets() {
    proptest!(ProptestConfig::with_cases(200), |((programme, _) in arbitrary::programme(), query in arbitrary::query(), choice in arbitrary::choice())| {
        let before: BTreeSet<usize> = answer(&programme, &query).items.into_iter().collect();
        let widens = query.choices.iter().any(|other| other.facet() == choice.facet());
        let mut further = query.clone();
        further.choices.insert(choice);
        let after: BTreeSet<usize> = answer(&programme, &further).items.into_iter().collect();
        if widens {
            prop_assert!(before.is_subset(&after));
        } else {
            prop_assert!(after.is_subset(&before));
        }
    });
}
