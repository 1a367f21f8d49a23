//! Reads the parts of a draft from JSON, field by field.
//!
//! By hand rather than by derived code: what serde derives for these types is a fifth of the app,
//! since it is made anew for every type. Each part is read as one [`Value`] and taken apart here.

use std::fmt;

use serde_json::{Map, Value};

use crate::Link;
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
pub(crate) struct Fields(Map<String, Value>);

impl Fields {
    /// The fields of a part that is called `part` in errors.
    pub fn of(value: Value, part: &'static str) -> Read<Self> {
        match value {
            Value::Object(fields) => Ok(Self(fields)),
            _ => wrong(part, "an object"),
        }
    }

    fn take(&mut self, field: &str) -> Option<Value> {
        self.0.remove(field).filter(|value| !value.is_null())
    }

    /// A text that may be missing.
    pub fn optional(&mut self, field: &'static str) -> Read<Option<String>> {
        match self.take(field) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
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

    /// Whether something is so; it is not if nothing is said.
    pub fn flag(&mut self, field: &'static str) -> Read<bool> {
        match self.take(field) {
            None => Ok(false),
            Some(Value::Bool(flag)) => Ok(flag),
            Some(_) => wrong(field, "true or false"),
        }
    }

    /// The values of a list; none if it is missing.
    pub fn list(&mut self, field: &'static str) -> Read<Vec<Value>> {
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
                Value::String(text) => Ok(text),
                _ => wrong(field, "a list of texts"),
            })
            .collect()
    }

    /// One of a few words, which stand in the order of what they mean; the first if it is missing.
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

    /// Part of a part.
    pub fn part(&mut self, field: &'static str) -> Read<Option<Self>> {
        self.take(field)
            .map(|value| Self::of(value, field))
            .transpose()
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

fn list(value: Value, field: &'static str) -> Read<Vec<Value>> {
    match value {
        Value::Array(values) => Ok(values),
        _ => wrong(field, "a list"),
    }
}

/// What a tagged value says, and its tag: `{"paragraph": […]}`, or a tag alone.
fn tagged(value: Value) -> Read<(String, Value)> {
    match value {
        Value::String(tag) => Ok((tag, Value::Null)),
        Value::Object(fields) if fields.len() == 1 => match fields.into_iter().next() {
            Some(only) => Ok(only),
            None => wrong("text", "a block"),
        },
        _ => wrong("text", "an object with one field"),
    }
}

fn blocks(value: Value) -> Read<Text> {
    list(value, "text")?.into_iter().map(block).collect()
}

fn block(value: Value) -> Read<Block> {
    let (tag, value) = tagged(value)?;
    match tag.as_str() {
        "paragraph" => Ok(Block::Paragraph(inlines(value)?)),
        "list" => Ok(Block::List(entries(value)?)),
        "numbered" => Ok(Block::Numbered(entries(value)?)),
        "code" => Ok(Block::Code(words(value)?)),
        _ => wrong("text", "made of paragraphs, lists and code"),
    }
}

fn entries(value: Value) -> Read<Vec<Text>> {
    list(value, "list")?.into_iter().map(blocks).collect()
}

fn inlines(value: Value) -> Read<Vec<Inline>> {
    list(value, "paragraph")?.into_iter().map(inline).collect()
}

fn inline(value: Value) -> Read<Inline> {
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
                    text: inlines(link.take("text").unwrap_or_default())?,
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

fn words(value: Value) -> Read<String> {
    match value {
        Value::String(text) => Ok(text),
        _ => wrong("text", "a text"),
    }
}
