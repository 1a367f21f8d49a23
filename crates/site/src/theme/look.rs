//! A checked theme, as a site uses it: a logo, an accent colour, and a few CSS rules.

use std::path::Path;

use super::{Colour, LOGOS, Theme, ThemeError, Written};
use crate::pictures::Picture;

/// The accent colour of a site without a theme, as in `style/tokens.css`.
pub(super) const ACCENT: Colour = Colour::new(0x0b, 0x5d, 0x5b);

/// A checked theme, with its logo.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    theme: Theme,
    /// The logo, and the ending of its file.
    logo: Option<(String, Picture)>,
}

impl Look {
    /// The look of a theme whose files are in that folder.
    ///
    /// # Errors
    /// Everything that is wrong with the theme.
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

    /// The accent colour of the light theme: the site's own or Hallway's.
    pub(crate) fn accent(&self) -> Colour {
        self.theme.accent.map_or(ACCENT, |Written(accent)| accent)
    }

    /// The ending and the content of the logo.
    pub(crate) fn logo(&self) -> Option<(&str, &[u8])> {
        let (ending, picture) = self.logo.as_ref()?;
        Some((ending, &picture.content))
    }

    /// A warning if the logo is not published unchanged.
    #[must_use]
    pub fn warning(&self) -> Option<String> {
        let (_, picture) = self.logo.as_ref()?;
        picture.warning(self.theme.logo.as_ref()?)
    }

    /// The CSS rules of the look, which come after all others, with the logo's name beside the
    /// style sheet; empty for the default look.
    pub(crate) fn style(&self, logo: Option<&str>) -> String {
        let theme = &self.theme;
        let [light, dark] = theme.schemes().map(|scheme| scheme.properties());
        let mut style = String::new();
        if !light.is_empty() || !dark.is_empty() {
            // On paper, the colours stay black and white.
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
                ".bar-mark{{background:url({logo}) center/contain no-repeat;color:transparent}}"
            );
        }
        style
    }
}

fn read_logo(folder: &Path, logo: &Path) -> Result<(String, Picture), ThemeError> {
    let ending = logo
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default();
    if !LOGOS.iter().any(|(known, _)| *known == ending) {
        return Err(ThemeError::Logo(logo.into()));
    }
    let picture = Picture::read(folder, logo).map_err(|error| ThemeError::Unreadable {
        file: folder.join(logo),
        reason: error.to_string(),
    })?;
    Ok((ending.into(), picture))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        let theme = Theme {
            logo: Some("logo.gif".into()),
            tracks: vec![Written(Colour::WHITE); 9],
            font: Some("x;} body {display:none".into()),
            ..Theme::default()
        };
        let errors = Look::new(theme, Path::new("nowhere")).unwrap_err();
        assert_eq!(errors.len(), 4, "{errors:?}");
    }

    #[test]
    fn dark_colours_alone_are_a_theme_too() {
        let theme = Theme {
            accent_dark: Some(Written("#6fd3c7".parse().unwrap())),
            ..Theme::default()
        };
        let look = Look::new(theme, Path::new("nowhere")).unwrap();
        assert!(look.style(None).contains("--accent:#6fd3c7"));
    }

    #[test]
    fn no_theme_is_no_rule() {
        assert_eq!(Look::default().style(None), "");
    }
}
