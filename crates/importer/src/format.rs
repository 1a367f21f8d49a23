//! The formats that can be imported, and how a file's format is recognised.

use std::fmt;
use std::str::FromStr;

/// A format that can be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// frab, pentabarf, wafer, pretalx: `schedule.xml`.
    ScheduleXml,
    /// frab, pretalx: `schedule.json`.
    ScheduleJson,
    /// iCalendar, RFC 5545.
    ICalendar,
    /// Sessionize's view of all data: `/view/All`.
    Sessionize,
    /// Indico's export of an event with its contributions or sessions, and of its timetable.
    Indico,
    /// KonOpas and ConClár: `program.json`.
    KonOpas,
    /// Hallway's own `programme.json`.
    Hallway,
}

impl Format {
    /// All formats, in the order in which messages list them.
    pub const ALL: [Self; 7] = [
        Self::ScheduleXml,
        Self::ScheduleJson,
        Self::ICalendar,
        Self::Sessionize,
        Self::Indico,
        Self::KonOpas,
        Self::Hallway,
    ];

    /// The format's name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ScheduleXml => "schedule.xml",
            Self::ScheduleJson => "schedule.json",
            Self::ICalendar => "ics",
            Self::Sessionize => "sessionize",
            Self::Indico => "indico",
            Self::KonOpas => "konopas",
            Self::Hallway => "hallway",
        }
    }

    /// Recognises the format of a text by its beginning and its top-level fields.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let start = text.trim_start_matches('\u{feff}').trim_start();
        if start.starts_with('<') {
            return Some(Self::ScheduleXml);
        }
        if starts_with_ignoring_case(start, "BEGIN:VCALENDAR") {
            return Some(Self::ICalendar);
        }
        match start.chars().next()? {
            '{' | '[' => of_json(start),
            // A server may have written a message before the calendar.
            _ if text
                .lines()
                .any(|line| line.trim().eq_ignore_ascii_case("BEGIN:VCALENDAR")) =>
            {
                Some(Self::ICalendar)
            }
            _ => is_konopas_script(start).then_some(Self::KonOpas),
        }
    }
}

/// Whether the text is a script that sets the programme: `var program = [`, perhaps after comments.
fn is_konopas_script(text: &str) -> bool {
    let line = text.lines().map(str::trim).find(|line| {
        !line.is_empty()
            && !line.starts_with("//")
            && !line.starts_with("/*")
            && !line.starts_with('*')
    });
    let words = ["var ", "let ", "const ", "program", "people"];
    line.is_some_and(|line| words.iter().any(|word| line.starts_with(word)) && text.contains('['))
}

fn starts_with_ignoring_case(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

/// Recognises the format of a JSON text. Broken JSON is still recognised by the field names in it,
/// so that the right reader reports the error.
fn of_json(text: &str) -> Option<Format> {
    let has = |name: &str| text.contains(&format!("\"{name}\""));
    if text.starts_with('[') {
        // Sessionize's views other than "All" are lists, too; its reader says which view to take.
        let is_sessionize = has("isServiceSession")
            || has("isTopSpeaker")
            || has("groupId") && has("sessions")
            || has("timeSlots");
        return Some(match is_sessionize {
            true => Format::Sessionize,
            false => Format::KonOpas,
        });
    }
    if has("revision") && has("first_day") && has("zone") {
        Some(Format::Hallway)
    } else if has("schedule") && has("conference") || has("conference") && has("days") {
        Some(Format::ScheduleJson)
    } else if has("results") && !has("categoryItems") {
        Some(Format::Indico)
    } else if has("sessions") && (has("speakers") || has("categoryItems")) {
        Some(Format::Sessionize)
    } else if has("program") || has("schedule") && has("schemaVersion") {
        Some(Format::KonOpas)
    } else {
        None
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// An unknown name of a format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownFormat(String);

impl fmt::Display for UnknownFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = Format::ALL.iter().map(|format| format.name()).collect();
        write!(
            f,
            "there is no format \"{}\": write one of {}",
            self.0,
            names.join(", ")
        )
    }
}

impl std::error::Error for UnknownFormat {}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        Self::ALL
            .into_iter()
            .find(|format| format.name() == name)
            .ok_or_else(|| UnknownFormat(name.into()))
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
            Format::Sessionize => 3,
            Format::Indico => 4,
            Format::KonOpas => 5,
            Format::Hallway => 6,
        };
        assert!(Format::ALL.into_iter().map(number).eq(0..7));
    }
}
