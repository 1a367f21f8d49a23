//! How a site looks: read from a file, and checked before anything is built.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use hallway_site::theme::{Look, Theme};

/// The file's name in a programme's folder.
const FILE: &str = "theme.toml";

/// The look that a file states: the one that was named, or the one in the programme's folder; if there
/// is none, the site looks as it comes.
///
/// # Errors
/// All that is wrong with it, a line each.
pub fn look(named: Option<&Path>, programme: &Path) -> Result<Look> {
    let in_folder = programme.join(FILE);
    let file = match named {
        Some(file) => file,
        None if in_folder.is_file() => &in_folder,
        None => return Ok(Look::default()),
    };
    let text =
        fs::read_to_string(file).with_context(|| format!("{} can't be read", file.display()))?;
    let theme: Theme =
        toml::from_str(&text).map_err(|error| anyhow::anyhow!("{}: {error}", file.display()))?;
    let folder = file.parent().unwrap_or(Path::new(""));
    match Look::new(theme, folder) {
        Ok(look) => Ok(look),
        Err(errors) => {
            let lines = errors
                .iter()
                .map(|error| format!("{}: {error}", file.display()));
            bail!("{}", lines.collect::<Vec<_>>().join("\n"))
        }
    }
}
