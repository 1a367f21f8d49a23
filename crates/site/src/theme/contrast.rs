//! Which colours make text hard to read, and which to use instead.

use std::fmt;

use super::Colour;

/// The least contrast of text with its background (WCAG 2.2, success criterion 1.4.3).
pub(super) const LEAST: f64 = 4.5;

/// The accent's share in the soft background that is mixed from it.
const SOFT: f64 = 0.14;

/// The backgrounds of text, as in `style/tokens.css`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Grounds {
    pub paper: Colour,
    pub raised: Colour,
}

/// The backgrounds of the light theme.
pub(super) const LIGHT: Grounds = Grounds {
    paper: Colour::new(0xfa, 0xf8, 0xf4),
    raised: Colour::WHITE,
};

/// The backgrounds of the dark theme.
pub(super) const DARK: Grounds = Grounds {
    paper: Colour::new(0x14, 0x17, 0x1a),
    raised: Colour::new(0x1c, 0x20, 0x24),
};

/// What a colour is used for. Text in the accent colour may also be on the accent's soft
/// background.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    Accent,
    Track,
}

impl Grounds {
    /// The accent's soft background.
    pub fn soft(self, accent: Colour) -> Colour {
        accent.mixed(SOFT, self.paper)
    }

    /// The first background on which text of that colour is hard to read, if there is one.
    pub fn hard_to_read(self, used: Use, colour: Colour) -> Option<Colour> {
        let soft = (used == Use::Accent).then(|| self.soft(colour));
        let grounds = [self.paper, self.raised].into_iter().chain(soft);
        { grounds }.find(|ground| colour.contrast(*ground) < LEAST)
    }

    /// The most similar colour of the same hue that is easy to read, perhaps the colour itself.
    pub fn nearest(self, used: Use, colour: Colour) -> Colour {
        colour
            .nearest(|colour| self.hard_to_read(used, colour).is_none())
            .expect("black or white is read well on each of these grounds")
    }
}

/// A colour that is hard to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HardToRead {
    /// The colour's name in the file.
    pub name: String,
    /// The colour.
    pub colour: Colour,
    /// The background.
    pub ground: Colour,
}

impl fmt::Display for HardToRead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            name,
            colour,
            ground,
        } = self;
        // Rounded down, so that a contrast that just fails is not shown as 4.5.
        let contrast = (colour.contrast(*ground) * 10.0).floor() / 10.0;
        write!(
            f,
            "{name} = \"{colour}\" has a contrast of {contrast:.1} on {ground}"
        )
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::HUES;
    use super::super::look::ACCENT;
    use super::*;

    /// The colours in a block of `style/tokens.css`, by name.
    fn tokens(selector: &str) -> BTreeMap<&'static str, Colour> {
        let style = include_str!("../../../../style/tokens.css");
        let (_, block) = style.split_once(selector).expect("it is there");
        let (block, _) = block.split_once('}').expect("it ends");
        let stated = block.lines().filter_map(|line| {
            let (name, value) = line.trim().strip_prefix("--")?.split_once(": ")?;
            Some((name, value.strip_suffix(';')?.parse().ok()?))
        });
        stated.collect()
    }

    #[test]
    fn the_site_as_it_comes_passes() {
        let light = tokens("\n:root {");
        let by_device = tokens(":root:not([data-theme=\"light\"]) {");
        let chosen = tokens("\n:root[data-theme=\"dark\"] {");
        assert_eq!(by_device, chosen, "dark is dark");
        assert_eq!(light["accent"], ACCENT);
        for (scheme, grounds) in [(&light, LIGHT), (&chosen, DARK)] {
            assert_eq!(scheme["paper"], grounds.paper);
            assert_eq!(scheme["raised"], grounds.raised);
            let hues = (1..=HUES).map(|hue| scheme[format!("hue-{hue}").as_str()]);
            let others = ["ink", "ink-soft", "star", "accent"].map(|name| scheme[name]);
            for colour in hues.chain(others) {
                assert_eq!(grounds.hard_to_read(Use::Track, colour), None, "{colour}");
            }
            for (text, ground) in [
                ("accent", "accent-soft"),
                ("ink", "accent-soft"),
                ("on-accent", "accent"),
                ("ink", "sunken"),
                ("ink-soft", "sunken"),
            ] {
                let contrast = scheme[text].contrast(scheme[ground]);
                assert!(contrast >= LEAST, "{text} on {ground}: {contrast}");
            }
        }
    }
}
