//! Made-up programmes with texts that are difficult to write in the formats.

use hallway_programme::check::check;
use hallway_programme::draft::{
    ConferenceDraft, Draft, FORMAT, ItemDraft, MaterialDraft, PersonDraft, RoomDraft, TopicDraft,
    TrackDraft,
};
use hallway_programme::text::{Block, Inline, Text};
use hallway_programme::{Kind, Link, MaterialKind, Programme, Status};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// Words that mean something to XML, JSON, Markdown, HTML or iCalendar.
const WORDS: [&str; 25] = [
    "Café",
    "a<b",
    "R&D",
    "]]>",
    "C++",
    "*star*",
    "_under_",
    "snake_case",
    "`tick`",
    "[link]",
    "1.",
    "#",
    "-",
    ">",
    "\\n",
    "\\",
    "a,b;c:d",
    "\"quoted\"",
    "łódź",
    "👩\u{200d}👧",
    "&amp;",
    "=",
    "~~",
    "now!",
    "wordsthatgoonandonandonandonandonandonandonandonandonandonandonandonandonandon",
];

/// Ids that can't be slugs without a change, or that are easy to confuse with each other.
const IDS: [&str; 16] = [
    "7",
    "x",
    "8",
    "item-1",
    "last-item",
    "last",
    "-item",
    "Keynote",
    "keynote",
    "_keynote",
    "snake_case",
    "snakeCase",
    "ends-",
    "ends_",
    "X_",
    "9a0c2f1e-5b7d-4e3f-8a6b-1c2d3e4f5a6b",
];

fn line() -> impl Strategy<Value = String> {
    vec(select(&WORDS[..]), 1..6).prop_map(|words| words.join(" "))
}

/// Begins with a letter, so that it is neither a dash nor a mark of a status.
fn title() -> impl Strategy<Value = String> {
    line().prop_map(|line| format!("T {line}"))
}

fn inlines() -> impl Strategy<Value = Vec<Inline>> {
    let words = || line().prop_map(|line| vec![Inline::Text(line)]);
    let inline = prop_oneof![
        words().prop_map(Inline::Emphasis),
        words().prop_map(Inline::Strong),
        "[a-z`]{1,5}x".prop_map(Inline::Code),
        words().prop_map(|text| Inline::Link {
            to: Link::new("https://example.org/a?b=c&d=(e)").expect("it is a link"),
            text,
        }),
        Just(Inline::Break),
    ];
    // Puts words between all other inlines, as in real texts.
    vec((line(), inline), 0..3).prop_map(|pairs| {
        let mut inlines = vec![Inline::Text("Begins".into())];
        for (words, inline) in pairs {
            match inline {
                Inline::Break => inlines.push(Inline::Break),
                inline => {
                    match inlines.last_mut() {
                        // Right before a link, `!` would make it an image.
                        Some(Inline::Text(text)) if text.ends_with('!') => {}
                        Some(Inline::Text(text)) => text.push(' '),
                        _ => inlines.push(Inline::Text(" ".into())),
                    }
                    inlines.push(inline);
                }
            }
            let space = if inlines.last() == Some(&Inline::Break) {
                ""
            } else {
                " "
            };
            inlines.push(Inline::Text(format!("{space}{words}")));
        }
        inlines
    })
}

fn text() -> impl Strategy<Value = Text> {
    let paragraph = || inlines().prop_map(Block::Paragraph);
    let block = prop_oneof![
        3 => paragraph(),
        1 => vec(paragraph().prop_map(|block| vec![block]), 1..3).prop_map(Block::List),
        1 => vec(paragraph().prop_map(|block| vec![block]), 1..3).prop_map(Block::Numbered),
        1 => "[a-z`<& ]{1,8}x\n  [a-z]{1,4}".prop_map(|code| Block::Code(code.trim_start().into())),
    ];
    vec(block, 0..4)
}

fn details() -> impl Strategy<Value = ItemDraft> {
    let kind = select(
        &[
            Kind::Talk,
            Kind::Session,
            Kind::Opening,
            Kind::Break,
            Kind::Topic,
        ][..],
    );
    let status = select(&[Status::Planned, Status::Changed, Status::Cancelled][..]);
    let material = (
        select(
            &[
                MaterialKind::Link,
                MaterialKind::Attachment,
                MaterialKind::Video,
            ][..],
        ),
        title(),
        0..9_u8,
    );
    let materials = vec(material, 0..3).prop_map(|materials| {
        let mut materials: Vec<_> = materials
            .into_iter()
            .enumerate()
            .map(|(at, (kind, title, page))| MaterialDraft {
                kind,
                title,
                to: format!("https://example.org/{at}/{page}"),
            })
            .collect();
        // Links and files are two lists in these formats.
        materials.sort_by_key(|material| material.kind == MaterialKind::Attachment);
        materials
    });
    (
        (
            title(),
            option::of(title()),
            kind,
            option::of(title()),
            status,
        ),
        (text(), text(), materials, any::<bool>(), any::<bool>()),
    )
        .prop_map(
            |(
                (title, subtitle, kind, session_type, status),
                (summary, description, materials, do_not_record, has_source),
            )| ItemDraft {
                title,
                subtitle: subtitle.unwrap_or_default(),
                session_type: match kind {
                    // A type of its own says what it is.
                    Kind::Talk => session_type.unwrap_or_default(),
                    _ => String::new(),
                },
                kind,
                status,
                language: "en".into(),
                summary,
                description,
                materials,
                do_not_record,
                source: has_source.then(|| "https://example.org/talk".into()),
                ..ItemDraft::default()
            },
        )
}

fn slot() -> impl Strategy<Value = Option<(String, Option<String>)>> {
    option::weighted(0.9, (0..2_u8, 0..22_u8, 0..60_u8, 0..3_u8)).prop_map(|slot| {
        slot.map(|(day, hour, minute, length)| {
            let clock = |hour: u8| format!("2021-09-2{day}T{hour:02}:{minute:02}:00-03:00");
            (
                clock(hour),
                (length > 0).then(|| clock(hour + length.min(1))),
            )
        })
    })
}

/// A valid programme.
pub fn programme() -> impl Strategy<Value = Programme> {
    let item = (
        details(),
        slot(),
        0..4_usize,
        0..4_usize,
        0..4_usize,
        0..4_usize,
    );
    let names = (
        vec(title(), 3),
        vec(title(), 3),
        vec(title(), 3),
        vec(title(), 3),
    );
    let ids = Just(IDS.to_vec()).prop_shuffle();
    (names, vec(item, 0..6), ids).prop_map(|((tracks, rooms, people, topics), items, ids)| {
        let unlike = |titles: Vec<String>| {
            let titles = titles.into_iter().enumerate();
            titles
                .map(|(at, title)| (at, format!("{title} {at}")))
                .collect::<Vec<_>>()
        };
        let one = |what: &str, at: usize| (at < 3).then(|| format!("{what}-{at}"));
        check(Draft {
            format: FORMAT,
            revision: 3,
            conference: ConferenceDraft {
                id: "made-up".into(),
                title: "Made <up> & more".into(),
                first_day: "2021-09-20".into(),
                last_day: "2021-09-24".into(),
                zone: "America/Halifax".into(),
                ..ConferenceDraft::default()
            },
            topics: unlike(topics)
                .into_iter()
                .map(|(at, title)| TopicDraft {
                    id: format!("topic-{at}"),
                    title,
                })
                .collect(),
            rooms: unlike(rooms)
                .into_iter()
                .map(|(at, title)| RoomDraft {
                    id: format!("room-{at}"),
                    title,
                    ..RoomDraft::default()
                })
                .collect(),
            people: unlike(people)
                .into_iter()
                .map(|(at, name)| PersonDraft {
                    id: format!("person-{at}"),
                    name,
                    ..PersonDraft::default()
                })
                .collect(),
            tracks: unlike(tracks)
                .into_iter()
                .map(|(at, title)| TrackDraft {
                    id: format!("track-{at}"),
                    title,
                    ..TrackDraft::default()
                })
                .collect(),
            items: items
                .into_iter()
                .zip(ids)
                .map(|((details, slot, track, room, person, topic), id)| {
                    let (start, end) = slot.map_or((None, None), |(start, end)| (Some(start), end));
                    ItemDraft {
                        id: id.into(),
                        start,
                        end,
                        track: one("track", track),
                        room: one("room", room),
                        people: one("person", person).into_iter().collect(),
                        topics: one("topic", topic).into_iter().collect(),
                        ..details
                    }
                })
                .collect(),
        })
        .unwrap_or_else(|problems| panic!("{problems:?}"))
    })
}
