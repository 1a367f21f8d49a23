//! The JSON of documents follows the rules in `docs/sync.md`.

use hallway_agenda::Unreadable;
use hallway_sync::{Document, LONGEST_NAME};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

/// 2⁵³ − 1.
const LAST: u64 = 9_007_199_254_740_991;

const AGENDA: &str = r#"{"format":1,"device":"0000000000000001","items":{}}"#;

fn with_devices(devices: &str) -> String {
    format!("{{\"format\":1,\"agenda\":{AGENDA},\"devices\":{devices}}}")
}

/// The result of reading a text: a document, or why it is not one.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    Document,
    Newer(u64),
    Corrupt,
}

fn read(text: &str) -> Verdict {
    match Document::from_text(text) {
        Ok(_) => Verdict::Document,
        Err(Unreadable::Newer { format }) => Verdict::Newer(format),
        Err(Unreadable::Corrupt { .. }) => Verdict::Corrupt,
    }
}

fn is_device((id, device): (&String, &Value)) -> bool {
    let is_id = id.len() == 16 && id.chars().all(|digit| digit.is_ascii_hexdigit());
    let Some([seen_ms, left, name]) = device.as_array().map(Vec::as_slice) else {
        return false;
    };
    let is_moment = seen_ms.as_u64().is_some_and(|moment| moment <= LAST);
    is_id && is_moment && left.is_boolean() && name.is_string()
}

/// JSON values; some of them are devices or parts of a device.
fn odd() -> impl Strategy<Value = Value> {
    let part = select(vec![
        json!(null),
        json!(true),
        json!(false),
        json!(0),
        json!(1.0),
        json!(-1),
        json!(LAST),
        json!(LAST + 1),
        json!("Phone"),
        json!({}),
    ]);
    let parts = prop::collection::vec(part.clone(), 0..5).prop_map(Value::Array);
    let device = [part.clone(), part.clone(), part.clone()].prop_map(|parts| json!(parts));
    let moment = select(vec![json!(0), json!(7), json!(LAST), json!(LAST + 1)]);
    let fit = (moment, any::<bool>()).prop_map(|(moment, left)| json!([moment, left, "Phone"]));
    prop_oneof![1 => part, 1 => parts, 2 => device, 4 => fit]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn what_is_written_are_the_bytes_that_the_rules_give(
        devices in prop::collection::btree_map(
            any::<u64>(), (0..=LAST, any::<bool>(), "[ab\"\\\\/é\n\u{1}\u{2028}😀]{0,4}"), 0..4,
        ),
    ) {
        let devices: Vec<_> = devices
            .into_iter()
            .map(|(id, (seen_ms, left, name))| {
                format!("\"{id:016x}\":[{seen_ms},{left},{}]", Value::String(name))
            })
            .collect();
        let text = with_devices(&format!("{{{}}}", devices.join(",")));
        let document = Document::from_text(&text);
        prop_assert_eq!(document.map(|document| document.to_text()), Ok(text));
    }

    #[test]
    fn what_is_read_is_what_the_rules_allow(
        devices in prop::collection::btree_map("[0-9A-Fa-f]{16}|[0-9a-g]{15,17}", odd(), 0..3),
    ) {
        let expected = if devices.iter().all(is_device) {
            Verdict::Document
        } else {
            Verdict::Corrupt
        };
        let text = with_devices(&json!(devices).to_string());
        prop_assert_eq!(read(&text), expected, "{}", text);
    }

    #[test]
    fn no_text_makes_reading_panic(text in ".{0,200}") {
        prop_assert_eq!(read(&text), Verdict::Corrupt);
    }
}

#[test]
fn a_part_that_is_not_understood_makes_the_whole_unreadable() {
    let fit = with_devices("{}");
    assert_eq!(read(&fit), Verdict::Document);
    let list = format!("[1,{AGENDA},{{}}]");
    let point = fit.replacen("1", "1.0", 1);
    for corrupt in [
        "",
        "{}",
        &list,
        &point,
        &fit.replacen("1", "0", 1),
        &fit.replacen("1", "null", 1),
        &fit.replacen("1", "9007199254740992", 1),
        &fit.replacen("1,", "1,\"format\":1,", 1),
        &fit.replacen("1,", "1,\"more\":1,", 1),
        &fit.replacen("\"items\":{}", "\"items\":{},\"more\":1", 1),
        &fit.replacen(AGENDA, "null", 1),
        &fit.replacen(AGENDA, "[1,\"0000000000000001\",{}]", 1),
        &with_devices("null"),
        &with_devices("[]"),
        &format!("{fit}}}"),
        &fit[..fit.len() - 1],
    ] {
        assert_eq!(read(corrupt), Verdict::Corrupt, "{corrupt}");
    }
}

#[test]
fn a_newer_format_is_told_whatever_else_is_there() {
    for newer in [
        r#"{"format":2}"#,
        r#"{"devices":7,"agenda":[],"format":2}"#,
        r#"{"format":2,"agenda":{"format":9},"more":{}}"#,
    ] {
        assert_eq!(read(newer), Verdict::Newer(2), "{newer}");
    }
    let of_agenda = r#"{"format":1,"agenda":{"format":3,"plans":{}},"devices":{}}"#;
    assert_eq!(read(of_agenda), Verdict::Newer(3));
}

#[test]
fn a_long_name_is_cut() {
    let devices = json!({ "0000000000000001": [1, false, "é".repeat(LONGEST_NAME + 1)] });
    let document = Document::from_text(&with_devices(&devices.to_string()));
    let document = document.expect("it is a document");
    let names: Vec<_> = document
        .devices
        .values()
        .map(|device| &device.name)
        .collect();
    assert_eq!(names, [&"é".repeat(LONGEST_NAME)]);
}
