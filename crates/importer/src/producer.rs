//! The tools that write schedule.xml and schedule.json, and the habits in which they differ.

use crate::foreign::own;
use crate::prose::Markup;

/// A tool that wrote a schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Producer {
    /// frab, the tool of the Chaos Computer Club's events.
    Frab,
    /// Hallway's own exports.
    Hallway,
    /// OSEM, the Open Source Event Manager.
    Osem,
    /// pentabarf, which DebConf and FOSDEM used, and FOSDEM's scripts after it.
    Pentabarf,
    /// pretalx.
    Pretalx,
    /// The scripts and the hub of the C3VOC, which combine schedules of other tools, and EMF's site.
    Voc,
    /// wafer, DebConf's and PyCon ZA's.
    Wafer,
    /// A tool that the file does not name.
    Unknown,
}

/// Parts of the names of generators, in lower case.
const NAMES: [(&str, Producer); 10] = [
    (own::GENERATOR, Producer::Hallway),
    ("pretalx", Producer::Pretalx),
    ("pentabarf", Producer::Pentabarf),
    ("fosdem", Producer::Pentabarf),
    ("wafer", Producer::Wafer),
    ("osem", Producer::Osem),
    ("frab", Producer::Frab),
    ("voc", Producer::Voc),
    ("hub", Producer::Voc),
    ("emf", Producer::Voc),
];

impl Producer {
    /// The tool with that name of a generator.
    pub fn named(generator: Option<&str>) -> Self {
        let name = generator.unwrap_or_default().to_lowercase();
        let known = NAMES.iter().find(|(part, _)| name.contains(part));
        known.map_or(Self::Unknown, |(_, producer)| *producer)
    }

    /// Whether an event's address is one of pretalx: its pages have codes of six characters.
    pub fn is_pretalx(url: &str) -> bool {
        let code = url
            .split_once("/talk/")
            .map(|(_, rest)| rest.trim_end_matches('/'));
        let is_sign = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
        code.is_some_and(|code| code.len() == 6 && code.bytes().all(is_sign))
    }

    /// How it writes texts that have no HTML.
    pub fn markup(self) -> Markup {
        match self {
            Self::Hallway | Self::Pretalx | Self::Wafer => Markup::Markdown,
            Self::Frab | Self::Osem | Self::Pentabarf | Self::Voc | Self::Unknown => Markup::Plain,
        }
    }

    /// Whether the time of day in `start` is right where an event's `date` contradicts it.
    ///
    /// pentabarf of DebConf wrote local times with an offset of zero, and OSEM adds the zone's
    /// offset to times that are local already. The other tools derive `start` from the date.
    pub fn start_counts(self) -> bool {
        matches!(self, Self::Osem | Self::Pentabarf)
    }

    /// Whether a length of three parts has days, hours and minutes (`true`), or hours, minutes and
    /// seconds (`false`); `None` if the tool is unknown.
    pub fn three_parts_have_days(self) -> Option<bool> {
        match self {
            Self::Pretalx | Self::Voc => Some(true),
            Self::Pentabarf | Self::Osem | Self::Wafer => Some(false),
            Self::Frab | Self::Hallway | Self::Unknown => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_generator_is_known_by_its_name() {
        for (name, producer) in [
            ("pretalx", Producer::Pretalx),
            ("hallway", Producer::Hallway),
            ("Pentabarf 0.3", Producer::Pentabarf),
            ("voc/schedule", Producer::Voc),
            ("notepad", Producer::Unknown),
        ] {
            assert_eq!(Producer::named(Some(name)), producer, "{name}");
        }
    }
}
