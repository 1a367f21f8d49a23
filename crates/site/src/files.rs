//! The files of a site: made in memory, written to a folder all at once.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::{SiteError, compression};

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

    /// Adds a `.br` and a `.gz` beside each file that they make smaller.
    pub(crate) fn add_compressed(&mut self) {
        // Most of a build's time goes here: what is there twice is compressed once, and all at once.
        let mut contents: BTreeMap<&[u8], Vec<&str>> = BTreeMap::new();
        for (path, bytes) in &self.0 {
            if compression::worthwhile(path) {
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

    /// Writes the files as the whole content of a folder: beside it first, then in its place, so
    /// that it never holds half a site.
    ///
    /// # Errors
    /// [`SiteError::NotASite`] if the folder holds anything else, so that nobody's files are lost;
    /// [`SiteError::Io`] if the system refuses.
    pub fn write(&self, folder: &Path) -> Result<(), SiteError> {
        let failed = |file: &Path| {
            let file = file.to_path_buf();
            move |error| SiteError::Io { file, error }
        };
        if !replaceable(folder) {
            return Err(SiteError::NotASite {
                folder: folder.into(),
            });
        }
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
            fs::create_dir_all(within).map_err(failed(within))?;
            fs::write(&file, bytes).map_err(failed(&file))?;
        }
        if folder.exists() {
            // The old site goes with the temporary folder, once the new one stands in its place.
            fs::rename(folder, new.path().join("old")).map_err(failed(folder))?;
        }
        fs::rename(&site, folder).map_err(failed(folder))
    }
}

/// The compressed twins of files with the same content, if they are smaller.
fn smaller(bytes: &[u8], paths: &[&str]) -> Vec<(String, Vec<u8>)> {
    let qualities = paths.iter().map(|path| compression::quality(path));
    let brotli = compression::brotli(bytes, qualities.max().unwrap_or_default());
    let mut twins = Vec::new();
    for (ending, compressed) in [("br", brotli), ("gz", compression::gzip(bytes))] {
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

/// Whether the folder is absent, empty, or a site of ours.
fn replaceable(folder: &Path) -> bool {
    match fs::read_dir(folder) {
        Err(error) => error.kind() == std::io::ErrorKind::NotFound,
        Ok(mut entries) => {
            entries.next().is_none()
                || (folder.join("shell.html").is_file() && folder.join("sw.js").is_file())
        }
    }
}
