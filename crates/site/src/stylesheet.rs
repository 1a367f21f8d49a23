//! All style sheets as one: one request, no cascade of imports.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use lightningcss::bundler::{Bundler, ResolveResult, SourceProvider};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions};

use crate::SiteError;

/// The style sheet of that path among the files with all that it imports, minified.
pub(crate) fn bundle(files: &BTreeMap<String, Vec<u8>>, index: &str) -> Result<String, SiteError> {
    let failed = |reason: String| SiteError::Style {
        file: index.into(),
        reason,
    };
    let sheets = Sheets(files);
    let mut bundler = Bundler::new(&sheets, None, ParserOptions::default());
    let mut sheet = bundler
        .bundle(Path::new(index))
        .map_err(|error| failed(error.to_string()))?;
    sheet
        .minify(MinifyOptions::default())
        .map_err(|error| failed(error.to_string()))?;
    let printed = sheet
        .to_css(PrinterOptions {
            minify: true,
            ..PrinterOptions::default()
        })
        .map_err(|error| failed(error.to_string()))?;
    Ok(printed.code)
}

/// The built app's files, as what style sheets import from.
struct Sheets<'a>(&'a BTreeMap<String, Vec<u8>>);

/// A style sheet that is imported and is not there.
#[derive(Debug, thiserror::Error)]
#[error("there is no style sheet {}", .0.display())]
struct Missing(PathBuf);

impl SourceProvider for Sheets<'_> {
    type Error = Missing;

    fn read<'s>(&'s self, file: &Path) -> Result<&'s str, Missing> {
        file.to_str()
            .and_then(|path| self.0.get(path))
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
            .ok_or_else(|| Missing(file.into()))
    }

    fn resolve(&self, specifier: &str, from: &Path) -> Result<ResolveResult, Missing> {
        let specifier = specifier.strip_prefix("./").unwrap_or(specifier);
        Ok(from.with_file_name(specifier).into())
    }
}
