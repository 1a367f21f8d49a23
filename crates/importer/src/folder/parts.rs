//! The files' tables as the parts of a draft: which fields each has.

use std::path::Path;

use hallway_programme::check::{Fault, Place, Problem};
use hallway_programme::draft::{
    CallDraft, ConferenceDraft, Draft, FORMAT, ItemDraft, PersonDraft, RoomDraft, TopicDraft,
    TrackDraft,
};
use hallway_programme::{Kind, Source, Status};
use jiff::tz::TimeZone;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::document::{Document, Role};
use super::part::Part;
use super::report::{Report, Spot};
use crate::zone;

/// What the documents say, with stand-ins for what is reported as wrong.
pub(super) fn draft(
    folder: &Path,
    documents: &[Document],
    tables: &[Spanned<DeTable<'_>>],
    report: &mut Report<'_>,
) -> Draft {
    let mut shelf = Shelf {
        folder,
        documents,
        tables,
        report,
    };
    let conference = shelf.conference();
    // A stand-in for an unknown zone keeps the days, which are checked.
    let zone = zone::find(&conference.draft.zone).unwrap_or(TimeZone::UTC);
    let mut draft = Draft {
        format: FORMAT,
        revision: conference.revision,
        conference: conference.draft,
        topics: shelf.topics(),
        rooms: shelf.rooms(),
        people: shelf.people(),
        tracks: Vec::new(),
        items: Vec::new(),
    };
    shelf.listed_tracks(&conference.tracks, &zone, &mut draft);
    shelf.unlisted_tracks(&conference.tracks, &zone, &mut draft);
    shelf.items_of_no_track(&zone, &mut draft);
    shelf.strays();
    draft
}

/// What a file of rooms says.
pub(super) fn rooms(
    documents: &[Document],
    tables: &[Spanned<DeTable<'_>>],
    report: &mut Report<'_>,
) -> Vec<RoomDraft> {
    let mut shelf = Shelf {
        folder: Path::new(""),
        documents,
        tables,
        report,
    };
    shelf.rooms()
}

struct ConferenceFile {
    revision: u64,
    draft: ConferenceDraft,
    tracks: Vec<String>,
}

struct Shelf<'s, 'd> {
    folder: &'s Path,
    documents: &'s [Document],
    tables: &'s [Spanned<DeTable<'s>>],
    report: &'s mut Report<'d>,
}

impl<'s> Shelf<'s, '_> {
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
        let mut part = Part::new(self.report, table, Place::Conference, start);
        let revision = part.number("revision");
        let tracks = part.texts("tracks");
        let mut draft = ConferenceDraft {
            id: part.text("id"),
            title: part.text("title"),
            description: part.markdown("description"),
            first_day: part.day("first_day"),
            last_day: part.day("last_day"),
            zone: part.zone("zone"),
            link: part.optional_text("link"),
            sources: Vec::new(),
        };
        let sources = part.tables("sources");
        part.end();
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
                let title = entry.title(self.report, Place::Topic(at));
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
            .map(|(at, entry)| room(self.report, entry, Place::Room(at)))
            .collect()
    }

    fn people(&mut self) -> Vec<PersonDraft> {
        let entries = self.by_id(&Role::People).into_iter().enumerate();
        entries
            .map(|(at, entry)| person(self.report, entry, Place::Person(at)))
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
                let file = self.folder.join("tracks").join(format!("{id}.toml"));
                let message = format!(
                    "there is no {}: correct the id, or write the file",
                    file.display()
                );
                self.refuse_listed(entry, message);
            }
        }
    }

    /// The tracks that the conference forgot, so that what is wrong in them is said too.
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
                "conference.toml does not list this track: add \"{id}\" to its tracks, where it shall stand"
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
        let mut part = Part::within(self.report, table, Place::Programme, start, String::new());
        let items = part.tables("items");
        part.end();
        self.items(items, None, zone, draft);
    }

    fn refuse_listed(&mut self, entry: usize, message: String) {
        let problem = Problem {
            place: Place::Conference,
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
        let place = Place::Track(draft.tracks.len());
        let start = Spot::start_of(document);
        let mut part = Part::new(self.report, table, place, start);
        let track = TrackDraft {
            id: id.to_owned(),
            title: part.text("title"),
            description: part.markdown("description"),
            leads: part.texts("leads"),
            topics: part.texts("topics"),
            call: part.table("call").map(call),
            note: part.optional_text("note").unwrap_or_default(),
        };
        let items = part.tables("items");
        part.end();
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
            let place = Place::Item(draft.items.len());
            let part = Part::new(self.report, table, place, start);
            draft.items.push(item(part, track, zone));
        }
    }

    /// A file that nothing reads is one that someone thinks is read.
    fn strays(&mut self) {
        for (document, stray) in self.documents.iter().enumerate() {
            if stray.role == Role::Stray {
                let start = Spot::start_of(document);
                let message = "no file of this name is read: a track belongs into tracks/, an item into its track's file or into items.toml".into();
                self.report.add(start, "", message);
            }
        }
    }
}

/// An entry of a file that is a table by id.
struct Entry<'s> {
    id: String,
    value: &'s Spanned<DeValue<'s>>,
    start: Spot,
}

impl Entry<'_> {
    /// The title, of one that is nothing more.
    fn title(&self, report: &mut Report<'_>, place: Place) -> String {
        report.part(place, self.start);
        let spot = Spot {
            offset: self.value.span().start,
            ..self.start
        };
        report.field(place, "title", None, spot);
        let title = self.value.get_ref().as_str();
        if title.is_none() {
            let message = format!("write {} = \"its title\"", self.id);
            report.refuse(place, "title", spot, message);
        }
        title.unwrap_or_default().to_owned()
    }
}

fn person(report: &mut Report<'_>, entry: Entry<'_>, place: Place) -> PersonDraft {
    let Some(table) = entry.value.get_ref().as_table() else {
        let message = format!("write a table: [{}]", entry.id);
        report.part(place, entry.start);
        report.refuse(place, "name", entry.start, message);
        return PersonDraft {
            id: entry.id,
            ..PersonDraft::default()
        };
    };
    let mut part = Part::new(report, table, place, entry.start);
    let person = PersonDraft {
        id: entry.id,
        name: part.text("name"),
        affiliation: part.optional_text("affiliation"),
        links: part.texts("links"),
        biography: part.markdown("biography"),
    };
    part.end();
    person
}

/// A room: its title alone, or a table of what is known about it.
fn room(report: &mut Report<'_>, entry: Entry<'_>, place: Place) -> RoomDraft {
    let Some(table) = entry.value.get_ref().as_table() else {
        let title = entry.title(report, place);
        return RoomDraft {
            id: entry.id,
            title,
            ..RoomDraft::default()
        };
    };
    let mut part = Part::new(report, table, place, entry.start);
    let room = RoomDraft {
        id: entry.id,
        title: part.text("title"),
        building: part.optional_text("building").unwrap_or_default(),
        floor: part.optional_text("floor").unwrap_or_default(),
        links: part.texts("links"),
        location: part.optional_text("location"),
        plan: part.optional_text("plan"),
    };
    part.end();
    room
}

fn source(report: &mut Report<'_>, table: &DeTable<'_>, start: Spot, at: usize) -> Source {
    report.field(Place::Conference, "sources", Some(at), start);
    let prefix = format!("sources[{}].", at + 1);
    let mut part = Part::within(report, table, Place::Conference, start, prefix);
    let source = Source {
        title: part.text("title"),
        note: part.optional_text("note").unwrap_or_default(),
        link: part.link("link"),
    };
    part.end();
    source
}

fn call(mut part: Part<'_, '_, '_>) -> CallDraft {
    let call = CallDraft {
        ends: part.text("ends"),
        how: part.markdown("how"),
    };
    part.end();
    call
}

fn item(mut part: Part<'_, '_, '_>, track: Option<&str>, zone: &TimeZone) -> ItemDraft {
    let item = ItemDraft {
        id: part.text("id"),
        title: part.text("title"),
        subtitle: part.optional_text("subtitle").unwrap_or_default(),
        kind: part.one_of("kind", &Kind::WORDS),
        session_type: part.optional_text("type").unwrap_or_default(),
        status: part
            .optional_one_of("status", &Status::WORDS)
            .unwrap_or_default(),
        language: part.optional_text("language").unwrap_or_default(),
        track: track.map(str::to_owned),
        room: part.optional_text("room"),
        start: part.time("start", zone),
        end: part.time("end", zone),
        ends_by: part.time("ends_by", zone),
        people: part.texts("people"),
        topics: part.texts("topics"),
        summary: part.markdown("abstract"),
        description: part.markdown("description"),
        do_not_record: part.flag("do_not_record"),
        note: part.optional_text("note").unwrap_or_default(),
        source: part.optional_text("source"),
        materials: Vec::new(),
    };
    part.end();
    item
}
