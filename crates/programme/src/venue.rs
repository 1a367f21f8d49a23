//! Where a room is: on the globe, and on a picture.

use std::fmt;

use serde::{Serialize, Serializer};

/// The resolution of a [`Location`] in parts of a degree: about ten centimetres.
const PARTS: i32 = 1_000_000;

/// A place on the globe (WGS 84), written and read as `52.516300,13.377700`: latitude, longitude.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// Millionths of a degree north.
    latitude: i32,
    /// Millionths of a degree east.
    longitude: i32,
}

impl Location {
    /// Reads a latitude and a longitude: two decimal numbers with a comma between them. `None` if
    /// the text is not such a pair, or if the place does not exist.
    ///
    /// ```
    /// use hallway_programme::Location;
    ///
    /// let gate = Location::parse("52.5163, 13.3777").expect("this is a place");
    /// assert_eq!(gate.to_string(), "52.516300,13.377700");
    /// assert_eq!(Location::parse("91,0"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (latitude, longitude) = text.split_once(',')?;
        let (latitude, longitude) = (millionths(latitude.trim())?, millionths(longitude.trim())?);
        let exists = latitude.abs() <= 90 * PARTS && longitude.abs() <= 180 * PARTS;
        exists.then_some(Self {
            latitude,
            longitude,
        })
    }
}

/// A decimal number in millionths; further digits are cut off.
fn millionths(text: &str) -> Option<i32> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    if !is_number(whole) || !is_number(part) || whole.len() > 3 {
        return None;
    }
    let whole: i32 = whole.parse().ok()?;
    let part = part.bytes().chain([b'0'; 6]).take(6);
    let part = part.fold(0, |part, digit| part * 10 + i32::from(digit - b'0'));
    let all = whole * PARTS + part;
    Some(if negative { -all } else { all })
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_degrees(f, self.latitude)?;
        f.write_str(",")?;
        write_degrees(f, self.longitude)
    }
}

fn write_degrees(f: &mut fmt::Formatter<'_>, millionths: i32) -> fmt::Result {
    let sign = if millionths < 0 { "-" } else { "" };
    let (whole, part) = (millionths.abs() / PARTS, millionths.abs() % PARTS);
    write!(f, "{sign}{whole}.{part:06}")
}

impl Serialize for Location {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The picture of a floor plan, by its file name: it is in the site's folder `plans/`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct FloorPlan(Box<str>);

impl FloorPlan {
    /// The site's folder with all floor plans.
    pub const FOLDER: &str = "plans/";
    /// The allowed endings of file names.
    pub const ENDINGS: [&str; 6] = ["svg", "png", "webp", "avif", "jpg", "jpeg"];

    /// The picture with that name; `None` if the name can't be part of an address, or does not have
    /// one of the [`ENDINGS`](Self::ENDINGS).
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let (stem, ending) = name.rsplit_once('.')?;
        let is_plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
        let is_picture = Self::ENDINGS.contains(&ending);
        let is_name = !stem.is_empty() && !stem.starts_with('.') && stem.bytes().all(is_plain);
        (is_picture && is_name && name.len() <= 100).then(|| Self(name.into()))
    }

    /// The file's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0
    }

    /// The file's path below a site.
    #[must_use]
    pub fn path(&self) -> String {
        format!("{}{}", Self::FOLDER, self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_it_is_written() {
        for (text, written) in [
            ("52.5163,13.3777", "52.516300,13.377700"),
            ("-33.9, 151", "-33.900000,151.000000"),
            ("-0.5,-0.0000019", "-0.500000,-0.000001"),
            ("90,-180.000000", "90.000000,-180.000000"),
        ] {
            let place = Location::parse(text).expect("this is a place");
            assert_eq!(place.to_string(), written);
            assert_eq!(Location::parse(written), Some(place));
        }
        for refused in [
            "",
            "1",
            "1;2",
            "a,b",
            "1,",
            "90.000001,0",
            "0,180.1",
            "1e3,0",
            "+1,0",
            "--1,0",
            "9999999999,0",
        ] {
            assert_eq!(Location::parse(refused), None, "{refused}");
        }
    }

    #[test]
    fn a_plan_is_a_picture_beside_the_programme() {
        assert_eq!(
            FloorPlan::parse("ground.floor-1.svg")
                .map(|plan| plan.path())
                .as_deref(),
            Some("plans/ground.floor-1.svg")
        );
        for refused in [
            "", "a", ".svg", "..svg", "../a.svg", "a/b.png", "a.exe", "a b.png", "é.png",
        ] {
            assert_eq!(FloorPlan::parse(refused), None, "{refused}");
        }
    }
}
