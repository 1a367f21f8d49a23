//! The look of a conference's site: logo, colours, font. It is checked when the site is built, so
//! that all text is easy to read.

mod colour;
mod contrast;
mod font;
mod look;
mod scheme;

use std::path::PathBuf;

pub use colour::Colour;
pub use contrast::HardToRead;
use contrast::LEAST;
use hallway_app::HUES;
pub use look::Look;
use scheme::Scheme;
use serde::Deserialize;

/// A look, as in a TOML file. What is left out stays as it is by default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Theme {
    /// A picture beside the file, shown before the conference's name: SVG, PNG, WebP, AVIF or JPEG.
    pub logo: Option<PathBuf>,
    /// The colour of links, selected options and highlights.
    pub accent: Option<Written>,
    /// The accent of the dark theme; by default that of the light theme.
    pub accent_dark: Option<Written>,
    /// The tracks' colours, in the tracks' order.
    pub tracks: Vec<Written>,
    /// The tracks' colours in the dark theme.
    pub tracks_dark: Vec<Written>,
    /// The font stack, as in CSS; no font is downloaded.
    pub font: Option<String>,
}

impl Theme {
    /// Everything that is wrong with the theme, except the logo, which is checked when it is read.
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
        "{}, and text needs {least}: write {}",
        joined(.found, ", "),
        joined(.write, " and "),
        least = LEAST
    )]
    Contrast {
        /// The colours; at least one.
        found: Vec<HardToRead>,
        /// Lines that correct the file.
        write: Vec<String>,
    },
    /// There are more track colours than can be distinguished.
    #[error(
        "there are {0} track colours, but at most {most} can be told apart: write fewer, and further tracks reuse them in turn",
        most = HUES
    )]
    TooMany(usize),
    /// The font stack is invalid in CSS.
    #[error(
        "font = \"{0}\" is no list of fonts: write their names with commas between them, and names of \
         more than letters and hyphens in quotes, as in font = \"Georgia, 'Noto Serif', serif\""
    )]
    Font(String),
    /// The logo's type is not one that all browsers show.
    #[error("the logo {} is none of {}", .0.display(), logo_endings())]
    Logo(PathBuf),
    /// The logo can't be read.
    #[error("the logo {} can't be read: {reason}", file.display())]
    Unreadable {
        /// Where it should be.
        file: PathBuf,
        /// Why not, and what to do.
        reason: String,
    },
}

/// The allowed endings of logos, each with its media type.
pub(crate) const LOGOS: [(&str, &str); 6] = [
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("webp", "image/webp"),
    ("avif", "image/avif"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
];

fn logo_endings() -> String {
    let [others @ .., last] = LOGOS.map(|(ending, _)| ending);
    format!("{} and {last}", others.join(", "))
}

fn joined(parts: &[impl ToString], between: &str) -> String {
    let parts: Vec<_> = parts.iter().map(ToString::to_string).collect();
    parts.join(between)
}
