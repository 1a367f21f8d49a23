//! Reads a site's theme from a file, and checks it before the site is built.

use std::path::Path;

use hallway_importer::import::ImportError;
use hallway_site::theme::{Look, Theme};

use crate::source;

/// The file's name in a programme's folder.
const FILE: &str = "theme.toml";

/// The look in a theme file: the given file, or the one in the programme's folder; without a file,
/// the default look.
///
/// # Errors
/// All problems in the file.
pub fn look(named: Option<&Path>, programme: &Path) -> Result<Look, ImportError> {
    let in_folder = programme.join(FILE);
    let file = match named {
        Some(file) => file,
        None if in_folder.exists() => &in_folder,
        None => return Ok(Look::default()),
    };
    let refused = |message: String| ImportError(vec![source::diagnostic(file, message)]);
    let content = source::open(file)
        .map_err(|diagnostic| ImportError(vec![diagnostic]))?
        .content;
    let text = String::from_utf8(content)
        .map_err(|_| refused("this is not UTF-8: save the file in that encoding".into()))?;
    let theme: Theme =
        toml::from_str(&text).map_err(|error| refused(in_one_line(&text, &error)))?;
    let folder = file.parent().unwrap_or(Path::new(""));
    Look::new(theme, folder).map_err(|errors| {
        let diagnostics = errors.iter();
        ImportError(
            diagnostics
                .map(|error| source::diagnostic(file, error.to_string()))
                .collect(),
        )
    })
}

/// What is wrong in a file and where, in one line: without the excerpt that the parser shows.
fn in_one_line(text: &str, error: &toml::de::Error) -> String {
    let at = error.span().map_or(0, |span| span.start);
    let before = text.get(..at).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .chars()
        .count()
        + 1;
    format!(
        "TOML parse error at line {line}, column {column}: {}",
        error.message()
    )
}
