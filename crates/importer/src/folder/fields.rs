//! Reads the fields of a table one by one; a field of the wrong type becomes a finding.

use std::collections::BTreeSet;
use std::ops::Range;

use hallway_programme::Link;
use hallway_programme::check::Part;
use hallway_programme::text::Text;
use jiff::tz::{Offset, TimeZone};
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml::value::Datetime;

use super::report::{Report, Spot};
use crate::nearest::nearest;
use crate::{markdown, zone};

/// The fields of a table, from which a part of the draft is made.
pub(super) struct Fields<'r, 't, 'd> {
    report: &'r mut Report<'d>,
    table: &'t DeTable<'t>,
    /// The part of the draft to which the fields belong.
    part: Part,
    /// The prefix of field names in findings: `call.` for the table `call`.
    prefix: String,
    /// Where the table starts: the position of findings about missing fields.
    start: Spot,
    /// The fields that were asked for: no others are allowed.
    known: BTreeSet<&'static str>,
}

impl<'r, 't, 'd> Fields<'r, 't, 'd> {
    /// The fields of `table`, which starts at `start`.
    pub fn new(
        report: &'r mut Report<'d>,
        table: &'t DeTable<'t>,
        part: Part,
        start: Spot,
    ) -> Self {
        report.part(part, start);
        Self::within(report, table, part, start, String::new())
    }

    /// The fields of a table in the draft's part `part`, with `prefix` before their names.
    pub fn within(
        report: &'r mut Report<'d>,
        table: &'t DeTable<'t>,
        part: Part,
        start: Spot,
        prefix: String,
    ) -> Self {
        Self {
            report,
            table,
            part,
            prefix,
            start,
            known: BTreeSet::new(),
        }
    }

    /// An optional text.
    pub fn optional_text(&mut self, field: &'static str) -> Option<String> {
        let value = self.value(field)?;
        self.typed(field, value, "a text in quotes", |value| {
            value.as_str().map(str::to_owned)
        })
    }

    /// A required text.
    pub fn text(&mut self, field: &'static str) -> String {
        self.required(field);
        self.optional_text(field).unwrap_or_default()
    }

    /// A list of texts.
    pub fn texts(&mut self, field: &'static str) -> Vec<String> {
        let mut texts = Vec::new();
        for (at, value) in self.list(field).iter().enumerate() {
            let spot = self.spot(&value.span());
            let name = self.name(field);
            self.report.field(self.part, &name, Some(at), spot);
            let text = self.typed(field, value, "a text in quotes", DeValue::as_str);
            // An empty text replaces an invalid one, so that the others keep their positions.
            texts.push(text.unwrap_or_default().to_owned());
        }
        texts
    }

    /// A required whole number, not negative.
    pub fn number(&mut self, field: &'static str) -> u64 {
        self.required(field);
        self.value(field)
            .and_then(|value| {
                self.typed(field, value, "a whole number, not negative", |value| {
                    let number = value.as_integer()?;
                    u64::from_str_radix(number.as_str(), number.radix()).ok()
                })
            })
            .unwrap_or_default()
    }

    /// A text in Markdown.
    pub fn markdown(&mut self, field: &'static str) -> Text {
        let Some(value) = self.value(field) else {
            return Text::new();
        };
        let source = self.typed(field, value, "a text in quotes", DeValue::as_str);
        let Some(source) = source else {
            return Text::new();
        };
        let (text, refusals) = markdown::text(source);
        let name = self.name(field);
        for refusal in refusals {
            let spot = self.spot_in_text(&value.span(), source, refusal.offset);
            self.report.refuse(self.part, &name, spot, refusal.message);
        }
        text
    }

    /// A required day.
    pub fn day(&mut self, field: &'static str) -> String {
        self.required(field);
        self.value(field)
            .and_then(|value| {
                let wanted = "a day without quotes, as 2021-09-20";
                self.typed(field, value, wanted, |value| {
                    value
                        .as_datetime()
                        .filter(|day| day.time.is_none())
                        .map(Datetime::to_string)
                })
            })
            .unwrap_or_default()
    }

    /// The required name of a time zone that exists.
    pub fn zone(&mut self, field: &'static str) -> String {
        let name = self.text(field);
        if let (Err(error), Some(value)) = (zone::find(&name), self.table.get(field)) {
            self.refuse(field, &value.span(), error.to_string());
        }
        name
    }

    /// A time by the conference's clocks, in the form of RFC 3339.
    pub fn time(&mut self, field: &'static str, zone: &TimeZone) -> Option<String> {
        let value = self.value(field)?;
        let wanted = "a day and time without quotes, as 2021-09-20T11:00:00";
        let time = self.typed(field, value, wanted, civil)?;
        match zone::resolve(zone, time.0, time.1) {
            Ok(instant) => Some(instant.to_string()),
            Err(error) => {
                self.refuse(field, &value.span(), error.to_string());
                None
            }
        }
    }

    /// An optional link.
    pub fn link(&mut self, field: &'static str) -> Option<Link> {
        let text = self.optional_text(field)?;
        match Link::new(&text) {
            Ok(link) => Some(link),
            Err(error) => {
                let span = self.table.get(field).map_or(0..0, Spanned::span);
                self.refuse(field, &span, error.to_string());
                None
            }
        }
    }

    /// A flag; false if it is missing.
    pub fn flag(&mut self, field: &'static str) -> bool {
        self.value(field)
            .and_then(|value| self.typed(field, value, "true or false", DeValue::as_bool))
            .unwrap_or_default()
    }

    /// A required field that must have one of `words`; the first word replaces an invalid value.
    pub fn one_of<T: Copy>(&mut self, field: &'static str, words: &[(&str, T)]) -> T {
        self.required(field);
        self.optional_one_of(field, words)
            .or(words.first().map(|(_, value)| *value))
            .expect("the words are listed in the code, and never none")
    }

    /// An optional field that must have one of `words`.
    pub fn optional_one_of<T: Copy>(
        &mut self,
        field: &'static str,
        words: &[(&str, T)],
    ) -> Option<T> {
        let word = self.optional_text(field);
        let chosen = words
            .iter()
            .find(|(known, _)| word.as_deref() == Some(known));
        if let (None, Some(word)) = (chosen, word) {
            let known: Vec<_> = words
                .iter()
                .map(|(known, _)| format!("\"{known}\""))
                .collect();
            let message = format!("\"{word}\" is not known: write {}", known.join(", "));
            let span = self.table.get(field).map_or(0..0, Spanned::span);
            self.refuse(field, &span, message);
        }
        chosen.map(|(_, value)| *value)
    }

    /// An optional table within this one.
    pub fn table(&mut self, field: &'static str) -> Option<Fields<'_, 't, 'd>> {
        let value = self.value(field)?;
        let wanted = format!("a table: [{}{field}]", self.prefix);
        let table = self.typed(field, value, &wanted, DeValue::as_table)?;
        let start = self.spot(&value.span());
        let prefix = format!("{}{field}.", self.prefix);
        Some(Fields::within(self.report, table, self.part, start, prefix))
    }

    /// The tables in a list within this one, each with its position.
    pub fn tables(&mut self, field: &'static str) -> Vec<(&'t DeTable<'t>, Spot)> {
        let wanted = format!("a table: [[{}{field}]]", self.prefix);
        self.list(field)
            .iter()
            .filter_map(|value| {
                let table = self.typed(field, value, &wanted, DeValue::as_table)?;
                Some((table, self.spot(&value.span())))
            })
            .collect()
    }

    /// Reports all fields that were not asked for.
    pub fn end(self) {
        for (key, _) in self.table {
            let name: &str = key.get_ref();
            if self.known.contains(name) {
                continue;
            }
            let message = match nearest(name, &self.known) {
                Some(near) => format!("there is no field of this name: did you mean \"{near}\"?"),
                None => format!(
                    "there is no field of this name: take it out, or use one of {}",
                    self.known.iter().copied().collect::<Vec<_>>().join(", ")
                ),
            };
            let spot = Spot {
                document: self.start.document,
                offset: key.span().start,
            };
            self.report
                .add(spot, &format!("{}{name}", self.prefix), message);
        }
    }

    fn list(&mut self, field: &'static str) -> &'t [Spanned<DeValue<'t>>] {
        let list = self
            .value(field)
            .and_then(|value| self.typed(field, value, "a list in [ ]", DeValue::as_array));
        list.map_or(&[], |list| list.as_ref())
    }

    fn value(&mut self, field: &'static str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.known.insert(field);
        let value = self.table.get(field)?;
        let spot = self.spot(&value.span());
        let name = self.name(field);
        self.report.field(self.part, &name, None, spot);
        Some(value)
    }

    fn typed<T>(
        &mut self,
        field: &'static str,
        value: &'t Spanned<DeValue<'t>>,
        wanted: &str,
        take: impl FnOnce(&'t DeValue<'t>) -> Option<T>,
    ) -> Option<T> {
        let taken = take(value.get_ref());
        if taken.is_none() {
            self.refuse(field, &value.span(), format!("write {wanted}"));
        }
        taken
    }

    fn required(&mut self, field: &'static str) {
        if !self.table.contains_key(field) {
            let name = self.name(field);
            let message = "this is missing: add it".into();
            self.report.refuse(self.part, &name, self.start, message);
        }
    }

    fn refuse(&mut self, field: &'static str, span: &Range<usize>, message: String) {
        let (name, spot) = (self.name(field), self.spot(span));
        self.report.refuse(self.part, &name, spot, message);
    }

    fn name(&self, field: &str) -> String {
        format!("{}{field}", self.prefix)
    }

    fn spot(&self, span: &Range<usize>) -> Spot {
        Spot {
            document: self.start.document,
            offset: span.start,
        }
    }

    /// The position in the file of a byte of a text; if escapes make that unknown, the text's
    /// start.
    fn spot_in_text(&self, span: &Range<usize>, text: &str, offset: usize) -> Spot {
        let document = self.start.document;
        let written = self.report.text(document).get(span.clone());
        let inside = written.and_then(|written| written.find(text));
        Spot {
            document,
            offset: span.start + inside.map_or(0, |inside| inside + offset),
        }
    }
}

/// A date and time, and the offset if there is one.
fn civil(value: &DeValue) -> Option<(jiff::civil::DateTime, Option<Offset>)> {
    let written = value.as_datetime()?;
    written.date?;
    written.time?;
    let offset = match written.offset {
        None => None,
        Some(toml::value::Offset::Z) => Some(Offset::UTC),
        Some(toml::value::Offset::Custom { minutes }) => {
            Some(Offset::from_seconds(i32::from(minutes) * 60).ok()?)
        }
    };
    let civil = Datetime {
        offset: None,
        ..*written
    };
    Some((civil.to_string().parse().ok()?, offset))
}
