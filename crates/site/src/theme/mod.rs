//! What a conference's site looks like beside others: logo, colours, font. Checked when the site is
//! built, so that nobody has to squint.

mod colour;
mod contrast;
mod font;

use std::fs;
use std::path::{Path, PathBuf};

pub use colour::Colour;
pub use contrast::HardToRead;
use contrast::{DARK, Grounds, LEAST, LIGHT, Use};
use serde::Deserialize;

/// How many colours of tracks there are; further tracks take them in turn.
const HUES: usize = 8;

/// The accent of a site that chose none, as `style/tokens.css` has it.
const ACCENT: Colour = Colour::new(0x0b, 0x5d, 0x5b);

/// A look, as a file of TOML states it. Whatever is left out stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Theme {
    /// A picture beside the file, shown before the conference's name: SVG, PNG, WebP, AVIF or JPEG.
    pub logo: Option<PathBuf>,
    /// The colour of links, of what is chosen and of what stands out.
    pub accent: Option<Written>,
    /// The same in dark colours; the one for light colours if it is left out.
    pub accent_dark: Option<Written>,
    /// The tracks' colours, in the tracks' order.
    pub tracks: Vec<Written>,
    /// The same in dark colours.
    pub tracks_dark: Vec<Written>,
    /// The font stack, as in CSS; no font is loaded.
    pub font: Option<String>,
}

/// A colour in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Written(pub Colour);

impl TryFrom<String> for Written {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse().map(Self)
    }
}

/// What is wrong with a theme.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ThemeError {
    /// Text in these colours would be hard to read.
    #[error(
        "{}, and text needs 4.5: write {}",
        joined(.found, ", "),
        joined(.write, " and ")
    )]
    Contrast {
        /// The colours, at least one.
        found: Vec<HardToRead>,
        /// Lines of the file with which it passes.
        write: Vec<String>,
    },
    /// There are more colours of tracks than are told apart.
    #[error(
        "there are {0} colours of tracks, and 8 at most are told apart: further tracks take them in turn"
    )]
    TooMany(usize),
    /// The font stack is none that browsers understand.
    #[error(
        "font = \"{0}\" is no list of fonts: write their names with commas between them, and names of \
         more than letters and hyphens in quotes, as in font = \"Georgia, 'Noto Serif', serif\""
    )]
    Font(String),
    /// The logo is of a kind that browsers may not show.
    #[error("the logo {} is none of svg, png, webp, avif and jpg", .0.display())]
    Logo(PathBuf),
    /// The logo can't be read.
    #[error("the logo {} can't be read: {reason}", file.display())]
    Unreadable {
        /// Where it should be.
        file: PathBuf,
        /// What the system says.
        reason: String,
    },
}

/// A theme that was checked, with its logo.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    theme: Theme,
    /// The logo's ending and content.
    logo: Option<(String, Vec<u8>)>,
}

impl Look {
    /// The look of a theme whose files are in that folder.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub fn new(theme: Theme, folder: &Path) -> Result<Self, Vec<ThemeError>> {
        let mut errors = theme.errors();
        let logo = theme.logo.as_ref().map(|logo| read_logo(folder, logo));
        let logo = logo
            .transpose()
            .map_err(|error| errors.push(error))
            .ok()
            .flatten();
        if errors.is_empty() {
            Ok(Self { theme, logo })
        } else {
            Err(errors)
        }
    }

    /// The accent in light colours, the site's own or Hallway's.
    pub(crate) fn accent(&self) -> Colour {
        self.theme.accent.map_or(ACCENT, |Written(accent)| accent)
    }

    /// The logo's ending and content.
    pub(crate) fn logo(&self) -> Option<(&str, &[u8])> {
        let (ending, content) = self.logo.as_ref()?;
        Some((ending, content))
    }

    /// The rules that give the site its look, after all others, with the logo's name beside the style
    /// sheet; nothing if it has none.
    pub(crate) fn style(&self, logo: Option<&str>) -> String {
        let theme = &self.theme;
        let [light, dark] = theme.schemes().map(|scheme| scheme.properties());
        let mut style = String::new();
        if !light.is_empty() || !dark.is_empty() {
            // Paper stays black and white.
            style += &format!(
                "@media screen{{:root,:root[data-theme=light]{{{light}}}\
                 @media(prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}\
                 :root[data-theme=dark]{{{dark}}}}}"
            );
        }
        if let Some(font) = &theme.font {
            style += &format!(":root{{--family:{font}}}");
        }
        if let Some(logo) = logo {
            style += &format!(
                ".banner-title::before{{content:\"\";inline-size:2rem;block-size:2rem;margin-inline-end:.5rem;background:url({logo}) center/contain no-repeat}}"
            );
        }
        style
    }
}

/// What a theme says of light or of dark colours, each with its name in the file.
struct Scheme<'t> {
    accent: Stated<'t>,
    tracks: Stated<'t>,
    grounds: Grounds,
}

/// Colours that a file states for a use, under a name.
#[derive(Clone, Copy)]
struct Stated<'t> {
    used: Use,
    name: &'static str,
    colours: &'t [Written],
    /// The name under which the file would state them for dark colours by themselves, if these are
    /// those of light colours too.
    dark_name: Option<&'static str>,
}

impl Scheme<'_> {
    fn errors(&self) -> impl Iterator<Item = ThemeError> {
        let errors = [self.accent, self.tracks].map(|stated| stated.error(self.grounds));
        errors.into_iter().flatten()
    }

    /// Its custom properties.
    fn properties(&self) -> String {
        let mut properties = String::new();
        for Written(accent) in self.accent.colours {
            // One of the two always has the contrast.
            let on = if accent.contrast(Colour::WHITE) >= LEAST {
                Colour::WHITE
            } else {
                Colour::BLACK
            };
            let soft = self.grounds.soft(*accent);
            properties += &format!("--accent:{accent};--accent-soft:{soft};--on-accent:{on};");
        }
        let hues = self.tracks.colours.iter().cycle().take(HUES).enumerate();
        for (hue, Written(colour)) in hues {
            properties += &format!("--hue-{}:{colour};", hue + 1);
        }
        properties
    }
}

impl<'t> Stated<'t> {
    /// Colours for light and for dark grounds, by their names in the file; those for dark ones are the
    /// same where the file states none.
    fn of(
        used: Use,
        (name, colours): (&'static str, &'t [Written]),
        (dark_name, dark_colours): (&'static str, &'t [Written]),
    ) -> [Self; 2] {
        let is_alone = dark_colours.is_empty();
        let light = Self {
            used,
            name,
            colours,
            dark_name: is_alone.then_some(dark_name),
        };
        let dark = Self {
            used,
            name: dark_name,
            colours: dark_colours,
            dark_name: None,
        };
        [light, if is_alone { light } else { dark }]
    }

    /// Which of them are hard to read on these grounds, if any are.
    fn error(self, grounds: Grounds) -> Option<ThemeError> {
        let (is_dark, used) = (grounds == DARK, self.used);
        let found = self.colours.iter().enumerate();
        let found: Vec<_> = found
            .filter_map(|(at, Written(colour))| {
                let ground = grounds.hard_to_read(used, *colour)?;
                let mut name = match used {
                    Use::Accent => self.name.to_owned(),
                    Use::Track => format!("{}[{at}]", self.name),
                };
                if is_dark {
                    name += " (in dark colours)";
                }
                Some(HardToRead {
                    name,
                    colour: *colour,
                    ground,
                })
            })
            .collect();
        if found.is_empty() {
            return None;
        }
        let nearest = |grounds: Grounds| {
            let nearest = |Written(colour): &Written| grounds.nearest(used, *colour);
            self.colours.iter().map(nearest).collect::<Vec<_>>()
        };
        let write = match self.dark_name {
            // No colour is read well on light and on dark grounds.
            Some(dark_name) if is_dark => vec![self.line(dark_name, &nearest(DARK))],
            Some(dark_name) => vec![
                self.line(self.name, &nearest(LIGHT)),
                self.line(dark_name, &nearest(DARK)),
            ],
            None => vec![self.line(self.name, &nearest(grounds))],
        };
        Some(ThemeError::Contrast { found, write })
    }

    /// The line of a file that states colours for the same use.
    fn line(self, name: &str, colours: &[Colour]) -> String {
        let colours: Vec<_> = colours
            .iter()
            .map(|colour| format!("\"{colour}\""))
            .collect();
        match self.used {
            Use::Accent => format!("{name} = {}", colours.concat()),
            Use::Track => format!("{name} = [{}]", colours.join(", ")),
        }
    }
}

impl Theme {
    /// What it says of light and of dark colours; of dark ones the same as of light ones, where it says
    /// nothing else.
    fn schemes(&self) -> [Scheme<'_>; 2] {
        let accent = Stated::of(
            Use::Accent,
            ("accent", self.accent.as_slice()),
            ("accent_dark", self.accent_dark.as_slice()),
        );
        let tracks = Stated::of(
            Use::Track,
            ("tracks", &self.tracks),
            ("tracks_dark", &self.tracks_dark),
        );
        [
            Scheme {
                accent: accent[0],
                tracks: tracks[0],
                grounds: LIGHT,
            },
            Scheme {
                accent: accent[1],
                tracks: tracks[1],
                grounds: DARK,
            },
        ]
    }

    fn errors(&self) -> Vec<ThemeError> {
        let schemes = self.schemes();
        let mut errors: Vec<_> = schemes.iter().flat_map(Scheme::errors).collect();
        let most = self.tracks.len().max(self.tracks_dark.len());
        errors.extend((most > HUES).then_some(ThemeError::TooMany(most)));
        let font = self.font.as_ref();
        let font = font.filter(|font| !font::is_stack(font));
        errors.extend(font.cloned().map(ThemeError::Font));
        errors
    }
}

fn joined(parts: &[impl ToString], between: &str) -> String {
    let parts: Vec<_> = parts.iter().map(ToString::to_string).collect();
    parts.join(between)
}

fn read_logo(folder: &Path, logo: &Path) -> Result<(String, Vec<u8>), ThemeError> {
    let ending = logo
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default();
    if !["svg", "png", "webp", "avif", "jpg"].contains(&ending) {
        return Err(ThemeError::Logo(logo.into()));
    }
    let file = folder.join(logo);
    let content = fs::read(&file).map_err(|error| ThemeError::Unreadable {
        file,
        reason: error.to_string(),
    })?;
    Ok((ending.into(), content))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn written(text: &str) -> Written {
        Written(text.parse().unwrap())
    }

    fn errors(theme: Theme) -> Vec<String> {
        let look = Look::new(theme, Path::new("nowhere"));
        look.err()
            .into_iter()
            .flatten()
            .map(|error| error.to_string())
            .collect()
    }

    /// The theme with the lines that its errors say to write.
    fn mended(theme: &Theme) -> Theme {
        let mut mended = theme.clone();
        for said in errors(theme.clone()) {
            let (_, lines) = said.split_once(": write ").expect("it says what to write");
            for line in lines.split(" and ") {
                let line: Theme = toml::from_str(line).expect("it is a line of the file");
                mended.accent = line.accent.or(mended.accent);
                mended.accent_dark = line.accent_dark.or(mended.accent_dark);
                if !line.tracks.is_empty() {
                    mended.tracks = line.tracks;
                }
                if !line.tracks_dark.is_empty() {
                    mended.tracks_dark = line.tracks_dark;
                }
            }
        }
        mended
    }

    fn theme() -> impl Strategy<Value = Theme> {
        let colour = || {
            any::<[u8; 3]>().prop_map(|[red, green, blue]| Written(Colour::new(red, green, blue)))
        };
        let tracks = || prop::collection::vec(colour(), 0..=HUES);
        let accent = || prop::option::of(colour());
        let parts = (accent(), accent(), tracks(), tracks());
        parts.prop_map(|(accent, accent_dark, tracks, tracks_dark)| Theme {
            accent,
            accent_dark,
            tracks,
            tracks_dark,
            ..Theme::default()
        })
    }

    proptest! {
        #[test]
        fn what_an_error_says_to_write_passes(theme in theme()) {
            prop_assert_eq!(errors(mended(&theme)), Vec::<String>::new());
        }
    }

    #[test]
    fn what_is_hard_to_read_is_refused_and_the_nearest_that_is_not_is_named() {
        let pale = Theme {
            accent: Some(written("#e5a0c0")),
            accent_dark: Some(written("#e5a0c0")),
            ..Theme::default()
        };
        let said = errors(pale.clone());
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(
            said[0].starts_with("accent = \"#e5a0c0\" has a contrast of 1.9 on #faf8f4"),
            "{said:?}"
        );
        assert_eq!(mended(&pale).accent_dark, pale.accent_dark);
    }

    #[test]
    fn one_colour_for_light_and_dark_is_held_to_both_and_the_other_is_named() {
        for (accent, light, dark) in [
            ("#8a1c5b", "#8a1c5b", None),
            ("#e5a0c0", "", Some("#e5a0c0")),
        ] {
            let alone = Theme {
                accent: Some(written(accent)),
                ..Theme::default()
            };
            let said = errors(alone.clone());
            assert_eq!(said.len(), 1, "{said:?}");
            assert!(said[0].contains("accent_dark = \"#"), "{said:?}");
            let mended = mended(&alone);
            assert!(light.is_empty() || mended.accent == Some(written(light)));
            assert!(dark.is_none_or(|dark| mended.accent_dark == Some(written(dark))));
        }
    }

    #[test]
    fn tracks_are_told_together_with_the_line_that_passes() {
        let said = errors(Theme {
            tracks: vec![written("#0b5d5b"), written("#777777")],
            ..Theme::default()
        });
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(
            said[0].starts_with("tracks[1] = \"#777777\"")
                && said[0].contains("write tracks = [\"#0b5d5b\", \"#"),
            "{said:?}"
        );
        assert!(
            said[1].starts_with("tracks[0] (in dark colours) = \"#0b5d5b\"")
                && said[1].contains("write tracks_dark = [\"#"),
            "{said:?}"
        );
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        let theme = Theme {
            logo: Some("logo.gif".into()),
            tracks: vec![written("#ffffff"); 9],
            font: Some("x;} body {display:none".into()),
            ..Theme::default()
        };
        assert_eq!(errors(theme).len(), 4);
    }

    #[test]
    fn dark_colours_alone_are_a_theme_too() {
        let theme = Theme {
            accent_dark: Some(written("#6fd3c7")),
            ..Theme::default()
        };
        let look = Look::new(theme, Path::new("nowhere")).unwrap();
        assert!(look.style(None).contains("--accent:#6fd3c7"));
    }

    #[test]
    fn no_theme_is_no_rule() {
        assert_eq!(Look::default().style(None), "");
    }

    /// The colours that a block of `style/tokens.css` states, by their names.
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
