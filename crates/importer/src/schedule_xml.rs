//! Reads frab's and pentabarf's `schedule.xml`, which wafer, pretalx and others write too: days,
//! which have rooms, which have events.

use hallway_programme::MaterialKind;
use hallway_programme::draft::MaterialDraft;
use roxmltree::{Document, Node, ParsingOptions};

use crate::foreign::{
    ConferenceFacts, Event, Foreign, Identity, Participant, Unreadable, own, status,
};
use crate::producer::Producer;
use crate::schedule_times::{ListedDay, Times};
use crate::{json, prose, schedule_rooms};

/// Reads a schedule.xml. Refuses a document type, and so the entities that it would define.
pub(crate) fn read(text: &str) -> Result<Foreign, Unreadable> {
    let options = ParsingOptions {
        nodes_limit: 4_000_000,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(text, options).map_err(not_xml)?;
    let root = document.root_element();
    if root.tag_name().name() != "schedule" {
        return Err(Unreadable::new(
            LineStarts::of(text).place(root),
            format!(
                "a schedule.xml begins with <schedule>, and this with <{}>: check that it is the right file",
                root.tag_name().name()
            ),
        ));
    }
    let lines = LineStarts::of(text);
    let mut foreign = Foreign::default();
    let conference = child(root, "conference");
    if let Some(conference) = conference {
        foreign.conference = facts(conference);
    }
    let producer = producer(root);
    let day_change = conference.and_then(|conference| words(conference, "day_change"));
    let mut times = Times::default();
    for day in children(root, "day") {
        let listed = ListedDay::new(
            day.attribute("date"),
            day_change.as_deref(),
            day.attribute("start"),
            day.attribute("end"),
        );
        for room in children(day, "room") {
            for node in children(room, "event") {
                let mut event = event(node, lines.place(node), room, producer);
                let stated = ["date", "start", "duration", "end"].map(|name| words(node, name));
                times.read(&mut event, foreign.events.len(), stated, listed, producer);
                if producer == Producer::Hallway {
                    take_back(&mut event, &foreign.conference);
                }
                foreign.events.push(event);
            }
        }
    }
    times.finish(&mut foreign, producer);
    if producer == Producer::Hallway
        && let Some(extra) = instruction(&document)
    {
        own::add(&mut foreign, &extra);
    }
    Ok(foreign)
}

/// The tool that wrote the file: by its generator, or by the addresses of pretalx, whose older
/// versions name none.
fn producer(root: Node<'_, '_>) -> Producer {
    let generator = child(root, "generator").and_then(|generator| generator.attribute("name"));
    let is_pretalx = || {
        let mut events = root.descendants().filter(|node| node.has_tag_name("event"));
        events.any(|event| words(event, "url").is_some_and(|url| Producer::is_pretalx(&url)))
    };
    match Producer::named(generator) {
        Producer::Unknown if is_pretalx() => Producer::Pretalx,
        producer => producer,
    }
}

/// What Hallway's exports add in a processing instruction, which other readers skip.
fn instruction(document: &Document<'_>) -> Option<serde_json::Value> {
    let nodes = document.root().children();
    let mut instructions = nodes.filter_map(|node| node.pi());
    let own = instructions.find(|instruction| instruction.target == own::GENERATOR)?;
    serde_json::from_str(own.value?).ok()
}

/// Restores what Hallway's exports write in another form, since this format has no field for it.
fn take_back(event: &mut Event, conference: &ConferenceFacts) {
    own::take_back(event);
    let (Some(slug), Some(acronym)) = (&event.identity.slug, &conference.id) else {
        return;
    };
    event.identity.guid = own::id_of(slug, acronym);
}

fn not_xml(error: roxmltree::Error) -> Unreadable {
    let place = format!("line {}", error.pos().row);
    let message = match error {
        roxmltree::Error::DtdDetected => {
            "the file has a document type (<!DOCTYPE …>), which is not read: take it out".into()
        }
        roxmltree::Error::UnknownEntityReference(name, _) => {
            format!("there is no entity &{name}; in XML: write the character itself")
        }
        roxmltree::Error::NodesLimitReached => {
            "it has more parts than any schedule: check that it is the right file".into()
        }
        error => format!("this is not XML: export or download it again ({error})"),
    };
    Unreadable::new(place, message)
}

/// Where each line starts, so that a line number is found without counting all lines again.
struct LineStarts(Vec<usize>);

impl LineStarts {
    fn of(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self(ends.map(|(at, _)| at + 1).collect())
    }

    fn place(&self, node: Node<'_, '_>) -> String {
        let before = self.0.partition_point(|start| *start <= node.range().start);
        format!("line {}", before + 1)
    }
}

fn children<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children()
        .filter(move |child| child.tag_name().name() == name)
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> Option<Node<'a, 'i>> {
    children(node, name).next()
}

/// The text of the first child element of that name, trimmed; `None` if it has none.
fn words(node: Node<'_, '_>, name: &'static str) -> Option<String> {
    let words = all_words(child(node, name)?);
    (!words.is_empty()).then_some(words)
}

fn all_words(node: Node<'_, '_>) -> String {
    let words: String = node
        .descendants()
        .filter(Node::is_text)
        .filter_map(|text| text.text())
        .collect();
    words.trim().to_owned()
}

fn facts(conference: Node<'_, '_>) -> ConferenceFacts {
    let day = |name| words(conference, name).and_then(|text| json::day(&text));
    ConferenceFacts {
        id: words(conference, "acronym"),
        title: words(conference, "title"),
        first_day: day("start"),
        last_day: day("end"),
        tracks: children(conference, "track")
            .filter_map(|track| track.attribute("name").map(str::to_owned))
            .collect(),
        zone: words(conference, "time_zone_name"),
        link: words(conference, "url").or_else(|| words(conference, "base_url")),
        ..ConferenceFacts::default()
    }
}

fn event(node: Node<'_, '_>, place: String, room: Node<'_, '_>, producer: Producer) -> Event {
    let text = |name| words(node, name).unwrap_or_default();
    let attribute = |name| node.attribute(name).map(str::to_owned);
    let prose = |name| prose::written_in(producer.markup(), &text(name));
    let recording = child(node, "recording");
    Event {
        place,
        identity: Identity {
            guid: attribute("guid").filter(|guid| !guid.is_empty()),
            id: attribute("id").or_else(|| attribute("code")),
            slug: words(node, "slug"),
        },
        title: text("title"),
        subtitle: text("subtitle"),
        session_type: text("type"),
        status: status::of_word(&text("status")).unwrap_or_default(),
        language: text("language"),
        track: words(node, "track"),
        room: schedule_rooms::room(
            words(node, "room"),
            room.attribute("name"),
            room.attribute("slug"),
        ),
        people: child(node, "persons").map(people).unwrap_or_default(),
        topics: child(node, "tags")
            .map(|tags| children(tags, "tag").map(all_words).collect())
            .unwrap_or_default(),
        summary: prose("abstract"),
        description: prose("description"),
        materials: materials(node, recording),
        do_not_record: recording
            .and_then(|recording| words(recording, "optout"))
            .is_some_and(|optout| optout == "true" || optout == "1"),
        source: words(node, "url"),
        ..Event::default()
    }
}

fn people(persons: Node<'_, '_>) -> Vec<Participant> {
    children(persons, "person")
        .map(|person| {
            let attribute = |name| person.attribute(name).map(str::to_owned);
            Participant {
                identity: Identity {
                    guid: attribute("guid"),
                    id: attribute("id")
                        .filter(|id| schedule_rooms::identifies(id))
                        .or_else(|| attribute("code")),
                    slug: None,
                },
                name: all_words(person),
                ..Participant::default()
            }
        })
        .collect()
}

fn materials(event: Node<'_, '_>, recording: Option<Node<'_, '_>>) -> Vec<MaterialDraft> {
    let mut materials = Vec::new();
    for (list, entry, kind) in [
        ("links", "link", MaterialKind::Link),
        ("attachments", "attachment", MaterialKind::Attachment),
    ] {
        for node in child(event, list)
            .into_iter()
            .flat_map(|list| children(list, entry))
        {
            let kind = match node.attribute("type") {
                Some("media") => MaterialKind::Video,
                _ => kind,
            };
            // Some write the address as the text.
            let (title, to) = match node.attribute("href").map(str::trim) {
                None | Some("") => (String::new(), all_words(node)),
                Some(to) => (all_words(node), to.to_owned()),
            };
            materials.push(MaterialDraft { kind, title, to });
        }
    }
    let videos = [
        words(event, "video_download_url"),
        recording.and_then(|recording| words(recording, "url")),
        recording.and_then(|recording| words(recording, "link")),
    ];
    for to in videos.into_iter().flatten() {
        materials.push(MaterialDraft {
            kind: MaterialKind::Video,
            title: String::new(),
            to,
        });
    }
    materials
}
