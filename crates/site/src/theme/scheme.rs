//! The colours of a theme for light and for dark backgrounds: whether they are easy to read there,
//! and the CSS properties that they become.

use super::contrast::{DARK, Grounds, HardToRead, LEAST, LIGHT, Use};
use super::{Colour, HUES, Theme, ThemeError, Written};

/// A theme's colours for light or for dark backgrounds, each with its name in the file.
pub(super) struct Scheme<'t> {
    accent: Stated<'t>,
    tracks: Stated<'t>,
    grounds: Grounds,
}

/// Colours in a file with the same use, and their name there.
#[derive(Clone, Copy)]
struct Stated<'t> {
    used: Use,
    name: &'static str,
    colours: &'t [Written],
    /// The name for separate dark colours, if these colours are used for both themes.
    dark_name: Option<&'static str>,
}

impl Scheme<'_> {
    /// Those of the colours that are hard to read.
    pub fn errors(&self) -> impl Iterator<Item = ThemeError> {
        let errors = [self.accent, self.tracks].map(|stated| stated.error(self.grounds));
        errors.into_iter().flatten()
    }

    /// The custom properties of CSS.
    pub fn properties(&self) -> String {
        let mut properties = String::new();
        for Written(accent) in self.accent.colours {
            // Black or white always has enough contrast.
            let on = if accent.contrast(Colour::WHITE) >= LEAST {
                Colour::WHITE
            } else {
                Colour::BLACK
            };
            let soft = self.grounds.soft(*accent);
            properties += &format!("--accent:{accent};--accent-soft:{soft};--on-accent:{on};");
            // The band is the accent on light grounds, and has little of it on dark ones.
            let (band, on_band) = if self.grounds == LIGHT {
                (*accent, on)
            } else {
                (accent.mixed(0.25, self.grounds.paper), Colour::WHITE)
            };
            properties += &format!("--band:{band};--on-band:{on_band};--focus:{accent};");
        }
        let hues = self.tracks.colours.iter().cycle().take(HUES).enumerate();
        for (hue, Written(colour)) in hues {
            let (hue, raised) = (hue + 1, self.grounds.raised);
            let (tint, edge) = (colour.mixed(0.12, raised), colour.mixed(0.35, raised));
            properties +=
                &format!("--hue-{hue}:{colour};--hue-{hue}-tint:{tint};--hue-{hue}-edge:{edge};");
        }
        properties
    }
}

impl<'t> Stated<'t> {
    /// Colours for light and for dark backgrounds, by their names in the file; without dark
    /// colours, the light ones are used for both.
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

    /// Those of the colours that are hard to read on these backgrounds, if any.
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
            // No colour is easy to read on both light and dark backgrounds.
            Some(dark_name) if is_dark => vec![self.line(dark_name, &nearest(DARK))],
            Some(dark_name) => vec![
                self.line(self.name, &nearest(LIGHT)),
                self.line(dark_name, &nearest(DARK)),
            ],
            None => vec![self.line(self.name, &nearest(grounds))],
        };
        Some(ThemeError::Contrast { found, write })
    }

    /// The line of a file with colours for the same use.
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
    /// The colours for light and for dark backgrounds; the light ones are used for both unless
    /// there are dark ones.
    pub(super) fn schemes(&self) -> [Scheme<'_>; 2] {
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
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(text: &str) -> Written {
        Written(text.parse().unwrap())
    }

    fn errors(theme: &Theme) -> Vec<String> {
        let errors = theme.errors().into_iter();
        errors.map(|error| error.to_string()).collect()
    }

    /// The theme with the corrections that its errors suggest.
    fn mended(theme: &Theme) -> Theme {
        let mut mended = theme.clone();
        for said in errors(theme) {
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
            prop_assert_eq!(errors(&mended(&theme)), Vec::<String>::new());
        }
    }

    #[test]
    fn what_is_hard_to_read_is_refused_and_the_nearest_that_is_not_is_named() {
        let pale = Theme {
            accent: Some(written("#e5a0c0")),
            accent_dark: Some(written("#e5a0c0")),
            ..Theme::default()
        };
        let said = errors(&pale);
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
            let said = errors(&alone);
            assert_eq!(said.len(), 1, "{said:?}");
            assert!(said[0].contains("accent_dark = \"#"), "{said:?}");
            let mended = mended(&alone);
            assert!(light.is_empty() || mended.accent == Some(written(light)));
            assert!(dark.is_none_or(|dark| mended.accent_dark == Some(written(dark))));
        }
    }

    #[test]
    fn tracks_are_told_together_with_the_line_that_passes() {
        let said = errors(&Theme {
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
}
