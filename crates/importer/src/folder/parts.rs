//! Makes each part of a draft from its table.

use hallway_programme::check::Part;
use hallway_programme::draft::{CallDraft, ItemDraft, PersonDraft, RoomDraft};
use hallway_programme::{Kind, Source, Status};
use jiff::tz::TimeZone;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fields::Fields;
use super::report::{Report, Spot};

/// An entry of a file that is a table by id.
pub(super) struct Entry<'s> {
    pub id: String,
    pub value: &'s Spanned<DeValue<'s>>,
    pub start: Spot,
}

impl Entry<'_> {
    /// The title of an entry that has no table, only a title.
    pub fn title(&self, report: &mut Report<'_>, part: Part) -> String {
        report.part(part, self.start);
        let spot = Spot {
            offset: self.value.span().start,
            ..self.start
        };
        report.field(part, "title", None, spot);
        let title = self.value.get_ref().as_str();
        if title.is_none() {
            let message = format!("write {} = \"its title\"", self.id);
            report.refuse(part, "title", spot, message);
        }
        title.unwrap_or_default().to_owned()
    }
}

/// A person.
pub(super) fn person(report: &mut Report<'_>, entry: Entry<'_>, part: Part) -> PersonDraft {
    let Some(table) = entry.value.get_ref().as_table() else {
        let message = format!("write a table: [{}]", entry.id);
        report.part(part, entry.start);
        report.refuse(part, "name", entry.start, message);
        return PersonDraft {
            id: entry.id,
            ..PersonDraft::default()
        };
    };
    let mut fields = Fields::new(report, table, part, entry.start);
    let person = PersonDraft {
        id: entry.id,
        name: fields.text("name"),
        affiliation: fields.optional_text("affiliation"),
        links: fields.texts("links"),
        biography: fields.markdown("biography"),
    };
    fields.end();
    person
}

/// A room: only its title, or a table.
pub(super) fn room(report: &mut Report<'_>, entry: Entry<'_>, part: Part) -> RoomDraft {
    let Some(table) = entry.value.get_ref().as_table() else {
        let title = entry.title(report, part);
        return RoomDraft {
            id: entry.id,
            title,
            ..RoomDraft::default()
        };
    };
    let mut fields = Fields::new(report, table, part, entry.start);
    let room = RoomDraft {
        id: entry.id,
        title: fields.text("title"),
        building: fields.optional_text("building").unwrap_or_default(),
        floor: fields.optional_text("floor").unwrap_or_default(),
        links: fields.texts("links"),
        location: fields.optional_text("location"),
        plan: fields.optional_text("plan"),
    };
    fields.end();
    room
}

/// A source of the conference, and its position in the list.
pub(super) fn source(
    report: &mut Report<'_>,
    table: &DeTable<'_>,
    start: Spot,
    at: usize,
) -> Source {
    report.field(Part::Conference, "sources", Some(at), start);
    let prefix = format!("sources[{}].", at + 1);
    let mut fields = Fields::within(report, table, Part::Conference, start, prefix);
    let source = Source {
        title: fields.text("title"),
        note: fields.optional_text("note").unwrap_or_default(),
        link: fields.link("link"),
    };
    fields.end();
    source
}

/// A track's call for proposals.
pub(super) fn call(mut fields: Fields<'_, '_, '_>) -> CallDraft {
    let call = CallDraft {
        ends: fields.text("ends"),
        how: fields.markdown("how"),
    };
    fields.end();
    call
}

/// An item, with its times in `zone`.
pub(super) fn item(
    mut fields: Fields<'_, '_, '_>,
    track: Option<&str>,
    zone: &TimeZone,
) -> ItemDraft {
    let item = ItemDraft {
        id: fields.text("id"),
        title: fields.text("title"),
        subtitle: fields.optional_text("subtitle").unwrap_or_default(),
        kind: fields.one_of("kind", Kind::KEYWORDS),
        session_type: fields.optional_text("type").unwrap_or_default(),
        status: fields
            .optional_one_of("status", Status::KEYWORDS)
            .unwrap_or_default(),
        language: fields.optional_text("language").unwrap_or_default(),
        track: track.map(str::to_owned),
        room: fields.optional_text("room"),
        start: fields.time("start", zone),
        end: fields.time("end", zone),
        ends_by: fields.time("ends_by", zone),
        people: fields.texts("people"),
        topics: fields.texts("topics"),
        summary: fields.markdown("abstract"),
        description: fields.markdown("description"),
        do_not_record: fields.flag("do_not_record"),
        note: fields.optional_text("note").unwrap_or_default(),
        source: fields.optional_text("source"),
        materials: Vec::new(),
    };
    fields.end();
    item
}
