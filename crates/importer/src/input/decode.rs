//! Makes text of a file's bytes: unpacks gzip, and reads other encodings than UTF-8.
//!
//! The order of the signs: gzip's first bytes; a byte-order mark; zero bytes where UTF-16 has them;
//! UTF-8, if the bytes are valid; the encoding that the file declares; else Windows-1252, which
//! contains Latin-1.

use std::borrow::Cow;
use std::io::Read;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use flate2::read::MultiGzDecoder;

use super::fold;
use crate::foreign::{Repair, Unreadable};
use crate::import::LARGEST;

/// How much of a file is searched for a declared encoding, in bytes.
const HEAD: usize = 1024;

/// A file's text.
#[derive(Debug)]
pub(crate) struct Decoded<'c> {
    /// The text, without a byte-order mark.
    pub text: Cow<'c, str>,
    /// A warning, if the file was not plain UTF-8.
    pub repair: Option<Repair>,
}

/// The text of a file of at most [`LARGEST`] bytes, packed and unpacked.
///
/// # Errors
/// [`Unreadable`] if it is too large, packed in another way, or damaged.
pub(crate) fn decode(content: &[u8]) -> Result<Decoded<'_>, Unreadable> {
    within_limits(content.len())?;
    if let Some(packing) = other_packing(content) {
        return Err(Unreadable::new(
            "",
            format!("this is a {packing} file: unpack it, and name the file that was in it"),
        ));
    }
    if !content.starts_with(&[0x1f, 0x8b]) {
        return text(content);
    }
    let Decoded { text, repair } = text(&unpacked(content)?).map(Decoded::into_owned)?;
    Ok(Decoded { text, repair })
}

impl Decoded<'_> {
    fn into_owned(self) -> Decoded<'static> {
        Decoded {
            text: Cow::Owned(self.text.into_owned()),
            repair: self.repair,
        }
    }
}

fn within_limits(size: usize) -> Result<(), Unreadable> {
    if size <= LARGEST {
        return Ok(());
    }
    let (size, largest) = (size >> 20, LARGEST >> 20);
    Err(Unreadable::new(
        "",
        format!(
            "it is {size} MiB large, and no schedule is larger than {largest} MiB: check that it is the right file"
        ),
    ))
}

/// Formats of packed files that people confuse with the export in them, by their first bytes.
fn other_packing(content: &[u8]) -> Option<&'static str> {
    let packings: [(&[u8], _); 5] = [
        (b"PK\x03\x04", "zip"),
        (b"BZh", "bzip2"),
        (b"\xfd7zXZ\0", "xz"),
        (b"\x28\xb5\x2f\xfd", "zstd"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
    ];
    let mut packings = packings.into_iter();
    let (_, name) = packings.find(|(start, _)| content.starts_with(start))?;
    Some(name)
}

/// The content of a gzip file (RFC 1952), up to [`LARGEST`] bytes.
fn unpacked(packed: &[u8]) -> Result<Vec<u8>, Unreadable> {
    let mut content = Vec::new();
    let unpacking = MultiGzDecoder::new(packed)
        .take(LARGEST as u64 + 1)
        .read_to_end(&mut content);
    if content.len() > LARGEST {
        let largest = LARGEST >> 20;
        return Err(Unreadable::new(
            "",
            format!(
                "unpacked, it is larger than {largest} MiB, and no schedule is: check that it is the right file"
            ),
        ));
    }
    match unpacking {
        Ok(_) => Ok(content),
        Err(_) => Err(Unreadable::new(
            "",
            "this is a gzip file that is damaged or ends in the middle: download it again",
        )),
    }
}

fn text(content: &[u8]) -> Result<Decoded<'_>, Unreadable> {
    let content = match Encoding::for_bom(content) {
        Some((encoding, mark)) if encoding != UTF_8 => {
            return read_as(encoding, &content[mark..], 0);
        }
        Some((_, mark)) => &content[mark..],
        None => content,
    };
    if let Some(encoding) = utf_16(content) {
        return read_as(encoding, content, 0);
    }
    let error = match std::str::from_utf8(content) {
        Ok(text) => return Ok(plain(text)),
        Err(error) => error,
    };
    let content = fold::repaired(content);
    if let Ok(text) = std::str::from_utf8(&content) {
        return Ok(plain(text).into_owned());
    }
    let declared = declared(&content).unwrap_or(UTF_8);
    let encoding = if declared != UTF_8 {
        declared
    } else if is_damaged_utf_8(&content) {
        UTF_8
    } else {
        WINDOWS_1252
    };
    let before = &content[..error.valid_up_to()];
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    read_as(encoding, &content, line).map(Decoded::into_owned)
}

fn plain(text: &str) -> Decoded<'_> {
    Decoded {
        text: Cow::Borrowed(text),
        repair: None,
    }
}

/// The text in that encoding, with a warning unless it is UTF-8 without faults. `line` is the first
/// line that is not UTF-8; 0 if that is the whole file.
fn read_as<'c>(
    encoding: &'static Encoding,
    content: &'c [u8],
    line: usize,
) -> Result<Decoded<'c>, Unreadable> {
    let (text, has_faults) = encoding.decode_without_bom_handling(content);
    within_limits(text.len())?;
    let message = match (encoding == UTF_8, has_faults) {
        (true, false) => None,
        (true, true) => Some(format!(
            "some letters are no UTF-8: \"\u{fffd}\" stands for them, {} times. Export the file again, or correct it",
            text.matches('\u{fffd}').count()
        )),
        (false, false) => Some(format!(
            "this is not UTF-8: it is read as {}. Check names with accents; if they are wrong, save the file as UTF-8",
            encoding.name()
        )),
        (false, true) => Some(format!(
            "this is not UTF-8: it is read as {}, and \"\u{fffd}\" stands for what that can't be. Save the file as UTF-8",
            encoding.name()
        )),
    };
    let place = if line == 0 {
        String::new()
    } else {
        format!("line {line}")
    };
    Ok(Decoded {
        text,
        repair: message.map(|message| Repair { place, message }),
    })
}

/// UTF-16 without a byte-order mark: all formats begin with ASCII, so every other byte is zero.
fn utf_16(content: &[u8]) -> Option<&'static Encoding> {
    match content {
        [0, 1..=255, 0, 1..=255, ..] => Some(UTF_16BE),
        [1..=255, 0, 1..=255, 0, ..] => Some(UTF_16LE),
        _ => None,
    }
}

/// The encoding that XML's first line declares (XML 1.0, section 4.3.3), or a `CHARSET` parameter,
/// which iCalendar had before RFC 2445. UTF-16 can't be true of a text that was read as ASCII.
fn declared(content: &[u8]) -> Option<&'static Encoding> {
    let head = &content[..content.len().min(HEAD)];
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let after = if head.starts_with("<?xml") {
        head.split("?>").next()?.split_once("encoding")?.1
    } else {
        let whole = content.to_ascii_lowercase();
        let parameter = b";charset=";
        let at = whole
            .windows(parameter.len())
            .position(|window| window == parameter)?;
        let label = &whole[at + parameter.len()..];
        return named(&String::from_utf8_lossy(&label[..label.len().min(40)]));
    };
    named(after.trim_start().strip_prefix('=')?)
}

/// The encoding whose label a text begins with, perhaps in quotes.
fn named(text: &str) -> Option<&'static Encoding> {
    let text = text.trim_start().trim_start_matches(['"', '\'']);
    let end = text.find(['"', '\'', ';', ':', ' ', '?']);
    let encoding = Encoding::for_label(&text.as_bytes()[..end.unwrap_or(text.len())])?;
    (encoding != UTF_16LE && encoding != UTF_16BE).then_some(encoding)
}

/// Whether more letters are UTF-8 than are not: then it is UTF-8 with faults, such as a letter that
/// was cut in its middle.
fn is_damaged_utf_8(content: &[u8]) -> bool {
    let (mut letters, mut faults) = (0_usize, 0_usize);
    for chunk in content.utf8_chunks() {
        letters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        faults += usize::from(!chunk.invalid().is_empty());
    }
    letters > faults
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn packed(content: &[u8]) -> Vec<u8> {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
        gzip.write_all(content).expect("memory takes it");
        gzip.finish().expect("memory takes it")
    }

    fn read(content: &[u8]) -> (String, String) {
        let decoded = decode(content).unwrap_or_else(|error| panic!("{error:?}"));
        let repair = decoded
            .repair
            .map(|it| format!("{}: {}", it.place, it.message));
        (decoded.text.into_owned(), repair.unwrap_or_default())
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let text = "{\"title\": \"Größe\nÉté\"}";
        let utf_16 = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            text.encode_utf16().flat_map(bytes).collect()
        };
        let latin: Vec<u8> = text
            .chars()
            .map(|c| u8::try_from(c).expect("Latin"))
            .collect();
        let (little, big) = (utf_16(u16::to_le_bytes), utf_16(u16::to_be_bytes));
        let marked = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
        for (content, warning) in [
            (text.as_bytes().to_vec(), ""),
            (marked(b"\xef\xbb\xbf", text.as_bytes()), ""),
            (
                latin.clone(),
                "line 1: this is not UTF-8: it is read as windows-1252",
            ),
            (
                marked(b"\xff\xfe", &little),
                ": this is not UTF-8: it is read as UTF-16LE",
            ),
            (
                marked(b"\xfe\xff", &big),
                ": this is not UTF-8: it is read as UTF-16BE",
            ),
            (little, ": this is not UTF-8: it is read as UTF-16LE"),
            (big, ": this is not UTF-8: it is read as UTF-16BE"),
        ] {
            for content in [packed(&content), content] {
                let (read, said) = read(&content);
                assert_eq!(read, text);
                assert!(said.starts_with(warning), "{said}");
                assert_eq!(said.is_empty(), warning.is_empty(), "{said}");
            }
        }
    }

    #[test]
    fn a_declared_encoding_counts_unless_the_bytes_are_utf_8() {
        let xml = |encoding: &str| format!("<?xml version='1.0' encoding='{encoding}'?><a>");
        let greek = [xml("ISO-8859-7").as_bytes(), b"\xc1\xe8\xde\xed\xe1</a>"].concat();
        let (text, said) = read(&greek);
        assert!(text.ends_with("Αθήνα</a>"), "{text}");
        assert!(said.contains("ISO-8859-7"), "{said}");
        for wrong in ["ISO-8859-1", "utf-16", "no-encoding"] {
            let content = format!("{}Größe</a>", xml(wrong));
            assert_eq!(read(content.as_bytes()), (content, String::new()));
        }
        let calendar = b"BEGIN:VCALENDAR\nSUMMARY;CHARSET=ISO-8859-2:\xb1\nEND:VCALENDAR\n";
        assert!(read(calendar).0.contains('ą'));
    }

    #[test]
    fn a_letter_that_was_cut_costs_no_other_letter() {
        let (text, said) = read(b"{\"a\": \"Gr\xc3\xb6\xc3\x9fe\",\n\"b\": \"cut \xe2\x80\"}");
        assert!(
            text.contains("Größe") && text.contains("cut \u{fffd}"),
            "{text}"
        );
        assert!(
            said.starts_with("line 2: some letters are no UTF-8"),
            "{said}"
        );
    }

    #[test]
    fn what_is_packed_in_another_way_or_too_large_is_refused() {
        let refused = |content: &[u8]| decode(content).expect_err("it is refused").message;
        assert!(refused(b"PK\x03\x04rest").contains("zip file: unpack it"));
        let half = packed(&[b'a'; 10_000]);
        assert!(refused(&half[..half.len() / 2]).contains("ends in the middle"));
        assert!(refused(&packed(&vec![b'a'; LARGEST + 1])).contains("unpacked, it is larger"));
    }
}
