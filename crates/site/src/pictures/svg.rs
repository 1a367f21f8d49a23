//! Makes SVGs harmless.
//!
//! An SVG that is opened by itself is a document of the site's origin: it can contain scripts,
//! links and addresses to load from, and hosts that send no headers allow that. So it is parsed,
//! and a copy is written with only the elements, attributes and styles that are known to draw
//! (`allowed.rs`). Editors' own data is left out silently; anything that someone may miss is
//! reported.

use std::collections::{BTreeSet, HashMap};
use std::io;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use quick_xml::Writer;
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};
use roxmltree::{Attribute, Document, Node, NodeId, ParsingOptions};

use super::allowed::{ATTRIBUTES, DRAWS, DRAWS_NOTHING, ELEMENTS, HOLDS_TEXT, PLAIN, SAYS_NOTHING};
use super::{Kind, css};

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";
const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// The most elements, attributes and texts in a picture.
const MOST_NODES: u32 = 400_000;

/// The most elements that are drawn, counting those that `use` repeats.
const MOST_DRAWN: u64 = 400_000;

/// How deep elements may nest, counting what `use` draws as nested.
const DEEPEST: usize = 200;

/// How many characters of a name are repeated in messages.
const NAMED: usize = 40;

/// An SVG that runs, links and loads nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inert {
    /// The SVG, with only what draws.
    pub text: String,
    /// What was left out, as text for messages.
    pub left_out: Vec<String>,
}

/// Why a text can't become a harmless SVG.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum SvgError {
    /// It is in another encoding.
    #[error("this SVG is not UTF-8: save it in that encoding")]
    NotUtf8,
    /// It is not XML.
    #[error("this SVG can't be read ({0}): export it again")]
    Xml(#[from] roxmltree::Error),
    /// It is XML, but browsers would show no picture.
    #[error("this is no SVG: browsers show only one that begins with <svg xmlns=\"{SVG}\">")]
    Root,
    /// Drawing it would take too long.
    #[error(
        "this SVG draws more than {MOST_DRAWN} elements, or nests them more than {DEEPEST} deep: simplify it"
    )]
    TooMuch,
    /// Nothing that it draws is allowed in a picture.
    #[error(
        "this SVG draws nothing that a picture may contain, only {}: export it as plain SVG, or as PNG",
        .0.join(", ")
    )]
    Empty(Vec<String>),
}

/// Copies an SVG with only what is known to draw. A harmless SVG stays the same.
///
/// # Errors
/// [`SvgError`] if it can't be read, is too large, or draws nothing after removing what is not
/// allowed.
pub fn inert(text: &str) -> Result<Inert, SvgError> {
    // Document types, which editors declare with entities for their namespaces, are not copied.
    // roxmltree loads nothing from elsewhere, and limits the entities' expansion.
    let options = ParsingOptions {
        allow_dtd: true,
        nodes_limit: MOST_NODES,
        ..ParsingOptions::default()
    };
    let text = text.trim_start_matches('\u{feff}');
    let document = Document::parse_with_options(text, options)?;
    let root = document.root_element();
    if !root.has_tag_name((SVG, "svg")) {
        return Err(SvgError::Root);
    }
    if Drawn::of(&document).count(root, 0)? > MOST_DRAWN {
        return Err(SvgError::TooMuch);
    }
    let mut copy = Copy {
        xml: Writer::new(Vec::new()),
        left_out: BTreeSet::new(),
        draws: false,
    };
    copy.element(root, Within::Drawing)
        .expect("writing to memory does not fail");
    let left_out: Vec<_> = copy.left_out.into_iter().collect();
    if !copy.draws && !left_out.is_empty() {
        return Err(SvgError::Empty(left_out));
    }
    let text = String::from_utf8(copy.xml.into_inner()).expect("what was written is text");
    Ok(Inert { text, left_out })
}

/// Where an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Within {
    /// Among elements.
    Drawing,
    /// Among characters that are drawn.
    Text,
    /// Among characters of a description, where no elements are allowed.
    Description,
}

/// The copy so far.
struct Copy {
    xml: Writer<Vec<u8>>,
    left_out: BTreeSet<String>,
    /// Whether anything in it draws.
    draws: bool,
}

impl Copy {
    fn leave_out(&mut self, what: &str, name: &str) {
        let name: String = name.chars().take(NAMED).collect();
        self.left_out.insert(what.replacen("{}", &name, 1));
    }

    fn element(&mut self, node: Node<'_, '_>, within: Within) -> io::Result<()> {
        let name = node.tag_name().name();
        match node.tag_name().namespace() {
            Some(SVG) => {}
            // Someone wrote it to be shown; other namespaces are editors' own data.
            Some(XHTML) | None => {
                self.leave_out("<{}>", name);
                return Ok(());
            }
            Some(_) => return Ok(()),
        }
        // No browser has extensions, so an element that requires one is not drawn.
        let asks = own_attribute(node, "requiredExtensions");
        if asks.is_some_and(|asks| !asks.value().is_empty()) || DRAWS_NOTHING.contains(&name) {
            return Ok(());
        }
        if !ELEMENTS.contains(&name) || within == Within::Description {
            self.leave_out("<{}>", name);
            return Ok(());
        }
        let written = match name {
            // The content of a link is drawn as before, without the link.
            "a" => {
                self.leave_out("the links of <{}>", name);
                if within == Within::Text { "tspan" } else { "g" }
            }
            "style" => return self.style(node),
            "image" if embedded(node).is_none() => {
                self.leave_out("an <{}> from elsewhere", name);
                return Ok(());
            }
            "use" if own_part(node).is_none() => {
                self.leave_out("a <{}> of something elsewhere", name);
                return Ok(());
            }
            name => name,
        };
        self.draws |= DRAWS.contains(&name);
        let mut start = BytesStart::new(written);
        if node.parent_element().is_none() {
            start.push_attribute(("xmlns", SVG));
        }
        for attribute in self.attributes(node) {
            start.push_attribute((attribute.0.as_str(), attribute.1.as_str()));
        }
        let inside = match name {
            "title" | "desc" => Within::Description,
            "text" | "tspan" | "textPath" => Within::Text,
            _ if within == Within::Text => Within::Text,
            _ => Within::Drawing,
        };
        let is_written = |child: &Node<'_, '_>| {
            child.is_element() || child.is_text() && HOLDS_TEXT.contains(&written)
        };
        let children: Vec<_> = node.children().filter(is_written).collect();
        let before = self.xml.get_ref().len();
        self.xml.write_event(Event::Start(start.borrow()))?;
        let inside_begins = self.xml.get_ref().len();
        for child in children {
            match child.text().filter(|_| child.is_text()) {
                // A carriage return would be read back as another kind of space.
                Some(text) => self.text(&text.replace('\r', " "))?,
                None => self.element(child, inside)?,
            }
        }
        if self.xml.get_ref().len() == inside_begins {
            // An empty element is written alike, whether or not something was left out.
            self.xml.get_mut().truncate(before);
            return self.xml.write_event(Event::Empty(start));
        }
        self.xml.write_event(Event::End(BytesEnd::new(written)))
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        self.xml.write_event(Event::Text(BytesText::new(text)))
    }

    /// A style sheet, with the rules that may stay.
    fn style(&mut self, node: Node<'_, '_>) -> io::Result<()> {
        let value = |name| own_attribute(node, name).map_or("", |attribute| attribute.value());
        let media = value("media");
        if !matches!(value("type").trim(), "" | "text/css") || !css::is_condition(media) {
            self.leave_out("a <{}> of another language", "style");
            return Ok(());
        }
        let text: String = node.children().filter_map(|child| child.text()).collect();
        let sheet = css::sheet(&text, &mut self.left_out);
        let mut start = BytesStart::new("style");
        if !media.trim().is_empty() {
            start.push_attribute(("media", one_line(media.trim()).as_str()));
        }
        self.xml.write_event(Event::Start(start))?;
        self.text(&sheet.replace('\r', " "))?;
        self.xml.write_event(Event::End(BytesEnd::new("style")))
    }

    /// The attributes that may stay, with their names as written, in their order.
    fn attributes(&mut self, node: Node<'_, '_>) -> Vec<(String, String)> {
        let mut kept = Vec::new();
        let reference = reference(node);
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            match attribute.namespace() {
                None => {}
                Some(XLINK) if name == "href" => {}
                Some(XML) if matches!(name, "space" | "lang") => {
                    kept.push((format!("xml:{name}"), one_line(value)));
                    continue;
                }
                Some(XML) if name == "base" => {
                    self.leave_out("xml:{}", name);
                    continue;
                }
                Some(_) => continue,
            }
            let value = match name {
                "href" if reference == Some(attribute) => self.href(node, value),
                // The second of `href` and `xlink:href`, which browsers ignore.
                "href" => continue,
                "style" => Some(css::declarations(value, &mut self.left_out))
                    .filter(|style| !style.is_empty()),
                _ if PLAIN.contains(&name) => Some(value.to_owned()),
                _ if ATTRIBUTES.contains(&name) && css::is_harmless(value) => {
                    Some(value.to_owned())
                }
                _ => {
                    if !SAYS_NOTHING.contains(&name) && !name.starts_with("data-") {
                        self.leave_out("the attribute {}", name);
                    }
                    None
                }
            };
            kept.extend(value.map(|value| (name.to_owned(), one_line(&value))));
        }
        kept
    }

    /// What an element may refer to: embedded content for an image, otherwise a part of the same
    /// picture.
    fn href(&mut self, node: Node<'_, '_>, value: &str) -> Option<String> {
        match node.tag_name().name() {
            // The removal of links was reported already.
            "a" => None,
            "image" => embedded(node),
            "use" | "textPath" | "linearGradient" | "radialGradient" | "pattern" | "filter"
                if css::is_own_part(value.trim()) =>
            {
                Some(value.trim().to_owned())
            }
            name => {
                self.leave_out("what <{}> refers to", name);
                None
            }
        }
    }
}

/// A value without line breaks, which would not be read back unchanged.
fn one_line(value: &str) -> String {
    value.replace(['\n', '\r', '\t'], " ")
}

/// An attribute in no namespace. `Node::attribute` would return one of any namespace.
fn own_attribute<'a, 'input>(node: Node<'a, 'input>, name: &str) -> Option<Attribute<'a, 'input>> {
    node.attributes()
        .find(|attribute| attribute.namespace().is_none() && attribute.name() == name)
}

/// What an element refers to: `href`, or else `xlink:href` (SVG 2, section 16.1.6).
fn reference<'a, 'input>(node: Node<'a, 'input>) -> Option<Attribute<'a, 'input>> {
    own_attribute(node, "href").or_else(|| node.attribute_node((XLINK, "href")))
}

/// The part of the picture that an element refers to, as `#id`.
fn own_part<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    let value = reference(node)?.value().trim();
    css::is_own_part(value).then_some(value)
}

/// The picture in an image's `data:` address, if its type can't contain scripts.
fn embedded(node: Node<'_, '_>) -> Option<String> {
    let value = reference(node)?.value();
    let (head, data) = value.trim().strip_prefix("data:")?.split_once(',')?;
    let named = match head.to_ascii_lowercase().as_str() {
        "image/png;base64" => Kind::Png,
        "image/jpeg;base64" | "image/jpg;base64" => Kind::Jpeg,
        "image/webp;base64" => Kind::WebP,
        _ => return None,
    };
    let data: String = data.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    let content = STANDARD.decode(&data).ok()?;
    // Browsers look at the content too.
    let kind = Kind::of(&content).filter(|kind| *kind == named)?;
    let kind = kind.name().to_ascii_lowercase();
    Some(format!("data:image/{kind};base64,{data}"))
}

/// Counts the elements that are drawn, including those that `use` repeats: a few nested lines can
/// draw more than any browser can handle.
struct Drawn<'a, 'input> {
    by_id: HashMap<&'a str, Node<'a, 'input>>,
    /// The counts of elements that were counted before; `None` while one is being counted.
    counted: HashMap<NodeId, Option<u64>>,
}

impl<'a, 'input> Drawn<'a, 'input> {
    fn of(document: &'a Document<'input>) -> Self {
        let mut by_id = HashMap::new();
        for node in document.root().descendants() {
            if let Some(id) = own_attribute(node, "id") {
                by_id.entry(id.value()).or_insert(node);
            }
        }
        Self {
            by_id,
            counted: HashMap::new(),
        }
    }

    fn count(&mut self, node: Node<'a, 'input>, depth: usize) -> Result<u64, SvgError> {
        if depth > DEEPEST {
            return Err(SvgError::TooMuch);
        }
        let mut drawn = 1_u64;
        for child in node.children().filter(Node::is_element) {
            drawn = drawn.saturating_add(self.count(child, depth + 1)?);
        }
        let used = own_part(node).filter(|_| node.tag_name().name() == "use");
        if let Some(part) = used.and_then(|used| self.by_id.get(&used[1..]).copied()) {
            drawn = drawn.saturating_add(self.count_once(part, depth + 1)?);
        }
        Ok(drawn)
    }

    fn count_once(&mut self, part: Node<'a, 'input>, depth: usize) -> Result<u64, SvgError> {
        if let Some(counted) = self.counted.get(&part.id()) {
            // An element that contains itself is not drawn.
            return Ok(counted.unwrap_or_default());
        }
        self.counted.insert(part.id(), None);
        let drawn = self.count(part, depth)?;
        self.counted.insert(part.id(), Some(drawn));
        Ok(drawn)
    }
}
