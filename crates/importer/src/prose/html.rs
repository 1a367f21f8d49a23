//! Parses HTML as browsers do, and converts it to the small tree. Elements with a meaning in the
//! tree stay; other elements keep only their words. Scripts, styles and frames are dropped with
//! their content.

use ego_tree::NodeRef;
use hallway_programme::Link;
use hallway_programme::text::{Block, Inline, Text};
use linkify::{LinkFinder, LinkKind};
use scraper::{Html, Node};

/// How deep lists and emphasis may nest in the tree. Deeper ones keep only their words, so that
/// readers of JSON can read the tree.
const DEEPEST: usize = 16;

/// What an element becomes in the tree.
enum Meaning {
    /// It is dropped with its content.
    Nothing,
    /// It starts on a new line.
    Block,
    Heading,
    List,
    Numbered,
    Preformatted,
    Emphasis,
    Strong,
    Code,
    Link,
    Break,
    Image,
    /// Only its content is kept.
    Transparent,
}

fn meaning(name: &str) -> Meaning {
    match name {
        "script" | "style" | "head" | "title" | "iframe" | "object" | "embed" | "svg" | "math"
        | "noscript" | "template" | "audio" | "video" | "canvas" | "form" | "input" | "button"
        | "select" | "textarea" => Meaning::Nothing,
        "p" | "div" | "section" | "article" | "header" | "footer" | "main" | "blockquote"
        | "figure" | "figcaption" | "table" | "tr" | "dl" | "dt" | "dd" | "hr" | "address"
        | "details" | "summary" | "li" => Meaning::Block,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Meaning::Heading,
        "ul" | "menu" => Meaning::List,
        "ol" => Meaning::Numbered,
        "pre" => Meaning::Preformatted,
        "em" | "i" | "cite" | "var" | "dfn" => Meaning::Emphasis,
        "strong" | "b" => Meaning::Strong,
        "code" | "kbd" | "samp" | "tt" => Meaning::Code,
        "a" => Meaning::Link,
        "br" => Meaning::Break,
        "img" => Meaning::Image,
        _ => Meaning::Transparent,
    }
}

/// The text of a fragment of HTML.
pub(super) fn text(source: &str) -> Text {
    let document = Html::parse_fragment(source);
    let mut writer = Writer::default();
    writer.children(document.tree.root(), 0);
    writer.finish()
}

/// Words, with web addresses in them as links.
pub(super) fn with_links(words: &str) -> Vec<Inline> {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]);
    let mut inlines = Vec::new();
    for span in finder.spans(words) {
        let link = span.kind().and_then(|_| Link::new(span.as_str()).ok());
        let words = || vec![Inline::Text(span.as_str().into())];
        match link {
            Some(to) => inlines.push(Inline::Link { to, text: words() }),
            None => inlines.extend(words()),
        }
    }
    inlines
}

/// Collects blocks, and the line that is being written.
#[derive(Default)]
struct Writer {
    blocks: Vec<Block>,
    line: Vec<Inline>,
}

impl Writer {
    fn finish(mut self) -> Text {
        self.end_line();
        self.blocks
    }

    /// Turns what was written so far into a paragraph, if it is not empty.
    fn end_line(&mut self) {
        let line = trimmed(std::mem::take(&mut self.line));
        if !line.is_empty() {
            self.blocks.push(Block::Paragraph(line));
        }
    }

    fn children(&mut self, node: NodeRef<'_, Node>, depth: usize) {
        for child in node.children() {
            match child.value() {
                Node::Text(text) => self.line.extend(words(text)),
                Node::Element(element) => self.element(child, element.name(), depth),
                Node::Document | Node::Fragment => self.children(child, depth),
                _ => {}
            }
        }
    }

    fn element(&mut self, node: NodeRef<'_, Node>, name: &str, depth: usize) {
        match meaning(name) {
            Meaning::Nothing => {}
            _ if depth > DEEPEST => self.line.extend(words(&words_in(node))),
            Meaning::Block => {
                self.end_line();
                self.children(node, depth + 1);
                self.end_line();
            }
            Meaning::Heading => {
                self.end_line();
                let heading = trimmed(inlines(node, depth + 1));
                if !heading.is_empty() {
                    self.blocks
                        .push(Block::Paragraph(vec![Inline::Strong(heading)]));
                }
            }
            Meaning::List => self.list(node, depth, Block::List),
            Meaning::Numbered => {
                self.list(node, depth, Block::Numbered);
                self.number_from(first_number(node));
            }
            Meaning::Preformatted => {
                self.end_line();
                let code = words_in(node);
                let code = code.trim_matches('\n');
                if !code.trim().is_empty() {
                    self.blocks.push(Block::Code(code.into()));
                }
            }
            Meaning::Transparent => self.children(node, depth + 1),
            _ if holds_blocks(node) => self.children(node, depth + 1),
            _ => self.line.extend(inline(node, depth)),
        }
    }

    /// Turns the list that was just written into paragraphs with numbers if it does not count from
    /// one: "1986. A year" at the start of a line is more often a sentence than a list.
    fn number_from(&mut self, first: i64) {
        if first == 1 {
            return;
        }
        let Some(Block::Numbered(entries)) =
            self.blocks.pop_if(|it| matches!(it, Block::Numbered(_)))
        else {
            return;
        };
        for (number, mut entry) in (first..).zip(entries) {
            let words = Inline::Text(format!("{number}. "));
            match entry.first_mut() {
                Some(Block::Paragraph(line)) => line.insert(0, words),
                _ => entry.insert(0, Block::Paragraph(vec![words])),
            }
            if let Some(Block::Paragraph(line)) = entry.first_mut() {
                *line = trimmed(std::mem::take(line));
            }
            self.blocks.extend(entry);
        }
    }

    fn list(&mut self, node: NodeRef<'_, Node>, depth: usize, list: fn(Vec<Text>) -> Block) {
        self.end_line();
        let mut entries = Vec::new();
        // Content between the entries of a list is shown too.
        let mut between = Self::default();
        for child in node.children() {
            match child.value() {
                Node::Element(element) if element.name() == "li" => {
                    entries.push(std::mem::take(&mut between).finish());
                    let mut entry = Self::default();
                    entry.children(child, depth + 2);
                    entries.push(entry.finish());
                }
                Node::Element(element) => between.element(child, element.name(), depth + 2),
                Node::Text(text) => between.line.extend(words(text)),
                _ => {}
            }
        }
        entries.push(between.finish());
        entries.retain(|entry| !entry.is_empty());
        if !entries.is_empty() {
            self.blocks.push(list(entries));
        }
    }
}

/// The number of a list's first entry.
fn first_number(list: NodeRef<'_, Node>) -> i64 {
    let start = list
        .value()
        .as_element()
        .and_then(|list| list.attr("start"));
    start
        .and_then(|start| start.trim().parse::<i32>().ok())
        .map_or(1, i64::from)
}

/// Whether an inline element contains block elements.
fn holds_blocks(node: NodeRef<'_, Node>) -> bool {
    node.descendants().skip(1).any(|inner| {
        inner.value().as_element().is_some_and(|element| {
            matches!(
                meaning(element.name()),
                Meaning::Block
                    | Meaning::Heading
                    | Meaning::List
                    | Meaning::Numbered
                    | Meaning::Preformatted
            )
        })
    })
}

fn inlines(node: NodeRef<'_, Node>, depth: usize) -> Vec<Inline> {
    let mut line = Vec::new();
    for child in node.children() {
        match child.value() {
            Node::Text(text) => line.extend(words(text)),
            Node::Element(_) => line.extend(inline(child, depth)),
            _ => {}
        }
    }
    line
}

/// An inline element.
fn inline(node: NodeRef<'_, Node>, depth: usize) -> Vec<Inline> {
    let Some(element) = node.value().as_element() else {
        return Vec::new();
    };
    let meaning = meaning(element.name());
    if depth > DEEPEST && !matches!(meaning, Meaning::Nothing) {
        return words(&words_in(node));
    }
    match meaning {
        Meaning::Nothing => Vec::new(),
        Meaning::Break => vec![Inline::Break],
        Meaning::Image => words(element.attr("alt").unwrap_or_default()),
        Meaning::Code => {
            let code = words_in(node);
            if code.trim().is_empty() {
                Vec::new()
            } else {
                vec![Inline::Code(code)]
            }
        }
        Meaning::Emphasis => wrapped(node, depth, Inline::Emphasis),
        Meaning::Strong => wrapped(node, depth, Inline::Strong),
        Meaning::Link => link(node, element.attr("href"), depth),
        _ => inlines(node, depth + 1),
    }
}

fn wrapped(node: NodeRef<'_, Node>, depth: usize, wrap: fn(Vec<Inline>) -> Inline) -> Vec<Inline> {
    let inner = inlines(node, depth + 1);
    if says_nothing(&inner) {
        inner
    } else {
        vec![wrap(inner)]
    }
}

/// A link, or only its words if its address is not safe to follow.
fn link(node: NodeRef<'_, Node>, address: Option<&str>, depth: usize) -> Vec<Inline> {
    match address.and_then(|address| Link::new(address.trim()).ok()) {
        Some(to) => {
            // A link within a link can't be followed.
            let text = collapsed(&words_in(node));
            let text = if text.trim().is_empty() {
                to.as_str().to_owned()
            } else {
                text
            };
            vec![Inline::Link {
                to,
                text: vec![Inline::Text(text)],
            }]
        }
        None => inlines(node, depth + 1),
    }
}

/// All words in a node, except those that are not shown.
fn words_in(node: NodeRef<'_, Node>) -> String {
    let mut words = String::new();
    let mut hidden = 0_usize;
    for edge in node.traverse() {
        let (opens, inner) = match edge {
            ego_tree::iter::Edge::Open(inner) => (true, inner),
            ego_tree::iter::Edge::Close(inner) => (false, inner),
        };
        match inner.value() {
            Node::Element(element) if matches!(meaning(element.name()), Meaning::Nothing) => {
                hidden = if opens {
                    hidden + 1
                } else {
                    hidden.saturating_sub(1)
                };
            }
            Node::Element(element) if opens && element.name() == "br" => words.push('\n'),
            Node::Text(text) if opens && hidden == 0 => words.push_str(text),
            _ => {}
        }
    }
    words
}

/// Words with white space collapsed as in HTML, and web addresses as links.
fn words(text: &str) -> Vec<Inline> {
    let text = collapsed(text);
    if text.is_empty() {
        Vec::new()
    } else {
        with_links(&text)
    }
}

/// Replaces each run of white space by one space.
fn collapsed(text: &str) -> String {
    let mut collapsed = String::with_capacity(text.len());
    let mut space = false;
    for c in text
        .chars()
        .filter(|c| !c.is_control() || c.is_whitespace())
    {
        if c.is_whitespace() && c != '\u{a0}' {
            space = true;
            continue;
        }
        if std::mem::take(&mut space) {
            collapsed.push(' ');
        }
        collapsed.push(c);
    }
    if space {
        collapsed.push(' ');
    }
    collapsed
}

fn says_nothing(line: &[Inline]) -> bool {
    line.iter().all(|inline| match inline {
        Inline::Text(text) => text.trim().is_empty(),
        Inline::Break => true,
        _ => false,
    })
}

/// The line without white space and breaks at its ends, and with neighbouring texts joined.
fn trimmed(line: Vec<Inline>) -> Vec<Inline> {
    let mut joined: Vec<Inline> = Vec::with_capacity(line.len());
    for inline in line {
        match (joined.last_mut(), inline) {
            (Some(Inline::Text(before)), Inline::Text(text)) => {
                let text = if before.ends_with(' ') {
                    text.trim_start()
                } else {
                    &text
                };
                before.push_str(text);
            }
            (Some(Inline::Break) | None, Inline::Text(text)) => {
                let text = text.trim_start();
                if !text.is_empty() {
                    joined.push(Inline::Text(text.into()));
                }
            }
            (None, Inline::Break) => {}
            (_, inline) => joined.push(inline),
        }
    }
    while let Some(last) = joined.last_mut() {
        match last {
            Inline::Break => {}
            Inline::Text(text) => {
                text.truncate(text.trim_end().len());
                if !text.is_empty() {
                    break;
                }
            }
            _ => break,
        }
        joined.pop();
    }
    joined
}
