//! Storing: what was written is read as it was, and anything else is refused with a reason.

use hallway_agenda::{Agenda, DeviceId, Plan, Rating, Unreadable};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::history::{agenda, item, three_devices};

fn is_corrupt(text: &str) -> bool {
    matches!(Agenda::from_text(text), Err(Unreadable::Corrupt { .. }))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn a_stored_agenda_is_read_as_it_was([a, _, _] in three_devices()) {
        let text = a.to_text();
        let read = Agenda::from_text(&text).expect("the text was written by an agenda");
        prop_assert_eq!(read.to_text(), text);
        prop_assert_eq!(read, a);
    }

    #[test]
    fn no_text_makes_reading_panic(text in ".{0,200}") {
        prop_assert!(Agenda::from_text(&text).is_err());
    }

    #[test]
    fn no_mutation_makes_reading_panic(
        agenda in agenda(), mutations in prop::collection::vec((any::<Index>(), any::<char>()), 1..6),
    ) {
        let mut characters: Vec<char> = agenda.to_text().chars().collect();
        for (at, character) in mutations {
            *at.get_mut(&mut characters) = character;
        }
        let text: String = characters.into_iter().collect();
        // A digit or a letter of a note may have become another; then it is an agenda again.
        if let Ok(read) = Agenda::from_text(&text) {
            prop_assert_eq!(Agenda::from_text(&read.to_text()), Ok(read));
        }
    }

    #[test]
    fn a_text_that_was_cut_off_is_said_to_be_damaged(agenda in agenda(), cut in any::<Index>()) {
        let text: Vec<char> = agenda.to_text().chars().collect();
        let cut: String = text[..cut.index(text.len())].iter().collect();
        prop_assert!(is_corrupt(&cut), "{cut}");
    }

    #[test]
    fn a_newer_format_is_told_from_a_damaged_one(format in prop_oneof![3..10u64, 3..1u64 << 53]) {
        let newer = format!(r#"{{"stars":{{"else":[]}},"format":{format}}}"#);
        prop_assert_eq!(Agenda::from_text(&newer), Err(Unreadable::Newer { format }));
    }
}

#[test]
fn the_format_stays_as_it_was_published() {
    let mut agenda = Agenda::new(DeviceId::new(0xfedc_ba98_7654_3210));
    agenda.star(&item(1), true, 1_632_150_000_000);
    agenda.set_note(&item(0), "bring the adapter", 1_632_150_000_001);
    assert_eq!(
        agenda.to_text(),
        concat!(
            r#"{"format":1,"device":"fedcba9876543210","items":{"#,
            r#""item-0":{"note":["bring the adapter",[1632150000001,0,"fedcba9876543210"]]},"#,
            r#""item-1":{"star":[true,[1632150000000,0,"fedcba9876543210"]]}}}"#,
        )
    );
}

/// An app that has not heard of plans and ratings yet reads on as long as there are none.
#[test]
fn the_oldest_format_that_holds_an_agenda_is_written() {
    let (mut agenda, item) = (Agenda::new(DeviceId::new(1)), item(0));
    agenda.star(&item, true, 1);
    assert!(agenda.to_text().starts_with(r#"{"format":1,"#));
    agenda.set_plan(&item, Plan::WatchLater, 2);
    agenda.set_attended(&item, true, 3);
    agenda.rate(&item, Rating::new(4), 4);
    assert_eq!(
        agenda.to_text(),
        concat!(
            r#"{"format":2,"device":"0000000000000001","items":{"item-0":{"#,
            r#""star":[true,[1,0,"0000000000000001"]],"later":[true,[2,0,"0000000000000001"]],"#,
            r#""attended":[true,[3,0,"0000000000000001"]],"rating":[4,[4,0,"0000000000000001"]]}}}"#,
        )
    );
}

/// What would be lost at the next write, or could never be overruled, makes the whole unreadable.
#[test]
fn a_part_that_is_not_understood_makes_the_whole_unreadable() {
    for text in [
        r#"{}"#,
        r#"{"format":0,"device":"0000000000000001","items":{}}"#,
        r#"{"format":1,"device":"0000000000000001"}"#,
        r#"{"format":1,"device":"1","items":{}}"#,
        r#"{"format":1,"device":null,"items":{}}"#,
        r#"{"format":9007199254740992,"device":"0000000000000001","items":{}}"#,
        r#"[1,"0000000000000001",{}]"#,
        r#"{"format":1,"device":"0000000000000001","items":{"a":[]}}"#,
        r#"{"format":1,"device":"0000000000000001","items":{"a":{"star":null}}}"#,
        r#"{"format":1,"device":"0000000000000001","items":{},"notes":{}}"#,
        r#"{"format":1,"device":"0000000000000001","items":{"not an id":{}}}"#,
        r#"{"format":2,"device":"0000000000000001","items":{"a":{"rating":[6,[1,0,"0000000000000001"]]}}}"#,
        r#"{"format":1,"device":"0000000000000001","items":{"a":{"stae":[true,[1,0,"0000000000000001"]]}}}"#,
        r#"{"format":1,"device":"0000000000000001","items":{"a":{"star":[true,[18446744073709551615,0,"0000000000000001"]]}}}"#,
    ] {
        assert!(is_corrupt(text), "{text}");
    }
    assert!(Agenda::from_text(&"[".repeat(100_000)).is_err());
}

#[test]
fn people_are_told_what_to_do() {
    let newer = Agenda::from_text(r#"{"format":7}"#)
        .expect_err("format 7 is newer")
        .to_string();
    assert!(
        newer.contains("format 7") && newer.contains("reload"),
        "{newer}"
    );
    let corrupt = Agenda::from_text("{")
        .expect_err("half a text is damaged")
        .to_string();
    assert!(
        corrupt.contains("line 1") && corrupt.contains("again"),
        "{corrupt}"
    );
}
