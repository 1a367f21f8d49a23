//! Markdown is converted to the tree, and what the tree can't represent is refused.

use hallway_importer::markdown::text;
use hallway_programme::Link;
use hallway_programme::text::{Block, Inline, Text, plain};

fn shown(markdown: &str) -> Text {
    let (text, refusals) = text(markdown);
    assert_eq!(refusals, [], "{markdown}");
    text
}

fn words(words: &str) -> Inline {
    Inline::Text(words.into())
}

fn paragraph(inlines: impl Into<Vec<Inline>>) -> Block {
    Block::Paragraph(inlines.into())
}

#[test]
fn words_survive_as_they_are_written() {
    for sentence in [
        "CAP_CHECKPOINT_RESTORE in CRIU (with CAP_CHECKPOINT_RESTORE)",
        "AMD (SEV), Intel (TDX), s390 and ARM – kernel- and userspace.",
        "select \"IoT's Company MC\" for the \"Track\"",
        "a & b, 3 < 4, 1 * 2 * 3, C:\\dir, x[0], #1, €5",
    ] {
        assert_eq!(shown(sentence), [paragraph([words(sentence)])]);
    }
}

#[test]
fn a_line_ends_in_a_space_and_two_spaces_at_its_end_break_it() {
    assert_eq!(
        shown("one\ntwo\n\nthree\n"),
        [paragraph([words("one two")]), paragraph([words("three")])]
    );
    assert_eq!(
        shown("one  \ntwo"),
        [paragraph([words("one"), Inline::Break, words("two")])]
    );
}

#[test]
fn emphasis_code_and_links_keep_what_is_inside() {
    let to = |address: &str| Link::new(address).expect("it is safe");
    assert_eq!(
        shown("*a **b*** `c` [d `e`](https://example.org/) <joro@8bytes.org>"),
        [paragraph([
            Inline::Emphasis(vec![words("a "), Inline::Strong(vec![words("b")])]),
            words(" "),
            Inline::Code("c".into()),
            words(" "),
            Inline::Link {
                to: to("https://example.org/"),
                text: vec![words("d "), Inline::Code("e".into())]
            },
            words(" "),
            Inline::Link {
                to: to("mailto:joro@8bytes.org"),
                text: vec![words("joro@8bytes.org")]
            },
        ])]
    );
}

#[test]
fn lists_nest_and_hold_paragraphs_tight_or_loose() {
    let entry = |text: &str| vec![paragraph([words(text)])];
    assert_eq!(
        shown("* a\n* b"),
        [Block::List(vec![entry("a"), entry("b")])]
    );
    assert_eq!(
        shown("* a\n\n* b"),
        [Block::List(vec![entry("a"), entry("b")])]
    );
    let nested = Block::Numbered(vec![entry("b"), entry("c")]);
    assert_eq!(
        shown("* a\n  1. b\n  2. c\n* d"),
        [Block::List(vec![
            vec![paragraph([words("a")]), nested],
            entry("d")
        ])]
    );
}

#[test]
fn code_keeps_its_white_space() {
    assert_eq!(
        shown("```c\nint  x;\n\n  y();\n```"),
        [Block::Code("int  x;\n\n  y();".into())]
    );
}

#[test]
fn a_heading_becomes_a_strong_paragraph() {
    assert_eq!(
        shown("## Topics\ntext"),
        [
            paragraph([Inline::Strong(vec![words("Topics")])]),
            paragraph([words("text")]),
        ]
    );
}

#[test]
fn what_can_not_be_shown_is_refused_where_it_stands() {
    for (markdown, offset, remedy) in [
        ("a <b>x", 2, "HTML"),
        ("a\n\n<script>\nalert(1)\n</script>", 3, "HTML"),
        ("[x](javascript:alert(1))", 0, "write an https:"),
        ("see [x](/item/y)", 4, "write an https:"),
        ("![x](https://example.org/y.png)", 0, "link to it instead"),
        ("> x", 0, "as a paragraph"),
        ("a\n\n---\n\nb", 3, "take it out"),
        ("7. x\n8. y", 0, "count from 1"),
    ] {
        let (_, refusals) = text(markdown);
        assert!(!refusals.is_empty(), "{markdown}");
        assert_eq!(refusals[0].offset, offset, "{markdown}");
        assert!(
            refusals[0].message.contains(remedy),
            "{markdown}: {}",
            refusals[0].message
        );
    }
}

#[test]
fn no_depth_of_nesting_is_too_much_to_read() {
    let lists: String = (0..400)
        .map(|depth| format!("{}* x\n", "  ".repeat(depth)))
        .collect();
    for deep in [
        lists,
        "> ".repeat(5_000),
        "*a **b ".repeat(2_000) + &"** *".repeat(2_000),
    ] {
        let (shown, _) = text(&deep);
        let json = serde_json::to_string(&shown).expect("a text holds only texts and lists");
        assert_eq!(serde_json::from_str::<Text>(&json).ok(), Some(shown));
    }
}

#[test]
fn any_text_at_all_is_read() {
    for odd in [
        "", " ", "\u{0}", "]()[", "* ", "1.", "`", "***", "\\", "&#0;", "\t\tx", "[a]: b",
    ] {
        let (shown, _) = text(odd);
        let _ = plain(&shown);
    }
}
