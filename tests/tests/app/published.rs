//! The published programme as a plain reader of its JSON sees it: none of our own crates decide here
//! what a filter or a search gives.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use hallway_browser_tests::Site;
use icu_casemap::CaseMapper;
use icu_normalizer::DecomposingNormalizer;
use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Value;

#[derive(Debug, Deserialize)]
pub struct Programme {
    pub topics: Vec<Titled>,
    #[serde(default)]
    pub rooms: Vec<Titled>,
    pub people: Vec<Person>,
    pub tracks: Vec<Track>,
    pub items: Vec<Item>,
}

#[derive(Debug, Deserialize)]
pub struct Titled {
    pub id: String,
    pub title: String,
}

#[derive(Debug, Deserialize)]
pub struct Person {
    pub id: String,
    pub name: String,
    pub affiliation: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Track {
    pub id: String,
    pub title: String,
    #[serde(default)]
    pub topics: Vec<String>,
    #[serde(default)]
    pub leads: Vec<String>,
    #[serde(default)]
    pub description: Value,
}

#[derive(Debug, Deserialize)]
pub struct Item {
    pub id: String,
    pub title: String,
    pub track: Option<String>,
    pub room: Option<String>,
    pub start: Option<String>,
    #[serde(default)]
    pub topics: Vec<String>,
    #[serde(default)]
    pub people: Vec<String>,
    #[serde(default)]
    pub subtitle: String,
    #[serde(default, rename = "abstract")]
    pub summary: Value,
    #[serde(default)]
    pub description: Value,
}

/// What is asked for: words, and options by group.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    pub words: String,
    pub chosen: BTreeSet<Choice>,
}

/// An option: the group's key in an address, and the option's value there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Choice {
    pub key: &'static str,
    pub value: String,
}

impl Choice {
    pub fn new(key: &'static str, value: &str) -> Self {
        Self {
            key,
            value: value.into(),
        }
    }

    /// What tells its toggle from others in the page.
    pub fn option(&self) -> String {
        format!("{}:{}", self.key, self.value)
    }
}

impl Asked {
    pub fn of<const N: usize>(choices: [&Choice; N]) -> Self {
        Self {
            words: String::new(),
            chosen: choices.into_iter().cloned().collect(),
        }
    }

    /// The address's query string.
    pub fn query(&self) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        if !self.words.is_empty() {
            query.append_pair("q", &self.words);
        }
        for choice in &self.chosen {
            query.append_pair(choice.key, &choice.value);
        }
        format!("?{}", query.finish())
    }
}

impl Programme {
    pub fn of(site: &Site) -> Result<Self> {
        Ok(serde_json::from_str(&site.text("programme.json")?)?)
    }

    /// All options with the group and the name under which the page offers them.
    pub fn options(&self) -> Result<BTreeMap<Choice, (&'static str, String)>> {
        let mut options = BTreeMap::new();
        for track in &self.tracks {
            let choice = Choice::new("track", &track.id);
            options.insert(choice, ("Track", track.title.clone()));
        }
        let on_tracks = self.tracks.iter().flat_map(|track| &track.topics);
        let on_items = self.items.iter().flat_map(|item| &item.topics);
        for id in on_tracks.chain(on_items) {
            let title = title_of(&self.topics, id)?;
            options.insert(Choice::new("topic", id), ("Topic", title));
        }
        for id in self.items.iter().filter_map(|item| item.room.as_ref()) {
            let title = title_of(&self.rooms, id)?;
            options.insert(Choice::new("room", id), ("Room", title));
        }
        for day in self.items.iter().filter_map(Item::day) {
            let date: Date = day.parse()?;
            let name = date.strftime("%A %-d %B").to_string();
            options.insert(Choice::new("day", day), ("Day", name));
        }
        Ok(options)
    }

    /// The ids of the items that are left, sorted.
    pub fn left_by(&self, asked: &Asked) -> Vec<&str> {
        let mut left: Vec<&str> = self
            .items
            .iter()
            .filter(|item| self.holds_words(item, &asked.words) && item.has_one_of_each(asked))
            .map(|item| item.id.as_str())
            .collect();
        left.sort_unstable();
        left
    }

    /// How many items an option alone would leave of its group, all else being as asked.
    pub fn would_leave(&self, asked: &Asked, option: &Choice) -> usize {
        let mut alone = asked.clone();
        alone.chosen.retain(|choice| choice.key != option.key);
        alone.chosen.insert(option.clone());
        self.left_by(&alone).len()
    }

    /// The name of a person.
    pub fn name_of(&self, id: &str) -> Result<String> {
        let found = self.people.iter().find(|person| person.id == id);
        Ok(found
            .with_context(|| format!("{id} is not declared"))?
            .name
            .clone())
    }

    fn holds_words(&self, item: &Item, words: &str) -> bool {
        // Folding hundreds of abstracts takes a while.
        if words.is_empty() {
            return true;
        }
        let text = folded(&self.text_of(item));
        folded(words)
            .split_whitespace()
            .all(|word| text.contains(word))
    }

    /// Everything that one may search an item by.
    fn text_of(&self, item: &Item) -> String {
        let mut parts = vec![item.title.clone(), item.subtitle.clone()];
        push_texts(&item.summary, &mut parts);
        push_texts(&item.description, &mut parts);
        for person in self
            .people
            .iter()
            .filter(|person| item.people.contains(&person.id))
        {
            parts.push(person.name.clone());
            parts.extend(person.affiliation.clone());
        }
        let track = self
            .tracks
            .iter()
            .filter(|track| item.track.as_ref() == Some(&track.id));
        parts.extend(track.map(|track| track.title.clone()));
        let room = self
            .rooms
            .iter()
            .filter(|room| item.room.as_ref() == Some(&room.id));
        parts.extend(room.map(|room| room.title.clone()));
        let topics = self
            .topics
            .iter()
            .filter(|topic| item.topics.contains(&topic.id));
        parts.extend(topics.map(|topic| topic.title.clone()));
        parts.join("\n")
    }
}

impl Item {
    /// The day on which it starts, where the conference is.
    pub fn day(&self) -> Option<&str> {
        self.start.as_deref()?.get(..10)
    }

    fn has(&self, choice: &Choice) -> bool {
        let value = choice.value.as_str();
        match choice.key {
            "track" => self.track.as_deref() == Some(value),
            "room" => self.room.as_deref() == Some(value),
            "day" => self.day() == Some(value),
            _ => self.topics.iter().any(|topic| topic == value),
        }
    }

    /// Options of one group widen, groups narrow.
    fn has_one_of_each(&self, asked: &Asked) -> bool {
        asked.chosen.iter().all(|choice| {
            let mut alternatives = asked.chosen.iter().filter(|other| other.key == choice.key);
            alternatives.any(|alternative| self.has(alternative))
        })
    }
}

fn title_of(all: &[Titled], id: &str) -> Result<String> {
    let found = all.iter().find(|titled| titled.id == id);
    Ok(found
        .with_context(|| format!("{id} is not declared"))?
        .title
        .clone())
}

/// All pieces of a formatted text.
pub fn texts_of(value: &Value) -> Vec<String> {
    let mut texts = Vec::new();
    push_texts(value, &mut texts);
    texts
}

/// A text with white space as single spaces.
pub fn one_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn push_texts(value: &Value, parts: &mut Vec<String>) {
    match value {
        Value::String(text) => parts.push(text.clone()),
        // A bare string in a list is no text, but says that a line breaks.
        Value::Array(values) => values
            .iter()
            .filter(|value| !value.is_string())
            .for_each(|value| push_texts(value, parts)),
        Value::Object(fields) => fields
            .iter()
            .filter(|(name, _)| *name != "to")
            .for_each(|(_, value)| push_texts(value, parts)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// A text without case and accents, by ICU4X; the app's own folding is another's.
pub fn folded(text: &str) -> String {
    let categories = CodePointMapData::<GeneralCategory>::new();
    let folded = CaseMapper::new().fold_string(text).into_owned();
    DecomposingNormalizer::new_nfd()
        .normalize(&folded)
        .chars()
        .filter(|character| categories.get(*character) != GeneralCategory::NonspacingMark)
        .collect()
}
