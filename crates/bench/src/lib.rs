//! Made-up programmes of any size for benchmarks and tests; the same seed gives the same programme.
//! The usual size is about 1,000 items, like FOSDEM.

mod schedule_xml;
mod words;

use fastrand::Rng;
use hallway_programme::check::check;
use hallway_programme::draft::{
    ConferenceDraft, Draft, FORMAT, ItemDraft, PersonDraft, RoomDraft, TopicDraft, TrackDraft,
};
use hallway_programme::text::{Block, Inline, Text};
use hallway_programme::{Kind, Programme};

pub use schedule_xml::schedule_xml;
pub use words::{sentence, title};

/// The seed of every made-up programme.
pub const SEED: u64 = 20_210_920;

/// About how many items are in a room, as at FOSDEM.
const PER_ROOM: usize = 16;
/// About how many items are in a track, as at FOSDEM.
const PER_TRACK: usize = 10;
/// How many topics a programme has.
const TOPICS: usize = 40;

/// The draft of a made-up programme with that many items.
#[must_use]
pub fn draft(items: usize) -> Draft {
    let mut rng = Rng::with_seed(SEED);
    let (rooms, tracks) = (items / PER_ROOM + 1, items / PER_TRACK + 1);
    let people = items * 9 / 10 + 1;
    Draft {
        format: FORMAT,
        revision: 1,
        conference: ConferenceDraft {
            id: "made-up".into(),
            title: "Made-up Conference".into(),
            first_day: "2026-02-02".into(),
            last_day: "2026-02-06".into(),
            zone: "Europe/Brussels".into(),
            ..ConferenceDraft::default()
        },
        topics: every(TOPICS, |at| TopicDraft {
            id: format!("topic-{at}"),
            title: title(&mut rng, 2),
        }),
        rooms: every(rooms, |at| RoomDraft {
            id: format!("room-{at}"),
            title: format!("Room {at}"),
            ..RoomDraft::default()
        }),
        people: every(people, |at| PersonDraft {
            id: format!("person-{at}"),
            name: title(&mut rng, 2),
            ..PersonDraft::default()
        }),
        tracks: every(tracks, |at| TrackDraft {
            id: format!("track-{at}"),
            title: title(&mut rng, 3),
            ..TrackDraft::default()
        }),
        items: every(items, |at| {
            let start = start(at / rooms);
            ItemDraft {
                id: format!("item-{at}"),
                title: title(&mut rng, 6),
                kind: Kind::Talk,
                track: Some(format!("track-{}", rng.usize(..tracks))),
                room: Some(format!("room-{}", at % rooms)),
                start: Some(start.0),
                end: Some(start.1),
                people: vec![format!("person-{}", rng.usize(..people))],
                topics: vec![format!("topic-{}", rng.usize(..TOPICS))],
                summary: paragraph(&mut rng, 40),
                description: paragraph(&mut rng, 120),
                ..ItemDraft::default()
            }
        }),
    }
}

/// A made-up programme with that many items.
///
/// # Panics
/// Never: the draft is valid.
#[must_use]
pub fn programme(items: usize) -> Programme {
    check(draft(items)).expect("what is made up here is in order")
}

/// The same programme with a higher revision, in which a tenth of the items start and end half a
/// minute later.
///
/// # Panics
/// Never, as [`programme`].
#[must_use]
pub fn programme_with_moves(items: usize) -> Programme {
    let mut draft = draft(items);
    draft.revision += 1;
    for item in draft.items.iter_mut().step_by(10) {
        for time in [&mut item.start, &mut item.end] {
            *time = time
                .take()
                .map(|time| time.replace(":00+01:00", ":30+01:00"));
        }
    }
    check(draft).expect("what is made up here is in order")
}

fn every<T>(count: usize, mut make: impl FnMut(usize) -> T) -> Vec<T> {
    (0..count).map(&mut make).collect()
}

/// The start and the end of an item: half an hour between 09:00 and 17:00, on one of five days.
fn start(place: usize) -> (String, String) {
    let (day, half_hour) = (place / 16 % 5, place % 16);
    let clock = |half_hour: usize| {
        format!(
            "2026-02-{:02}T{:02}:{:02}:00+01:00",
            2 + day,
            9 + half_hour / 2,
            half_hour % 2 * 30
        )
    };
    (clock(half_hour), clock(half_hour + 1))
}

fn paragraph(rng: &mut Rng, words: usize) -> Text {
    vec![Block::Paragraph(vec![Inline::Text(sentence(rng, words))])]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_makes_the_same_programme() {
        assert_eq!(programme(300).to_json(), programme(300).to_json());
        assert_eq!(programme(300).items().len(), 300);
    }
}
