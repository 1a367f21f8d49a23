//! What is stored, by the rules of `docs/sync.md` alone: a twin that works on values and knows nothing of
//! the types by which agendas are read and written.

use hallway_agenda::{Agenda, Unreadable};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};

/// 2⁵³ − 1.
const LAST: u64 = 9_007_199_254_740_991;

/// An agenda as text with its parts in order, written piece by piece.
fn text() -> impl Strategy<Value = String> {
    let device = any::<u64>().prop_map(|bits| format!("\"{bits:016x}\""));
    let wall_ms = prop_oneof![0..9_u64, 0..=LAST, Just(LAST)];
    let counter = prop_oneof![0..3_u32, Just(u32::MAX)];
    let stamp = (wall_ms, counter, device.clone())
        .prop_map(|(wall_ms, counter, device)| format!("[{wall_ms},{counter},{device}]"));
    let register = |name: &'static str, value: BoxedStrategy<String>| {
        let written = (value, stamp.clone())
            .prop_map(move |(value, stamp)| format!("\"{name}\":[{value},{stamp}]"));
        prop::option::of(written)
    };
    let flag = || any::<bool>().prop_map(|flag| flag.to_string()).boxed();
    let note = "[ab\"\\\\/é\n\t\u{1}\u{7f}\u{2028}😀]{0,4}";
    let note = note.prop_map(|note| Value::String(note).to_string());
    let rating = (0..=5_u8).prop_map(|stars| stars.to_string());
    let entry = (
        register("star", flag()),
        register("note", note.boxed()),
        register("later", flag()),
        register("attended", flag()),
        register("rating", rating.boxed()),
    );
    let items = prop::collection::btree_map("[0-9A-Za-z_-]{1,3}", entry, 0..4);
    (device, items).prop_map(|(device, items)| {
        let mut format = 1;
        let mut written = Vec::new();
        for (id, (star, note, later, attended, rating)) in items {
            if later.is_some() || attended.is_some() || rating.is_some() {
                format = 2;
            }
            let registers = [star, note, later, attended, rating];
            let registers: Vec<_> = registers.into_iter().flatten().collect();
            written.push(format!("\"{id}\":{{{}}}", registers.join(",")));
        }
        let items = written.join(",");
        format!("{{\"format\":{format},\"device\":{device},\"items\":{{{items}}}}}")
    })
}

fn is_device(value: &Value) -> bool {
    let text = value.as_str().unwrap_or_default();
    text.len() == 16 && text.chars().all(|digit| digit.is_ascii_hexdigit())
}

fn is_whole(value: &Value, last: u64) -> bool {
    value.as_u64().is_some_and(|number| number <= last)
}

fn is_register((name, value): (&String, &Value)) -> bool {
    let Some([value, stamp]) = value.as_array().map(Vec::as_slice) else {
        return false;
    };
    let Some([wall_ms, counter, device]) = stamp.as_array().map(Vec::as_slice) else {
        return false;
    };
    let is_stamp = is_whole(wall_ms, LAST) && is_whole(counter, 4_294_967_295) && is_device(device);
    is_stamp
        && match name.as_str() {
            "star" | "later" | "attended" => value.is_boolean(),
            "note" => value.is_string(),
            "rating" => is_whole(value, 5),
            _ => false,
        }
}

fn is_item((id, entry): (&String, &Value)) -> bool {
    let is_id = (1..=100).contains(&id.len())
        && id
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || "-_".contains(letter));
    is_id
        && entry
            .as_object()
            .is_some_and(|entry| entry.iter().all(is_register))
}

/// What becomes of a value: whether it is an agenda, or the format that it has if that is a newer one.
fn verdict(value: &Value) -> Result<bool, u64> {
    let Some(parts) = value.as_object() else {
        return Ok(false);
    };
    match parts.get("format").and_then(Value::as_u64) {
        Some(1 | 2) => {}
        Some(format @ 3..=LAST) => return Err(format),
        _ => return Ok(false),
    }
    let items = parts.get("items").and_then(Value::as_object);
    Ok(parts.len() == 3
        && parts.get("device").is_some_and(is_device)
        && items.is_some_and(|items| items.iter().all(is_item)))
}

/// All values within one, itself too, each as the way to it.
fn places(value: &Value, way: &str, found: &mut Vec<String>) {
    found.push(way.to_owned());
    match value {
        Value::Array(values) => {
            for (at, value) in values.iter().enumerate() {
                places(value, &format!("{way}/{at}"), found);
            }
        }
        Value::Object(parts) => {
            for (name, value) in parts {
                places(value, &format!("{way}/{name}"), found);
            }
        }
        _ => {}
    }
}

/// What a place may come to hold.
#[derive(Debug, Clone)]
enum Harm {
    /// Another value.
    Other(Value),
    /// A list of what an object holds.
    Listed,
    /// One more part, or one more value.
    More(&'static str, Value),
    /// One part less, or one value.
    Less,
}

impl Harm {
    fn apply(self, place: &mut Value) {
        match (self, place) {
            (Self::Other(value), place) => *place = value,
            (Self::Listed, place) => {
                if let Value::Object(parts) = place {
                    *place = parts.values().cloned().collect();
                }
            }
            (Self::More(name, value), Value::Object(parts)) => {
                parts.insert(name.to_owned(), value);
            }
            (Self::More(_, value), Value::Array(values)) => values.push(value),
            (Self::Less, Value::Object(parts)) => {
                if let Some(name) = parts.keys().next().cloned() {
                    parts.remove(&name);
                }
            }
            (Self::Less, Value::Array(values)) => {
                values.pop();
            }
            (Self::More(..) | Self::Less, _) => {}
        }
    }
}

fn harm() -> impl Strategy<Value = Harm> {
    let value = select(vec![
        json!(null),
        json!(true),
        json!(0),
        json!(2),
        json!(3),
        json!(5),
        json!(6),
        json!(-1),
        json!(1.0),
        json!(0.5),
        json!(1e300),
        json!(4_294_967_295_u64),
        json!(4_294_967_296_u64),
        json!(LAST),
        json!(LAST + 1),
        json!(u64::MAX),
        json!(""),
        json!("0000000000000001"),
        json!("000000000000000A"),
        json!([]),
        json!({}),
        json!([true, [1, 0, "0000000000000001"]]),
    ]);
    let name = select(vec![
        "format", "items", "star", "rating", "note", "notes", "", "a", "a b",
    ]);
    prop_oneof![
        3 => value.clone().prop_map(Harm::Other),
        1 => Just(Harm::Listed),
        2 => (name, value).prop_map(|(name, value)| Harm::More(name, value)),
        1 => Just(Harm::Less),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn what_is_written_are_the_bytes_that_the_rules_give(text in text()) {
        let agenda = Agenda::from_text(&text);
        prop_assert_eq!(agenda.map(|agenda| agenda.to_text()), Ok(text));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5_000))]

    #[test]
    fn what_is_read_is_what_the_rules_allow(
        text in text(), harms in prop::collection::vec((any::<Index>(), harm()), 1..3),
    ) {
        let mut value: Value = serde_json::from_str(&text).expect("it was written as JSON");
        for (at, harm) in harms {
            let mut ways = Vec::new();
            places(&value, "", &mut ways);
            let place = value.pointer_mut(&ways[at.index(ways.len())]).expect("the way leads there");
            harm.apply(place);
        }
        match (Agenda::from_text(&value.to_string()), verdict(&value)) {
            (Ok(_), Ok(true)) | (Err(Unreadable::Corrupt { .. }), Ok(false)) => {}
            (Err(Unreadable::Newer { format }), Err(newer)) if format == newer => {}
            (read, verdict) => prop_assert!(false, "{value}: {read:?}, {verdict:?}"),
        }
    }
}

/// What comes twice is damage, except where the later one always stood for both: an item's id.
#[test]
fn what_comes_twice_is_not_half_read() {
    let stamp = r#"[1,0,"0000000000000001"]"#;
    let with =
        |items: &str| format!(r#"{{"format":1,"device":"0000000000000001","items":{items}}}"#);
    let star = format!(r#""star":[true,{stamp}]"#);
    let note = format!(r#""note":["",{stamp}]"#);
    let once = with(&format!("{{\"a\":{{{star}}}}}"));
    assert!(Agenda::from_text(&once).is_ok());
    for twice in [
        once.replacen(r#""format":1"#, r#""format":1,"format":1"#, 1),
        once.replacen(r#""format":1"#, r#""format":3,"format":1"#, 1),
        once.replacen(r#""items""#, r#""items":{},"items""#, 1),
        with(&format!("{{\"a\":{{{star},{star}}}}}")),
    ] {
        let read = Agenda::from_text(&twice);
        assert!(matches!(read, Err(Unreadable::Corrupt { .. })), "{twice}");
    }
    let both = with(&format!("{{\"a\":{{{note}}},\"a\":{{{star}}}}}"));
    assert_eq!(Agenda::from_text(&both), Agenda::from_text(&once));
}

/// Numbers are written as whole ones.
#[test]
fn a_number_with_a_point_or_an_exponent_is_damage() {
    for (wall_ms, stars) in [
        ("3.0", "1"),
        ("1e3", "1"),
        ("-0", "1"),
        ("3", "1.0"),
        ("3", "null"),
    ] {
        let text = format!(
            r#"{{"format":2,"device":"0000000000000001","items":{{"a":{{"rating":[{stars},[{wall_ms},0,"0000000000000001"]]}}}}}}"#
        );
        let read = Agenda::from_text(&text);
        assert!(matches!(read, Err(Unreadable::Corrupt { .. })), "{text}");
    }
}
