//! Pictures from organisers that a site publishes: floor plans and logos.
//!
//! A picture is read only from within its programme's folder, has the type that its name says, and
//! is only a picture: everything else in an SVG is left out ([`svg`]).

mod allowed;
mod css;
pub mod svg;

use std::ffi::OsStr;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use cap_fs_ext::OpenOptionsSyncExt;
use cap_std::ambient_authority;
use cap_std::fs::{Dir, OpenOptions};

use self::svg::SvgError;

/// The largest picture that is published, in bytes.
pub const LARGEST: u64 = 8 * 1024 * 1024;

/// A picture, ready to be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The file's content.
    pub content: Vec<u8>,
    /// What was left out of the published picture, as text; empty for most.
    pub left_out: Vec<String>,
}

/// Why a picture can't be published.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// The file does not exist.
    #[error("there is no such file: put the picture there, or remove its name from the programme")]
    Missing,
    /// The system reported an error.
    #[error("{0}")]
    Io(io::Error),
    /// The path leads out of the folder.
    #[error("write its path within the folder, such as pictures/logo.svg")]
    Path,
    /// A link leads out of the folder, and its target would be published.
    #[error(
        "it is a link that leads out of {}, or an absolute one: put the file itself there",
        .0.display()
    )]
    Outside(PathBuf),
    /// A folder, a device or a pipe.
    #[error("it is not a file")]
    NotAFile,
    /// Every phone would have to download it.
    #[error("it is larger than {} MiB: make it smaller, since every phone downloads it", LARGEST >> 20)]
    TooLarge,
    /// The content has no type that browsers show.
    #[error("its content is none of {}", Kind::ALL.map(Kind::name).join(", "))]
    Unknown,
    /// The content has another type than the name says, and hosts go by the name.
    #[error("by its content it is {0}: give it the ending {1}")]
    Misnamed(&'static str, &'static str),
    /// An SVG that can't be made a harmless picture.
    #[error(transparent)]
    Svg(#[from] SvgError),
}

impl Picture {
    /// Reads the picture at a path within a folder.
    ///
    /// Relative links within the folder are followed. A hard link can't be distinguished from the
    /// file itself.
    ///
    /// # Errors
    /// [`PictureError`] if the path leads out of the folder, if it is not that of a file, or if the
    /// file is not a picture of the type that its ending says.
    pub fn read(folder: &Path, path: &Path) -> Result<Self, PictureError> {
        let content = read_within(folder, path)?;
        let ending = path.extension().and_then(OsStr::to_str).unwrap_or_default();
        Self::of(content, ending)
    }

    /// The picture in a file with that ending.
    ///
    /// # Errors
    /// [`PictureError`] if the content has another type, or none.
    pub fn of(content: Vec<u8>, ending: &str) -> Result<Self, PictureError> {
        let kind = Kind::of(&content);
        if let Some(kind) = kind.filter(|kind| !kind.endings().contains(&ending)) {
            return Err(PictureError::Misnamed(kind.name(), kind.endings()[0]));
        }
        if kind.is_some() {
            return Ok(Self {
                content,
                left_out: Vec::new(),
            });
        }
        if ending != "svg" {
            return Err(PictureError::Unknown);
        }
        let text = std::str::from_utf8(&content).map_err(|_| SvgError::NotUtf8)?;
        let inert = svg::inert(text)?;
        Ok(Self {
            content: inert.text.into_bytes(),
            left_out: inert.left_out,
        })
    }

    /// A warning about a picture of which something was left out.
    #[must_use]
    pub fn warning(&self, file: &Path) -> Option<String> {
        /// How many parts the warning names.
        const NAMED: usize = 5;
        let (named, others) = self.left_out.split_at(self.left_out.len().min(NAMED));
        let more = match others.len() {
            0 => String::new(),
            more => format!(", and {more} more"),
        };
        (!named.is_empty()).then(|| {
            format!(
                "{}: the site's copy leaves out parts that a picture may not have: {}{more}",
                file.display(),
                named.join(", ")
            )
        })
    }
}

/// The types that are recognised by their first bytes; SVG is recognised by parsing it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Png,
    Jpeg,
    WebP,
    Avif,
    Svg,
}

impl Kind {
    const ALL: [Self; 5] = [Self::Svg, Self::Png, Self::Jpeg, Self::WebP, Self::Avif];

    fn name(self) -> &'static str {
        match self {
            Self::Png => "PNG",
            Self::Jpeg => "JPEG",
            Self::WebP => "WebP",
            Self::Avif => "AVIF",
            Self::Svg => "SVG",
        }
    }

    fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Png => &["png"],
            Self::Jpeg => &["jpg", "jpeg"],
            Self::WebP => &["webp"],
            Self::Avif => &["avif"],
            Self::Svg => &["svg"],
        }
    }

    /// The type whose signature the content begins with.
    fn of(content: &[u8]) -> Option<Self> {
        let has =
            |at: usize, signature: &[u8]| content.get(at..at + signature.len()) == Some(signature);
        if has(0, b"\x89PNG\r\n\x1a\n") {
            Some(Self::Png)
        } else if has(0, b"\xff\xd8\xff") {
            Some(Self::Jpeg)
        } else if has(0, b"RIFF") && has(8, b"WEBP") {
            Some(Self::WebP)
        } else if has(4, b"ftyp") && is_avif(content) {
            Some(Self::Avif)
        } else {
            None
        }
    }
}

/// Whether a file of the ISO base media format names AVIF among its brands (AV1 Image File Format,
/// section 6): the major brand, or one of the compatible ones.
fn is_avif(content: &[u8]) -> bool {
    let length: [u8; 4] = match content.first_chunk() {
        Some(length) => *length,
        None => return false,
    };
    let end = usize::try_from(u32::from_be_bytes(length)).unwrap_or(usize::MAX);
    let brands = content.get(8..end.min(content.len())).unwrap_or_default();
    brands
        .chunks_exact(4)
        .any(|brand| matches!(brand, b"avif" | b"avis"))
}

/// Reads a file within a folder, without following links out of it.
fn read_within(folder: &Path, path: &Path) -> Result<Vec<u8>, PictureError> {
    let is_within = path
        .components()
        .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    // On other systems these lead to other folders and drives.
    if !is_within || path.as_os_str().to_string_lossy().contains(['\\', ':']) {
        return Err(PictureError::Path);
    }
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => PictureError::Missing,
        // Errors of the system itself have a number.
        io::ErrorKind::PermissionDenied if error.raw_os_error().is_none() => {
            PictureError::Outside(folder.into())
        }
        _ => PictureError::Io(error),
    };
    let within = Dir::open_ambient_dir(folder, ambient_authority()).map_err(failed)?;
    // Opening a pipe normally would block until someone writes to it.
    let file = within
        .open_with(path, OpenOptions::new().read(true).nonblock(true))
        .map_err(failed)?;
    // Check the opened file, since the path may lead to another one by now.
    let metadata = file.metadata().map_err(failed)?;
    if !metadata.is_file() {
        return Err(PictureError::NotAFile);
    }
    if metadata.len() > LARGEST {
        return Err(PictureError::TooLarge);
    }
    let mut content = Vec::new();
    file.take(LARGEST + 1)
        .read_to_end(&mut content)
        .map_err(failed)?;
    // The file may have grown meanwhile.
    if content.len() as u64 > LARGEST {
        return Err(PictureError::TooLarge);
    }
    Ok(content)
}

#[cfg(test)]
mod tests {
    use super::*;

    const AVIF: &[u8] = b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf....";

    #[test]
    fn a_picture_is_what_its_content_says() {
        for (content, ending) in [
            (&b"\x89PNG\r\n\x1a\n...."[..], "png"),
            (b"\xff\xd8\xff\xe0..", "jpg"),
            (b"\xff\xd8\xff\xe0..", "jpeg"),
            (b"RIFF\x04\0\0\0WEBPVP8 ", "webp"),
            (AVIF, "avif"),
            (b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "svg"),
        ] {
            assert!(Picture::of(content.into(), ending).is_ok(), "{ending}");
        }
        for (content, ending) in [
            (&b"\x89PNG\r\n\x1a\n...."[..], "svg"),
            (b"\xff\xd8\xff\xe0..", "png"),
            (b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "png"),
            (b"<!doctype html><script>", "jpg"),
            (b"<!doctype html><script>", "svg"),
            (b"root:x:0:0", "svg"),
            (b"root:x:0:0", "avif"),
            (b"\0\0\0\x14ftypisom\0\0\0\0mp42avif", "avif"),
            (b"RIFF\x04\0\0\0WAVE", "webp"),
            (b"GIF89a", "png"),
            (b"\xff\xfe<\0s\0v\0g\0", "svg"),
            (b"", "png"),
            (b"", "svg"),
        ] {
            assert!(Picture::of(content.into(), ending).is_err(), "{ending}");
        }
    }

    #[test]
    fn a_path_out_of_the_folder_is_none() {
        for path in [
            "../logo.svg",
            "a/../../logo.svg",
            "/etc/passwd",
            "..\\logo.svg",
            "C:\\logo.svg",
            "C:logo.svg",
            "\\\\host\\logo.svg",
        ] {
            let refused = Picture::read(Path::new("."), Path::new(path));
            assert!(matches!(refused, Err(PictureError::Path)), "{path}");
        }
    }
}
