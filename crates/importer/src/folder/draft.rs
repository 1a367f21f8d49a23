//! Makes a draft from the files in a folder: knows which file has which parts, and in which order.
//! Reports missing files and unused ones.

use std::path::Path;

use hallway_programme::check::{Fault, Part, Problem};
use hallway_programme::draft::{
    ConferenceDraft, Draft, FORMAT, PersonDraft, RoomDraft, TopicDraft, TrackDraft,
};
use hallway_programme::landing::Landing;
use jiff::tz::TimeZone;
use toml::Spanned;
use toml::de::DeTable;

use super::document::{Document, Role};
use super::fields::Fields;
use super::parts::{Entry, call, item, person, room, source};
use super::report::{Report, Spot};
use crate::zone;

/// The draft that the documents describe. It has substitutes for everything that is reported as
/// wrong.
pub(super) fn draft(
    folder: &Path,
    documents: &[Document],
    tables: &[Spanned<DeTable<'_>>],
    report: &mut Report<'_>,
) -> Draft {
    let mut folder = Folder {
        path: folder,
        documents,
        tables,
        report,
    };
    let conference = folder.conference();
    // With UTC in place of an unknown zone, the days can still be checked.
    let zone = zone::find(&conference.draft.zone).unwrap_or(TimeZone::UTC);
    let mut draft = Draft {
        format: FORMAT,
        revision: conference.revision,
        conference: conference.draft,
        topics: folder.topics(),
        rooms: folder.rooms(),
        people: folder.people(),
        tracks: Vec::new(),
        items: Vec::new(),
    };
    folder.listed_tracks(&conference.tracks, &zone, &mut draft);
    folder.unlisted_tracks(&conference.tracks, &zone, &mut draft);
    folder.items_of_no_track(&zone, &mut draft);
    folder.strays();
    draft
}

/// The rooms in a file.
pub(super) fn rooms(
    documents: &[Document],
    tables: &[Spanned<DeTable<'_>>],
    report: &mut Report<'_>,
) -> Vec<RoomDraft> {
    let mut folder = Folder {
        path: Path::new(""),
        documents,
        tables,
        report,
    };
    folder.rooms()
}

struct ConferenceFile {
    revision: u64,
    draft: ConferenceDraft,
    tracks: Vec<String>,
}

/// A folder whose files were read, with the table of each.
struct Folder<'s, 'd> {
    path: &'s Path,
    documents: &'s [Document],
    tables: &'s [Spanned<DeTable<'s>>],
    report: &'s mut Report<'d>,
}

impl<'s> Folder<'s, '_> {
    fn find(&self, role: &Role) -> Option<(usize, &'s DeTable<'s>)> {
        let at = self
            .documents
            .iter()
            .position(|document| document.role == *role)?;
        Some((at, self.tables[at].get_ref()))
    }

    fn conference(&mut self) -> ConferenceFile {
        let Some((document, table)) = self.find(&Role::Conference) else {
            return ConferenceFile {
                revision: 0,
                draft: ConferenceDraft::default(),
                tracks: Vec::new(),
            };
        };
        let start = Spot::start_of(document);
        let mut fields = Fields::new(self.report, table, Part::Conference, start);
        let revision = fields.number("revision");
        let tracks = fields.texts("tracks");
        let mut draft = ConferenceDraft {
            id: fields.text("id"),
            title: fields.text("title"),
            description: fields.markdown("description"),
            first_day: fields.day("first_day"),
            last_day: fields.day("last_day"),
            zone: fields.zone("zone"),
            link: fields.optional_text("link"),
            landing: fields.optional_one_of("landing", Landing::KEYWORDS),
            tracks_title: fields.optional_text("tracks_title").unwrap_or_default(),
            sources: Vec::new(),
        };
        let sources = fields.tables("sources");
        fields.end();
        for (at, (table, start)) in sources.into_iter().enumerate() {
            draft.sources.push(source(self.report, table, start, at));
        }
        ConferenceFile {
            revision,
            draft,
            tracks,
        }
    }

    /// The entries of a file that is a table by id.
    fn by_id(&self, role: &Role) -> Vec<Entry<'s>> {
        let Some((document, table)) = self.find(role) else {
            return Vec::new();
        };
        let entries = table.iter().map(|(key, value)| Entry {
            id: key.get_ref().to_string(),
            value,
            start: Spot {
                document,
                offset: key.span().start,
            },
        });
        entries.collect()
    }

    fn topics(&mut self) -> Vec<TopicDraft> {
        let entries = self.by_id(&Role::Topics).into_iter().enumerate();
        entries
            .map(|(at, entry)| {
                let title = entry.title(self.report, Part::Topic(at));
                TopicDraft {
                    id: entry.id,
                    title,
                }
            })
            .collect()
    }

    fn rooms(&mut self) -> Vec<RoomDraft> {
        let entries = self.by_id(&Role::Rooms).into_iter().enumerate();
        entries
            .map(|(at, entry)| room(self.report, entry, Part::Room(at)))
            .collect()
    }

    fn people(&mut self) -> Vec<PersonDraft> {
        let entries = self.by_id(&Role::People).into_iter().enumerate();
        entries
            .map(|(at, entry)| person(self.report, entry, Part::Person(at)))
            .collect()
    }

    /// The tracks that the conference lists, in its order, with their items.
    fn listed_tracks(&mut self, listed: &[String], zone: &TimeZone, draft: &mut Draft) {
        for (entry, id) in listed.iter().enumerate() {
            if listed[..entry].contains(id) {
                let message = format!("\"{id}\" is listed already: take one of the two out");
                self.refuse_listed(entry, message);
            } else if let Some((document, table)) = self.find(&Role::Track(id.clone())) {
                self.track(id, document, table, zone, draft);
            } else {
                let file = self.path.join("tracks").join(format!("{id}.toml"));
                let message = format!(
                    "there is no {}: correct the id, or write the file",
                    file.display()
                );
                self.refuse_listed(entry, message);
            }
        }
    }

    /// Reads the tracks that the conference does not list too, so that problems in them are
    /// reported.
    fn unlisted_tracks(&mut self, listed: &[String], zone: &TimeZone, draft: &mut Draft) {
        let documents = self.documents;
        for (at, document) in documents.iter().enumerate() {
            let Role::Track(id) = &document.role else {
                continue;
            };
            if listed.contains(id) {
                continue;
            }
            let message = format!(
                "conference.toml does not list this track: add \"{id}\" to its tracks, at the position where it belongs"
            );
            self.report.add(Spot::start_of(at), "tracks", message);
            self.track(id, at, self.tables[at].get_ref(), zone, draft);
        }
    }

    fn items_of_no_track(&mut self, zone: &TimeZone, draft: &mut Draft) {
        let Some((document, table)) = self.find(&Role::Items) else {
            return;
        };
        let start = Spot::start_of(document);
        let mut fields = Fields::within(self.report, table, Part::Programme, start, String::new());
        let items = fields.tables("items");
        fields.end();
        self.items(items, None, zone, draft);
    }

    fn refuse_listed(&mut self, entry: usize, message: String) {
        let problem = Problem {
            part: Part::Conference,
            field: "tracks",
            entry: Some(entry),
            also: None,
            fault: Fault::Other(message),
        };
        self.report.problems(&[problem]);
    }

    fn track(
        &mut self,
        id: &str,
        document: usize,
        table: &'s DeTable<'s>,
        zone: &TimeZone,
        draft: &mut Draft,
    ) {
        let part = Part::Track(draft.tracks.len());
        let start = Spot::start_of(document);
        let mut fields = Fields::new(self.report, table, part, start);
        let track = TrackDraft {
            id: id.to_owned(),
            title: fields.text("title"),
            description: fields.markdown("description"),
            leads: fields.texts("leads"),
            topics: fields.texts("topics"),
            call: fields.table("call").map(call),
            note: fields.optional_text("note").unwrap_or_default(),
        };
        let items = fields.tables("items");
        fields.end();
        draft.tracks.push(track);
        self.items(items, Some(id), zone, draft);
    }

    fn items(
        &mut self,
        tables: Vec<(&'s DeTable<'s>, Spot)>,
        track: Option<&str>,
        zone: &TimeZone,
        draft: &mut Draft,
    ) {
        for (table, start) in tables {
            let part = Part::Item(draft.items.len());
            let fields = Fields::new(self.report, table, part, start);
            draft.items.push(item(fields, track, zone));
        }
    }

    /// Reports files that Hallway does not read, since their author may think that it does.
    fn strays(&mut self) {
        for (document, stray) in self.documents.iter().enumerate() {
            if stray.role == Role::Stray {
                let start = Spot::start_of(document);
                let message = "no file of this name is read: write a track in tracks/, an item in its track's file or in items.toml".into();
                self.report.add(start, "", message);
            }
        }
    }
}
