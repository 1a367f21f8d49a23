//! Collects findings, and knows where each part and field of the draft is in the files.

use std::collections::{BTreeMap, BTreeSet};

use hallway_programme::check::{Part, Problem};

use super::document::Document;
use crate::{Finding, Findings};

/// A position in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    /// The document's index.
    pub document: usize,
    /// The byte in the document.
    pub offset: usize,
}

impl Spot {
    /// The first byte of a document.
    pub fn start_of(document: usize) -> Self {
        Self {
            document,
            offset: 0,
        }
    }
}

/// The findings so far.
pub(super) struct Report<'a> {
    documents: &'a [Document],
    /// Findings about files that could not be read.
    unreadable: Vec<Finding>,
    found: BTreeMap<Spot, Vec<(String, String)>>,
    /// Documents with invalid TOML. The invalid TOML may be the cause of other problems in them.
    broken: BTreeSet<usize>,
    /// Where each part starts.
    parts: BTreeMap<Part, Spot>,
    /// Where each field's value is, and each entry of a list.
    fields: BTreeMap<(Part, String, Option<usize>), Spot>,
    /// Fields with a finding. Further problems with them are not reported, since that finding may
    /// be the cause.
    refused: BTreeSet<(Part, String)>,
}

impl<'a> Report<'a> {
    pub fn new(documents: &'a [Document], unreadable: Vec<Finding>) -> Self {
        Self {
            documents,
            unreadable,
            found: BTreeMap::new(),
            broken: BTreeSet::new(),
            parts: BTreeMap::new(),
            fields: BTreeMap::new(),
            refused: BTreeSet::new(),
        }
    }

    /// The text of a document.
    pub fn text(&self, document: usize) -> &'a str {
        &self.documents[document].text
    }

    /// Records where a part starts.
    pub fn part(&mut self, part: Part, spot: Spot) {
        self.parts.insert(part, spot);
    }

    /// Records where a field's value is, or an entry of it.
    pub fn field(&mut self, part: Part, field: &str, entry: Option<usize>, spot: Spot) {
        self.fields.insert((part, field.to_owned(), entry), spot);
    }

    /// Reports invalid TOML.
    pub fn syntax(&mut self, document: usize, error: &toml::de::Error) {
        self.broken.insert(document);
        let offset = error.span().map_or(0, |span| span.start);
        let message = format!("this is not TOML: {}", error.message());
        self.add(Spot { document, offset }, "", message);
    }

    /// Reports a problem with a field of a part.
    pub fn refuse(&mut self, part: Part, field: &str, spot: Spot, message: String) {
        self.refused.insert((part, field.to_owned()));
        self.add(spot, field, message);
    }

    /// Reports a problem that is not about a field of a part.
    pub fn add(&mut self, spot: Spot, field: &str, message: String) {
        let finding = (field.to_owned(), message);
        let here = self.found.entry(spot).or_default();
        if !here.contains(&finding) {
            here.push(finding);
        }
    }

    /// Reports the problems that the check of the draft found, at their positions in the files.
    pub fn problems(&mut self, problems: &[Problem]) {
        for problem in problems {
            let key = (problem.part, problem.field.to_owned());
            let Some(spot) = self.spot(problem).filter(|_| !self.refused.contains(&key)) else {
                continue;
            };
            let message = match problem.also.and_then(|also| self.parts.get(&also)) {
                Some(other) => format!("{} ({})", problem.fault, self.written_at(*other)),
                None => problem.fault.to_string(),
            };
            self.add(spot, problem.field, message);
        }
    }

    fn spot(&self, problem: &Problem) -> Option<Spot> {
        // Fields of the whole programme are in the conference's file.
        let part = match problem.part {
            Part::Programme => Part::Conference,
            part => part,
        };
        let field = |entry| {
            let key = (part, problem.field.to_owned(), entry);
            self.fields.get(&key)
        };
        let spot = field(problem.entry)
            .or_else(|| field(None))
            .or_else(|| self.parts.get(&part))
            .copied();
        spot.or_else(|| (problem.part == Part::Programme).then(|| Spot::start_of(0)))
    }

    fn written_at(&self, spot: Spot) -> String {
        let document = &self.documents[spot.document];
        let (line, column) = document.line_and_column(spot.offset);
        format!("{}:{line}:{column}", document.path.display())
    }

    /// All findings, file by file in the order of reading.
    pub fn into_findings(self) -> Findings {
        let mut findings = self.unreadable;
        for (spot, found) in self.found {
            let document = &self.documents[spot.document];
            let (line, column) = document.line_and_column(spot.offset);
            for (field, message) in found {
                if self.broken.contains(&spot.document) && !field.is_empty() {
                    continue;
                }
                findings.push(Finding {
                    file: document.path.clone(),
                    line,
                    column,
                    field,
                    message,
                });
            }
        }
        Findings(findings)
    }
}
