//! The files of a site: made in memory, then written to a folder all at once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use rayon::prelude::*;

use crate::{SiteError, output};

/// Files by their paths below the site, with `/` between segments.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    /// Adds a file, or replaces it.
    pub(crate) fn add(&mut self, path: &str, bytes: Vec<u8>) {
        self.0.insert(path.into(), bytes);
    }

    /// The content of the file at that path.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.0.get(path).map(Vec::as_slice)
    }

    /// All files with their paths, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// Adds a `.br` and a `.gz` file beside each file that becomes smaller by it.
    pub(crate) fn add_compressed(&mut self) {
        // This takes most of a build's time, so equal files are compressed once, and all in
        // parallel.
        let mut contents: BTreeMap<&[u8], Vec<&str>> = BTreeMap::new();
        for (path, bytes) in &self.0 {
            if hallway_compression::worthwhile(path) {
                contents.entry(bytes).or_default().push(path);
            }
        }
        let contents: Vec<_> = contents.into_iter().collect();
        let compressed: Vec<_> = contents
            .into_par_iter()
            .flat_map_iter(|(bytes, paths)| smaller(bytes, &paths))
            .collect();
        self.0.extend(compressed);
    }

    /// Whether a site may replace a folder, to be checked before the files are made.
    ///
    /// # Errors
    /// [`SiteError::Output`] if the folder has files that no build made, or is one that a site must
    /// never replace.
    pub fn check_output(folder: &Path) -> Result<(), SiteError> {
        output::check(folder)
    }

    /// Writes the files to a folder, replacing the site in it. They are first written beside the
    /// folder, which then replaces it, so the folder never contains half a site. Files that hosts
    /// keep there stay: names that begin with a dot, except `.htaccess`, and `CNAME`. If the folder
    /// is a link, the folder that it points to is replaced.
    ///
    /// # Errors
    /// [`SiteError::Output`] as in [`Files::check_output`]; [`SiteError::Io`] if the system
    /// refuses, and then the old site stays.
    pub fn write(&self, folder: &Path) -> Result<(), SiteError> {
        output::check(folder)?;
        let named = folder;
        let failed = |file: &Path| {
            let file = file.to_path_buf();
            move |error| SiteError::Io { file, error }
        };
        let folder = &fs::canonicalize(folder).unwrap_or_else(|_| folder.into());
        let parent = parent(folder);
        fs::create_dir_all(&parent).map_err(failed(&parent))?;
        let new = tempfile::Builder::new()
            .prefix(".hallway-site-")
            .tempdir_in(&parent)
            .map_err(failed(&parent))?;
        let site = new.path().join("site");
        for (path, bytes) in &self.0 {
            let file = site.join(path);
            let within = file.parent().unwrap_or(&site);
            // The error names the final path, not the temporary one.
            let written = fs::create_dir_all(within).and_then(|()| fs::write(&file, bytes));
            written.map_err(failed(&named.join(path)))?;
        }
        if !folder.exists() {
            return fs::rename(&site, folder).map_err(failed(named));
        }
        // The old site is deleted with the temporary folder, after the new one has replaced it.
        let old = new.path().join("old");
        fs::rename(folder, &old).map_err(failed(named))?;
        let replaced = move_kept(&old, &site).and_then(|()| fs::rename(&site, folder));
        if replaced.is_err() {
            let put_back = move_kept(&site, &old).and_then(|()| fs::rename(&old, folder));
            if put_back.is_err() {
                // The old site is then in the wrong place, but not lost.
                let _ = new.keep();
            }
        }
        replaced.map_err(failed(named))
    }
}

/// Moves the files that hosts keep there from the old folder to the new one.
fn move_kept(from: &Path, to: &Path) -> io::Result<()> {
    for entry in fs::read_dir(from)? {
        let name = entry?.file_name();
        if output::is_kept(&name.to_string_lossy()) {
            fs::rename(from.join(&name), to.join(&name))?;
        }
    }
    Ok(())
}

/// The compressed copies of files with the same content, if they are smaller.
fn smaller(bytes: &[u8], paths: &[&str]) -> Vec<(String, Vec<u8>)> {
    let qualities = paths.iter().map(|path| hallway_compression::quality(path));
    let brotli = hallway_compression::brotli(bytes, qualities.max().unwrap_or_default());
    let mut twins = Vec::new();
    for (ending, compressed) in [("br", brotli), ("gz", hallway_compression::gzip(bytes))] {
        if compressed.len() < bytes.len() {
            let of = |path: &&str| (format!("{path}.{ending}"), compressed.clone());
            twins.extend(paths.iter().map(of));
        }
    }
    twins
}

fn parent(folder: &Path) -> PathBuf {
    match folder.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.into(),
        _ => PathBuf::from("."),
    }
}
