//! Draws the pictures of link previews at build time: what, when, where and who.

use std::sync::{Arc, LazyLock};

use hallway_app::head;
use hallway_app::route::View;
use hallway_exporter::for_xml;
use hallway_programme::Programme;
use html_escape::encode_text as text;
use rayon::prelude::*;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use super::lettering::Lettering;
use super::{PICTURE_SIZE as SIZE, Published, picture_path};
use crate::files::Files;
use crate::theme::Colour;

/// The margin at both sides of the text.
const MARGIN: f32 = 80.0;

/// The most lines of a title.
const TITLE_LINES: usize = 4;

/// The only fonts that are used, so that every machine draws the same.
static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(dejavu::sans::regular().to_vec());
    fonts.load_font_data(dejavu::sans::bold().to_vec());
    Arc::new(fonts)
});

impl Published<'_> {
    /// Adds the pictures of all previews, in the site's accent colour.
    pub fn add_pictures(&self, files: &mut Files, accent: Colour) {
        let pictures: Vec<_> = View::all(self.programme)
            .into_par_iter()
            .filter(|view| matches!(view, View::Programme | View::Item(_)))
            .map(|view| (picture_path(&view), picture(self.programme, &view, accent)))
            .collect();
        for (path, picture) in pictures {
            files.add(&path, picture);
        }
    }
}

/// The picture of a view in the site's accent colour, as PNG.
fn picture(programme: &Programme, view: &View, accent: Colour) -> Vec<u8> {
    let facts = head::facts(programme, view);
    let item = match view {
        View::Item(id) => programme.item(id),
        _ => None,
    };
    let title = item.map(|item| item.title.as_str());
    png(&drawing(
        &programme.conference().title,
        title,
        &facts,
        accent,
    ))
}

/// The font of everything but titles.
const SMALL: Lettering = Lettering {
    size: 34.0,
    bold: false,
};

/// The fonts of titles, the largest first.
const LARGE: [Lettering; 3] = [large(84.0), large(68.0), large(54.0)];

const fn large(size: f32) -> Lettering {
    Lettering { size, bold: true }
}

/// The picture as SVG: the conference's name in a small line at the top, an item's title large, the
/// facts at the bottom. If there is no title, or the font can't draw it, the conference's name is
/// large. Parts of the name and of the facts that the font can't draw are left out.
fn drawing(conference: &str, title: Option<&str>, facts: &[String], accent: Colour) -> String {
    let (width, height) = SIZE;
    let room = width as f32 - 2.0 * MARGIN;
    let (above, title) = match title.and_then(|title| LARGE[0].drawn(title)) {
        Some(title) => (SMALL.drawn(conference).unwrap_or_default(), title),
        None => ("".into(), LARGE[0].drawn(conference).unwrap_or_default()),
    };
    let facts: Vec<String> = facts.iter().filter_map(|fact| written(fact)).collect();
    let fits = |large: &Lettering| large.lines(&title, room).len() < TITLE_LINES;
    let large = LARGE.iter().find(|large| fits(large)).unwrap_or(&LARGE[2]);
    let accent = accent.to_string();
    let mut lines = vec![SMALL.line(MARGIN, 110.0, &accent, &SMALL.shortened(&above, room))];
    let mut titles = large.lines(&title, room);
    if titles.len() > TITLE_LINES {
        let rest = titles.split_off(TITLE_LINES - 1).join(" ");
        titles.push(large.shortened(&rest, room));
    }
    for (at, line) in titles.iter().enumerate() {
        let y = 130.0 + large.size * (1.1 + 1.2 * at as f32);
        lines.push(large.line(MARGIN, y, "#1c2226", line));
    }
    for (at, fact) in facts.iter().rev().enumerate() {
        let y = height as f32 - 60.0 - 50.0 * at as f32;
        lines.push(SMALL.line(MARGIN, y, "#545c62", &SMALL.shortened(fact, room)));
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\">\
         <rect width=\"100%\" height=\"100%\" fill=\"#faf8f4\"/>\
         <rect width=\"24\" height=\"100%\" fill=\"{accent}\"/>{}</svg>",
        lines.concat()
    )
}

/// The parts of a fact that the font can draw, if any: a name or a room that it can't draw does not
/// remove the other parts.
fn written(fact: &str) -> Option<String> {
    let parts = fact.split(" · ").filter_map(|part| {
        let entries = part.split(", ").filter_map(|entry| SMALL.drawn(entry));
        let entries = entries.collect::<Vec<_>>().join(", ");
        (!entries.is_empty()).then_some(entries)
    });
    let parts = parts.collect::<Vec<_>>().join(" · ");
    (!parts.is_empty()).then_some(parts)
}

impl Lettering {
    /// A line of text in the SVG, with its baseline at `y`.
    fn line(&self, x: f32, y: f32, colour: &str, words: &str) -> String {
        let weight = if self.bold { 700 } else { 400 };
        format!(
            "<text x=\"{x}\" y=\"{y}\" font-family=\"DejaVu Sans\" font-size=\"{}\" font-weight=\"{weight}\" fill=\"{colour}\">{}</text>",
            self.size,
            text(&for_xml(words))
        )
    }
}

fn png(svg: &str) -> Vec<u8> {
    let options = Options {
        fontdb: FONTS.clone(),
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options).expect("the drawing is an SVG");
    let mut picture = Pixmap::new(SIZE.0, SIZE.1).expect("it is neither empty nor huge");
    resvg::render(&tree, Transform::identity(), &mut picture.as_mut());
    picture
        .encode_png()
        .expect("encoding into memory does not fail")
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACCENT: Colour = Colour::new(0x8a, 0x1c, 0x5b);

    #[test]
    fn the_stripe_is_in_the_accent() {
        let picture = png(&drawing("Sails", None, &[], ACCENT));
        let picture = Pixmap::decode_png(&picture).unwrap();
        let pixel = picture.pixel(12, 300).unwrap();
        assert_eq!(
            (pixel.red(), pixel.green(), pixel.blue()),
            (0x8a, 0x1c, 0x5b)
        );
    }

    #[test]
    fn no_title_is_beyond_drawing() {
        for title in [
            "",
            "a\u{b}b\0",
            "<&>\"'",
            "\u{202e}\u{fffe}😀",
            &"endless".repeat(500),
        ] {
            let drawing = drawing(title, Some(title), &[title.into()], ACCENT);
            assert!(png(&drawing).starts_with(b"\x89PNG"));
        }
    }

    #[test]
    fn where_the_letters_lack_those_of_a_title_the_conference_stands_for_it() {
        let facts = ["Monday, 11:00–11:45 · 会議室".into(), "山田, Ada".into()];
        let known = ["Monday, 11:00–11:45".into(), "Ada".into()];
        let of = |conference, title, facts: &[String]| drawing(conference, title, facts, ACCENT);
        assert_eq!(
            of("Sea Days", Some("海の日"), &facts),
            of("Sea Days", None, &known)
        );
        assert_eq!(
            of("海の日", Some("Sails 🦀"), &facts),
            of("", Some("Sails"), &known)
        );
        assert_eq!(of("海の日", Some("海"), &[]), of("", None, &[]));
        assert!(of("Sea Days", Some("Sails"), &known).contains(">Sails<"));
    }
}
