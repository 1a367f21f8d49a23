//! All style sheets as one: one request, no cascade of imports.

use std::path::Path;

use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions};

use crate::SiteError;

/// The style sheet at that path with all that it imports, minified.
pub(crate) fn bundle(index: &Path) -> Result<String, SiteError> {
    let failed = |reason: String| SiteError::Style {
        file: index.into(),
        reason,
    };
    let files = FileProvider::new();
    let mut bundler = Bundler::new(&files, None, ParserOptions::default());
    let mut sheet = bundler
        .bundle(index)
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
