//! Messages about a `programme.json` that does not have the right form.

use hallway_importer::import::{File, ImportOptions, import};

const TINY: &str = include_str!("../../programme/examples/tiny.json");

/// The message after the first `old` in a valid programme is replaced by `new`.
fn said(old: &str, new: &str) -> String {
    assert!(TINY.contains(old), "{old}");
    let file = File {
        path: "programme.json".into(),
        content: TINY.replacen(old, new, 1).into_bytes(),
    };
    match import(&[file], None, &ImportOptions::default()) {
        Ok(_) => String::new(),
        Err(refused) => refused.to_string(),
    }
}

#[test]
fn a_programme_in_order_is_read() {
    assert_eq!(said("", ""), "");
}

#[test]
fn a_field_of_the_wrong_type_is_said_with_its_path_line_and_column() {
    assert_eq!(
        said(r#""Should there be tea?""#, "5"),
        "programme.json:items[1].title: this is not a programme: invalid type: integer `5`, \
         expected a string at line 18 column 29"
    );
    assert_eq!(
        said(r#""id": "tea","#, ""),
        "programme.json:items[1]: this is not a programme: missing field `id` at line 18 column 76"
    );
    assert_eq!(
        said(r#""opening", "track""#, r#""party", "track""#),
        "programme.json:items[0].kind: this is not a programme: unknown variant `party`, expected \
         one of `talk`, `session`, `opening`, `break`, `topic` at line 14 column 64"
    );
}

#[test]
fn what_is_no_json_is_said_with_its_line() {
    assert_eq!(
        said(r#""revision": 1,"#, r#""revision": 1"#),
        "programme.json:line 4: this is not a programme: expected `,` or `}` at line 4 column 3"
    );
    let after = said("\n  ]\n}\n", "\n  ]\n}\n}\n");
    assert!(after.starts_with("programme.json:line 21: "), "{after}");
}

#[test]
fn what_is_nested_as_deep_as_may_be_is_read_and_what_is_deeper_is_refused() {
    let nested = |levels: usize| {
        let (open, close) = (r#"[{"emphasis":"#.repeat(levels), "}]".repeat(levels));
        let description =
            format!(r#""description": [{{"paragraph":{open}[]{close}}}], "id": "tiny""#);
        said(r#""id": "tiny""#, &description)
    };
    assert_eq!(nested(60), "");
    for levels in [70, 100_000] {
        let said = nested(levels);
        assert!(said.contains("recursion limit exceeded"), "{said}");
    }
}
