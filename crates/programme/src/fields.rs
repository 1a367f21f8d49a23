//! Reads the parts of a draft from JSON, field by field.
//!
//! By hand rather than by derived code: what serde derives for these types was a tenth of the app,
//! since it is made anew for every type. A programme is one [`Json`], and taken apart here.

use std::fmt;

use crate::Link;
use crate::json::Json;
use crate::text::{Block, Inline, Text};

/// A field that is not what it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongField {
    field: &'static str,
    wanted: &'static str,
}

impl fmt::Display for WrongField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\" should be {}", self.field, self.wanted)
    }
}

type Read<T> = Result<T, WrongField>;

fn wrong<T>(field: &'static str, wanted: &'static str) -> Read<T> {
    Err(WrongField { field, wanted })
}

/// The fields of one part; those that nobody asks for are passed over.
pub(crate) struct Fields(Vec<(String, Json)>);

impl Fields {
    /// The fields of a part that is called `part` in errors.
    pub fn of(value: Json, part: &'static str) -> Read<Self> {
        match value {
            Json::Object(fields) => Ok(Self(fields)),
            _ => wrong(part, "an object"),
        }
    }

    fn take(&mut self, field: &str) -> Option<Json> {
        let at = self.0.iter().position(|(name, _)| name == field)?;
        match self.0.swap_remove(at).1 {
            Json::Null => None,
            value => Some(value),
        }
    }

    /// A text that may be missing.
    pub fn optional(&mut self, field: &'static str) -> Read<Option<String>> {
        match self.take(field) {
            None => Ok(None),
            Some(Json::Text(text)) => Ok(Some(text)),
            Some(_) => wrong(field, "a text"),
        }
    }

    /// A text that has to be there.
    pub fn text(&mut self, field: &'static str) -> Read<String> {
        match self.optional(field)? {
            Some(text) => Ok(text),
            None => wrong(field, "there"),
        }
    }

    /// A text; empty if it is missing.
    pub fn words(&mut self, field: &'static str) -> Read<String> {
        Ok(self.optional(field)?.unwrap_or_default())
    }

    /// A whole number that has to be there.
    pub fn whole_number(&mut self, field: &'static str) -> Read<u64> {
        match self.take(field).as_ref().map(Json::whole_number) {
            Some(Some(number)) => Ok(number),
            Some(None) => wrong(field, "a whole number"),
            None => wrong(field, "there"),
        }
    }

    /// Whether something is so; it is not if nothing is said.
    pub fn flag(&mut self, field: &'static str) -> Read<bool> {
        match self.take(field) {
            None => Ok(false),
            Some(Json::Flag(flag)) => Ok(flag),
            Some(_) => wrong(field, "true or false"),
        }
    }

    /// The values of a list; none if it is missing.
    pub fn list(&mut self, field: &'static str) -> Read<Vec<Json>> {
        match self.take(field) {
            None => Ok(Vec::new()),
            Some(value) => list(value, field),
        }
    }

    /// A list of texts; empty if it is missing.
    pub fn texts(&mut self, field: &'static str) -> Read<Vec<String>> {
        let values = self.list(field)?.into_iter();
        values
            .map(|value| match value {
                Json::Text(text) => Ok(text),
                _ => wrong(field, "a list of texts"),
            })
            .collect()
    }

    /// What one of a few words means; `otherwise` if it is missing.
    pub fn one_of<T: Copy>(
        &mut self,
        field: &'static str,
        words: &[(&str, T)],
        otherwise: T,
    ) -> Read<T> {
        let Some(word) = self.optional(field)? else {
            return Ok(otherwise);
        };
        match words.iter().find(|(known, _)| *known == word) {
            Some((_, meaning)) => Ok(*meaning),
            None => wrong(field, "one of the words that are known"),
        }
    }

    /// The parts of a list, each read by `read`; none if it is missing.
    pub fn parts<T>(&mut self, field: &'static str, read: fn(Json) -> Read<T>) -> Read<Vec<T>> {
        self.list(field)?.into_iter().map(read).collect()
    }

    /// Part of a part.
    pub fn part(&mut self, field: &'static str) -> Read<Option<Self>> {
        self.take(field)
            .map(|value| Self::of(value, field))
            .transpose()
    }

    /// Part of a part that has to be there.
    pub fn required(&mut self, field: &'static str) -> Read<Self> {
        match self.part(field)? {
            Some(part) => Ok(part),
            None => wrong(field, "there"),
        }
    }

    /// A text as a tree; empty if it is missing.
    pub fn prose(&mut self, field: &'static str) -> Read<Text> {
        match self.take(field) {
            None => Ok(Text::new()),
            Some(value) => blocks(value),
        }
    }

    /// A link that may be missing.
    pub fn link(&mut self, field: &'static str) -> Read<Option<Link>> {
        match self.optional(field)?.map(|text| Link::new(&text)) {
            None => Ok(None),
            Some(Ok(link)) => Ok(Some(link)),
            Some(Err(_)) => wrong(field, "an https:, http: or mailto: address"),
        }
    }
}

fn list(value: Json, field: &'static str) -> Read<Vec<Json>> {
    match value {
        Json::List(values) => Ok(values),
        _ => wrong(field, "a list"),
    }
}

/// What a tagged value says, and its tag: `{"paragraph": […]}`, or a tag alone.
fn tagged(value: Json) -> Read<(String, Json)> {
    match value {
        Json::Text(tag) => Ok((tag, Json::Null)),
        Json::Object(fields) if fields.len() == 1 => match fields.into_iter().next() {
            Some(only) => Ok(only),
            None => wrong("text", "a block"),
        },
        _ => wrong("text", "an object with one field"),
    }
}

fn blocks(value: Json) -> Read<Text> {
    list(value, "text")?.into_iter().map(block).collect()
}

fn block(value: Json) -> Read<Block> {
    let (tag, value) = tagged(value)?;
    match tag.as_str() {
        "paragraph" => Ok(Block::Paragraph(inlines(value)?)),
        "list" => Ok(Block::List(entries(value)?)),
        "numbered" => Ok(Block::Numbered(entries(value)?)),
        "code" => Ok(Block::Code(words(value)?)),
        _ => wrong("text", "made of paragraphs, lists and code"),
    }
}

fn entries(value: Json) -> Read<Vec<Text>> {
    list(value, "list")?.into_iter().map(blocks).collect()
}

fn inlines(value: Json) -> Read<Vec<Inline>> {
    list(value, "paragraph")?.into_iter().map(inline).collect()
}

fn inline(value: Json) -> Read<Inline> {
    let (tag, value) = tagged(value)?;
    match tag.as_str() {
        "text" => Ok(Inline::Text(words(value)?)),
        "emphasis" => Ok(Inline::Emphasis(inlines(value)?)),
        "strong" => Ok(Inline::Strong(inlines(value)?)),
        "code" => Ok(Inline::Code(words(value)?)),
        "break" => Ok(Inline::Break),
        "link" => {
            let mut link = Fields::of(value, "link")?;
            match link.link("to")? {
                Some(to) => Ok(Inline::Link {
                    to,
                    text: inlines(link.take("text").unwrap_or(Json::Null))?,
                }),
                None => wrong("to", "there"),
            }
        }
        _ => wrong(
            "paragraph",
            "made of text, emphasis, code, links and breaks",
        ),
    }
}

fn words(value: Json) -> Read<String> {
    match value {
        Json::Text(text) => Ok(text),
        _ => wrong("text", "a text"),
    }
}
