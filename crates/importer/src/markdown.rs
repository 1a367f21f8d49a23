//! Converts Markdown (CommonMark) to the small tree of [`hallway_programme::text`].
//!
//! Raw HTML, images, quotations and rules have no place in the tree. They are refused, not dropped.
//! Headings become paragraphs in strong type, since the text is shown below its item's own heading.

use std::iter::Peekable;
use std::ops::Range;

use hallway_programme::Link;
use hallway_programme::text::{Block, Inline, Text};
use pulldown_cmark::{Event, LinkType, OffsetIter, Options, Parser, Tag};

/// How deep lists and emphasis may nest. Nobody writes deeper ones, and readers of JSON can read
/// texts of this depth.
const DEEPEST: usize = 16;

/// Something in a text that can't be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Where it starts in the text, in bytes.
    pub offset: usize,
    /// What it is, and what to write instead.
    pub message: String,
}

/// The text of `markdown`, and everything in it that can't be shown.
#[must_use]
pub fn text(markdown: &str) -> (Text, Vec<Refusal>) {
    let events = Parser::new_ext(markdown, Options::empty()).into_offset_iter();
    let mut builder = Builder {
        events: events.peekable(),
        refusals: Vec::new(),
        depth: 0,
    };
    let text = builder.blocks();
    (text, builder.refusals)
}

struct Builder<'a> {
    events: Peekable<OffsetIter<'a>>,
    refusals: Vec<Refusal>,
    depth: usize,
}

impl<'a> Builder<'a> {
    /// The blocks up to the end of the surrounding element.
    fn blocks(&mut self) -> Text {
        let mut blocks = Vec::new();
        while let Some((event, _)) = self.events.peek() {
            match event {
                Event::End(_) => {
                    self.events.next();
                    break;
                }
                Event::Start(tag) if is_block(tag) => blocks.extend(self.block()),
                Event::Rule | Event::Html(_) => {
                    self.refuse_next();
                }
                // Entries of a tight list contain words without a paragraph.
                _ => blocks.push(Block::Paragraph(self.inlines(Until::NextBlock))),
            }
        }
        blocks
    }

    fn block(&mut self) -> Option<Block> {
        let (Event::Start(tag), range) = self.events.next()? else {
            return None;
        };
        if self.too_deep(&range) {
            return None;
        }
        self.depth += 1;
        let block = match tag {
            Tag::Paragraph => Some(Block::Paragraph(self.inlines(Until::End))),
            Tag::Heading { .. } => Some(Block::Paragraph(vec![Inline::Strong(
                self.inlines(Until::End),
            )])),
            Tag::List(None) => Some(Block::List(self.entries())),
            Tag::List(Some(1)) => Some(Block::Numbered(self.entries())),
            Tag::List(Some(first)) => {
                self.refuse(
                    &range,
                    format!("a list that counts from {first} can't be shown: count from 1"),
                );
                self.skip();
                None
            }
            Tag::CodeBlock(_) => Some(Block::Code(self.code())),
            other => {
                self.refuse(&range, refused(&other).into());
                self.skip();
                None
            }
        };
        self.depth -= 1;
        block
    }

    fn entries(&mut self) -> Vec<Text> {
        let mut entries = Vec::new();
        while let Some((Event::Start(Tag::Item), _)) = self.events.next() {
            entries.push(self.blocks());
        }
        entries
    }

    fn code(&mut self) -> String {
        let mut code = String::new();
        while let Some((Event::Text(text), _)) = self.events.next() {
            code.push_str(&text);
        }
        code.truncate(code.trim_end_matches('\n').len());
        code
    }

    fn inlines(&mut self, until: Until) -> Vec<Inline> {
        let mut inlines = Vec::new();
        while let Some((event, range)) = self.events.peek() {
            let range = range.clone();
            match event {
                Event::End(_) if until == Until::End => {
                    self.events.next();
                    break;
                }
                Event::End(_) => break,
                Event::Start(tag) if is_block(tag) && until == Until::NextBlock => break,
                Event::Start(_) => inlines.extend(self.container(&range)),
                _ => match self.events.next() {
                    Some((Event::Text(text), _)) => push_words(&mut inlines, &text),
                    Some((Event::SoftBreak, _)) => push_words(&mut inlines, " "),
                    Some((Event::HardBreak, _)) => inlines.push(Inline::Break),
                    Some((Event::Code(code), _)) => inlines.push(Inline::Code(code.into_string())),
                    _ => self.refuse(&range, NO_HTML.into()),
                },
            }
        }
        inlines
    }

    /// Emphasis or a link, with its content.
    fn container(&mut self, range: &Range<usize>) -> Option<Inline> {
        let (Event::Start(tag), _) = self.events.next()? else {
            return None;
        };
        if self.too_deep(range) {
            return None;
        }
        self.depth += 1;
        let inline = match tag {
            Tag::Emphasis => Some(Inline::Emphasis(self.inlines(Until::End))),
            Tag::Strong => Some(Inline::Strong(self.inlines(Until::End))),
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => {
                let text = self.inlines(Until::End);
                let address = match link_type {
                    LinkType::Email => format!("mailto:{dest_url}"),
                    _ => dest_url.into_string(),
                };
                Link::new(&address)
                    .map_err(|error| self.refuse(range, error.to_string()))
                    .map(|to| Inline::Link { to, text })
                    .ok()
            }
            other => {
                self.refuse(range, refused(&other).into());
                self.skip();
                None
            }
        };
        self.depth -= 1;
        inline
    }

    /// Whether the element that just started nests too deep; if so, it is refused and skipped.
    fn too_deep(&mut self, range: &Range<usize>) -> bool {
        let too_deep = self.depth >= DEEPEST;
        if too_deep {
            self.refuse(
                range,
                format!("this is nested more than {DEEPEST} deep: use fewer levels"),
            );
            self.skip();
        }
        too_deep
    }

    /// Skips everything up to the end of the element that just started.
    fn skip(&mut self) {
        let mut open = 1;
        while open > 0 {
            match self.events.next() {
                Some((Event::Start(_), _)) => open += 1,
                Some((Event::End(_), _)) => open -= 1,
                Some(_) => {}
                None => return,
            }
        }
    }

    fn refuse_next(&mut self) {
        match self.events.next() {
            Some((Event::Rule, range)) => self.refuse(
                &range,
                "a rule across the page can't be shown: take it out".into(),
            ),
            Some((_, range)) => self.refuse(&range, NO_HTML.into()),
            None => {}
        }
    }

    fn refuse(&mut self, range: &Range<usize>, message: String) {
        self.refusals.push(Refusal {
            offset: range.start,
            message,
        });
    }
}

/// Where a run of words ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Until {
    /// At the end of the surrounding element, which is consumed.
    End,
    /// Before the next block, or before the end of the surrounding element.
    NextBlock,
}

const NO_HTML: &str =
    "HTML can't be shown: write Markdown, or a backslash before \"<\" if the sign itself is meant";

fn refused(tag: &Tag) -> &'static str {
    match tag {
        Tag::HtmlBlock => NO_HTML,
        Tag::BlockQuote(_) => "a quotation can't be shown: write it as a paragraph",
        Tag::Image { .. } => "an image can't be shown: link to it instead",
        _ => "this can't be shown: use paragraphs, lists, emphasis, code and links",
    }
}

fn is_block(tag: &Tag) -> bool {
    !matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
    )
}

/// Adds words; if the last inline is text, they are appended to it.
fn push_words(inlines: &mut Vec<Inline>, words: &str) {
    match inlines.last_mut() {
        Some(Inline::Text(text)) => text.push_str(words),
        _ => inlines.push(Inline::Text(words.to_owned())),
    }
}
