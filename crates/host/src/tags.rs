//! The tags of files (RFC 9110, section 8.8.3). They are made from the content, since times are too
//! coarse: two versions of a site may be made within a second.
//!
//! A file is read in pieces to compute its tag, and only once while it does not change.

use std::collections::HashMap;
use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use sha2::{Digest, Sha256};

/// How old a file's last change must be for its time to prove that the file has not changed since.
/// File systems have a resolution of up to two seconds.
const SETTLED: Duration = Duration::from_secs(3);

/// How many tags are remembered; a site has fewer files. Beyond that, all are forgotten.
const MOST: usize = 100_000;

/// How much of a file is read at once, in bytes.
const PIECE: usize = 64 * 1024;

/// A file and its version, as far as the file system tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Version {
    length: u64,
    changed: Option<SystemTime>,
    file: (u64, u64),
}

impl Version {
    fn of(metadata: &Metadata) -> Self {
        #[cfg(unix)]
        let file = {
            use std::os::unix::fs::MetadataExt;
            (metadata.dev(), metadata.ino())
        };
        #[cfg(not(unix))]
        let file = (0, 0);
        Self {
            length: metadata.len(),
            changed: metadata.modified().ok(),
            file,
        }
    }

    /// The version of the file at that path; `None` if there is none.
    pub fn at(path: &Path) -> Option<Self> {
        let metadata = std::fs::metadata(path).ok()?;
        metadata.is_file().then(|| Self::of(&metadata))
    }

    /// Whether a later change would certainly have another time.
    fn is_settled(&self) -> bool {
        self.changed
            .and_then(|changed| SystemTime::now().duration_since(changed).ok())
            .is_some_and(|ago| ago > SETTLED)
    }
}

/// The computed tags.
#[derive(Debug, Default)]
pub(crate) struct Tags(Mutex<HashMap<PathBuf, (Version, String)>>);

impl Tags {
    /// The tag of a version of a file; `None` if the file has changed.
    ///
    /// # Errors
    /// If the file can't be read.
    pub fn of(&self, path: &Path, version: Version) -> io::Result<Option<String>> {
        if let Some((known, tag)) = self.lock().get(path)
            && *known == version
        {
            return Ok(Some(tag.clone()));
        }
        let mut file = File::open(path)?;
        let is_settled = version.is_settled();
        let tag = digest(&mut file)?;
        if Version::of(&file.metadata()?) != version {
            return Ok(None);
        }
        if is_settled {
            let mut known = self.lock();
            if known.len() >= MOST {
                known.clear();
            }
            known.insert(path.to_owned(), (version, tag.clone()));
        }
        Ok(Some(tag))
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<PathBuf, (Version, String)>> {
        // Entries are inserted whole, so the map is valid after a panic.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn digest(content: &mut impl Read) -> io::Result<String> {
    let (mut digest, mut piece) = (Sha256::new(), vec![0; PIECE]);
    loop {
        match content.read(&mut piece) {
            Ok(0) => break,
            Ok(read) => digest.update(&piece[..read]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let digits: String = digest
        .finalize()
        .iter()
        .take(12)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    Ok(format!("\"{digits}\""))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_tag_is_of_what_is_there_however_fast_it_changes() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("file");
        let tags = Tags::default();
        let mut before = None;
        for number in 0..200 {
            fs::write(&path, format!("{number:03}"))?;
            let version = Version::at(&path).expect("it is there");
            let tag = tags.of(&path, version)?;
            assert!(tag.is_some() && tag != before, "{number}");
            assert_eq!(tags.of(&path, version)?, tag);
            before = tag;
        }
        Ok(())
    }

    #[test]
    fn a_settled_file_is_read_once_and_another_in_its_place_again() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let (path, other) = (folder.path().join("file"), folder.path().join("other"));
        let long_ago = SystemTime::now() - Duration::from_secs(1_000);
        for (path, content) in [(&path, "one"), (&other, "two")] {
            fs::write(path, content)?;
            File::options()
                .write(true)
                .open(path)?
                .set_modified(long_ago)?;
        }
        let tags = Tags::default();
        let version = Version::at(&path).expect("it is there");
        let tag = tags.of(&path, version)?;
        // The same length and time, like a site that replaces another.
        fs::rename(&other, &path)?;
        assert_eq!(tags.of(&path, version)?, tag, "it is remembered");
        let version = Version::at(&path).expect("it is there");
        assert_ne!(tags.of(&path, version)?, tag);
        Ok(())
    }
}
