//! Exports a programme in the formats of other apps and calendars.
//!
//! This crate is pure: the same programme always gives the same text. Each module documents what its
//! format can't express and therefore leaves out. Only schedule.json has items without a time.

mod extra;
mod icalendar;
mod lines;
mod markdown;
mod names;
mod schedule_json;
mod schedule_xml;
mod times;

use std::fmt;
use std::str::FromStr;

use hallway_programme::Programme;

pub use schedule_xml::for_xml;

/// A format that can be exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// frab's and pentabarf's `schedule.xml`, by the C3VOC's schema.
    ScheduleXml,
    /// frab's and pretalx's `schedule.json`, by the C3VOC's schema.
    ScheduleJson,
    /// iCalendar, RFC 5545.
    ICalendar,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 3] = [Self::ScheduleXml, Self::ScheduleJson, Self::ICalendar];

    /// The format's name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ScheduleXml => "schedule.xml",
            Self::ScheduleJson => "schedule.json",
            Self::ICalendar => "ics",
        }
    }

    /// The name of the file that every site publishes in this format.
    #[must_use]
    pub fn file(self) -> &'static str {
        match self {
            Self::ScheduleXml => "schedule.xml",
            Self::ScheduleJson => "schedule.json",
            Self::ICalendar => "schedule.ics",
        }
    }
}

/// An unknown name of a format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownFormat(String);

impl fmt::Display for UnknownFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = Format::ALL.map(Format::name).join(", ");
        write!(f, "there is no format \"{}\": write one of {names}", self.0)
    }
}

impl std::error::Error for UnknownFormat {}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        let named = Self::ALL.into_iter().find(|format| format.name() == name);
        named.ok_or_else(|| UnknownFormat(name.into()))
    }
}

/// The programme in a format. `site` is the address of its site, with a slash at its end, if known.
/// With a site, items without a page of their own link to their page on the site.
#[must_use]
pub fn export(programme: &Programme, format: Format, site: Option<&str>) -> String {
    match format {
        Format::ScheduleXml => schedule_xml::write(programme, site),
        Format::ScheduleJson => schedule_json::write(programme, site),
        Format::ICalendar => icalendar::write(programme, site),
    }
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn every_format_is_listed() {
        // A new variant does not compile until it has a number here; then the test finds out
        // whether `ALL` has it.
        let number = |format| match format {
            Format::ScheduleXml => 0,
            Format::ScheduleJson => 1,
            Format::ICalendar => 2,
        };
        assert!(Format::ALL.into_iter().map(number).eq(0..3));
    }
}
