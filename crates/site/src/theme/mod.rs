//! What a conference's site looks like beside others: logo, colours, font. Checked when the site is
//! built, so that nobody has to squint.

mod colour;

use std::fs;
use std::path::{Path, PathBuf};

pub use colour::Colour;
use serde::Deserialize;

/// The least contrast of text on its ground (WCAG 2.2, success criterion 1.4.3).
const LEAST: f64 = 4.5;

/// How many colours of tracks there are; further tracks take them in turn.
const HUES: usize = 8;

/// The accent of a site that chose none, as `style/tokens.css` has it.
const ACCENT: Colour = Colour::new(0x0b, 0x5d, 0x5b);

/// The grounds that text stands on, in light and in dark colours, as `style/tokens.css` has them.
const LIGHT: [Colour; 2] = [Colour::new(0xfa, 0xf8, 0xf4), Colour::WHITE];
const DARK: [Colour; 2] = [Colour::new(0x14, 0x17, 0x1a), Colour::new(0x1d, 0x21, 0x25)];

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
    /// Text in that colour would be hard to read.
    #[error("{name} = \"{colour}\" has a contrast of {contrast} on {ground}, and text needs 4.5{}", .nearest.map(|nearest| format!(": the nearest that has it is \"{nearest}\"")).unwrap_or_default())]
    Contrast {
        /// What it is the colour of, as the file names it.
        name: String,
        /// The colour.
        colour: Colour,
        /// What it stands on.
        ground: Colour,
        /// How well it is read there, with one decimal.
        contrast: String,
        /// The nearest colour that is read well.
        nearest: Option<Colour>,
    },
    /// There are more colours of tracks than are told apart.
    #[error(
        "there are {0} colours of tracks, and 8 at most are told apart: further tracks take them in turn"
    )]
    TooMany(usize),
    /// The font stack would end its rule.
    #[error("font = \"{0}\" is no list of fonts: write their names with commas between them")]
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
    accent: (&'static str, Option<Written>),
    tracks: (&'static str, &'t [Written]),
    grounds: [Colour; 2],
    /// Follows the names where something is wrong.
    why: &'static str,
}

impl Scheme<'_> {
    fn errors(&self) -> impl Iterator<Item = ThemeError> {
        let Self { grounds, why, .. } = self;
        let (accent, (tracks, colours)) = (self.accent, self.tracks);
        let with_soft = |accent: Colour| {
            let soft = accent.mixed(SOFT, grounds[0]);
            grounds.iter().copied().chain([soft]).collect()
        };
        let of_accent = accent
            .1
            .and_then(|Written(colour)| contrast(&format!("{}{why}", accent.0), colour, with_soft));
        let of_tracks = colours
            .iter()
            .enumerate()
            .filter_map(move |(at, Written(colour))| {
                contrast(&format!("{tracks}[{at}]{why}"), *colour, |_| {
                    grounds.to_vec()
                })
            });
        of_accent.into_iter().chain(of_tracks)
    }

    /// Its custom properties.
    fn properties(&self) -> String {
        let (_, tracks) = self.tracks;
        let mut properties = String::new();
        if let (_, Some(Written(accent))) = self.accent {
            let black = Colour::new(0, 0, 0);
            // One of the two always has the contrast.
            let on = if accent.contrast(Colour::WHITE) >= LEAST {
                Colour::WHITE
            } else {
                black
            };
            let soft = accent.mixed(SOFT, self.grounds[0]);
            properties += &format!("--accent:{accent};--accent-soft:{soft};--on-accent:{on};");
        }
        for (hue, Written(colour)) in tracks.iter().cycle().take(HUES).enumerate() {
            properties += &format!("--hue-{}:{colour};", hue + 1);
        }
        properties
    }
}

impl Theme {
    /// What it says of light and of dark colours; of dark ones the same as of light ones, where it says
    /// nothing else.
    fn schemes(&self) -> [Scheme<'_>; 2] {
        let light = Scheme {
            accent: ("accent", self.accent),
            tracks: ("tracks", &self.tracks),
            grounds: LIGHT,
            why: "",
        };
        let accent_dark = self.accent_dark.map(|accent| ("accent_dark", Some(accent)));
        let tracks_dark = ("tracks_dark", self.tracks_dark.as_slice());
        let dark = Scheme {
            accent: accent_dark.unwrap_or(light.accent),
            tracks: if tracks_dark.1.is_empty() {
                light.tracks
            } else {
                tracks_dark
            },
            grounds: DARK,
            why: " (in dark colours)",
        };
        [light, dark]
    }

    fn errors(&self) -> Vec<ThemeError> {
        let schemes = self.schemes();
        let mut errors: Vec<_> = schemes.iter().flat_map(Scheme::errors).collect();
        let most = self.tracks.len().max(self.tracks_dark.len());
        errors.extend((most > HUES).then_some(ThemeError::TooMany(most)));
        let ends_rule = |font: &&String| font.contains([';', '{', '}', '<', '\\', '/', '(']);
        errors.extend(
            self.font
                .as_ref()
                .filter(ends_rule)
                .cloned()
                .map(ThemeError::Font),
        );
        errors
    }
}

/// How much of the accent is in what lies softly behind it.
const SOFT: f64 = 0.14;

/// That text of a colour is hard to read on one of its grounds, if so.
fn contrast(
    name: &str,
    colour: Colour,
    grounds: impl Fn(Colour) -> Vec<Colour>,
) -> Option<ThemeError> {
    let fails_on = |colour: Colour| {
        let mut grounds = grounds(colour).into_iter();
        grounds.find(|ground| colour.contrast(*ground) < LEAST)
    };
    let ground = fails_on(colour)?;
    Some(ThemeError::Contrast {
        name: name.into(),
        colour,
        ground,
        contrast: format!("{:.1}", colour.contrast(ground)),
        nearest: colour.nearest(|colour| fails_on(colour).is_none()),
    })
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

    #[test]
    fn what_is_hard_to_read_is_refused_and_the_nearest_that_is_not_is_named() {
        let pale = Theme {
            accent: Some(written("#e5a0c0")),
            accent_dark: Some(written("#e5a0c0")),
            ..Theme::default()
        };
        let said = errors(pale.clone());
        assert_eq!(said.len(), 1, "{said:?}");
        let (_, nearest) = said[0].split_once("nearest that has it is \"").unwrap();
        let nearest = written(nearest.strip_suffix('"').unwrap());
        assert_eq!(
            errors(Theme {
                accent: Some(nearest),
                ..pale
            }),
            Vec::<String>::new()
        );
    }

    #[test]
    fn one_colour_for_light_and_dark_is_held_to_both() {
        let said = errors(Theme {
            tracks: vec![written("#0b5d5b")],
            ..Theme::default()
        });
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(
            said[0].starts_with("tracks[0] (in dark colours)"),
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
        assert_eq!(errors(theme).len(), 9 + 1 + 1 + 1);
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

    #[test]
    fn the_site_as_it_comes_would_pass() {
        let accent = |text| Some(written(text));
        let theme = Theme {
            accent: accent("#0b5d5b"),
            accent_dark: accent("#6fd3c7"),
            ..Theme::default()
        };
        assert_eq!(errors(theme), Vec::<String>::new());
    }
}
