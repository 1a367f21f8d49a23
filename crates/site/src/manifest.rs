//! The web manifest, with the values of a conference and a base path.

use hallway_app::route::BasePath;
use hallway_programme::Programme;
use serde_json::{Map, Value};

use crate::theme::Colour;
use crate::{BuiltApp, SiteError};

/// The longest `short_name` that home screens show in full.
const SHORT_NAME: usize = 12;

/// The built app's manifest with the conference's name and colour and the site's base path.
pub(crate) fn fill(
    app: &BuiltApp,
    programme: &Programme,
    base: &BasePath,
    accent: Colour,
) -> Result<Vec<u8>, SiteError> {
    let mut manifest: Map<String, Value> =
        serde_json::from_str(&app.manifest).map_err(|error| SiteError::BuiltApp {
            file: "manifest.webmanifest".into(),
            reason: error.to_string(),
        })?;
    let conference = programme.conference();
    manifest.insert("name".into(), conference.title.clone().into());
    manifest.insert("short_name".into(), short_name(&conference.title).into());
    manifest.insert("theme_color".into(), accent.to_string().into());
    // Installed apps are identified by their id, so two sites of one origin are two apps.
    manifest.insert("id".into(), base.as_str().into());
    let mut text = serde_json::to_string_pretty(&manifest).expect("a manifest is JSON already");
    text.push('\n');
    Ok(text.into_bytes())
}

/// The title, or an abbreviation like "LPC 2021" if it is too long.
fn short_name(title: &str) -> String {
    if title.chars().count() <= SHORT_NAME {
        return title.into();
    }
    let (numbers, words): (Vec<&str>, Vec<&str>) = title
        .split_whitespace()
        .partition(|word| word.chars().all(|c| c.is_ascii_digit()));
    let initials: String = words
        .iter()
        .filter_map(|word| word.chars().next())
        .collect();
    let mut parts = vec![initials.as_str()];
    parts.extend(numbers);
    parts.join(" ").chars().take(SHORT_NAME).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_title_becomes_its_initials() {
        assert_eq!(short_name("Linux Plumbers Conference 2021"), "LPC 2021");
        assert_eq!(short_name("FOSDEM 2024"), "FOSDEM 2024");
    }
}
