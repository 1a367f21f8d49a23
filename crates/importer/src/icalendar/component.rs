//! Components and properties of calendars (RFC 5545, sections 3.1 and 3.6), each with its line.
//!
//! The icalendar crate reads each property. Its reader of whole files refuses all of a file for one
//! bad line, so the components are put together here.

use super::tally::Tally;
use crate::foreign::Unreadable;

/// How deep components may nest: calendars contain events, and events contain alarms.
const DEEPEST: usize = 8;

/// The names of properties that are neither registered for events and time zones nor begin with
/// "X-" are most often lines of a text that was not folded.
const PROPERTIES: [&str; 74] = [
    "ACKNOWLEDGED",
    "ACTION",
    "ATTACH",
    "ATTENDEE",
    "BUSYTYPE",
    "CALENDAR-ADDRESS",
    "CALSCALE",
    "CATEGORIES",
    "CLASS",
    "COLOR",
    "COMMENT",
    "COMPLETED",
    "CONCEPT",
    "CONFERENCE",
    "CONTACT",
    "CREATED",
    "DCREATED",
    "DESCRIPTION",
    "DTEND",
    "DTSTAMP",
    "DTSTART",
    "DUE",
    "DURATION",
    "EXDATE",
    "EXRULE",
    "FREEBUSY",
    "GEO",
    "IMAGE",
    "LAST-MODIFIED",
    "LINK",
    "LOCATION",
    "LOCATION-TYPE",
    "METHOD",
    "NAME",
    "ORGANIZER",
    "PARTICIPANT-TYPE",
    "PERCENT-COMPLETE",
    "POLL-COMPLETION",
    "PRIORITY",
    "PRODID",
    "PROXIMITY",
    "RDATE",
    "RECURRENCE-ID",
    "REFID",
    "REFRESH-INTERVAL",
    "RELATED",
    "RELATED-TO",
    "REPEAT",
    "REQUEST-STATUS",
    "RESOURCE-TYPE",
    "RESOURCES",
    "RRULE",
    "RSTATUS",
    "SEQUENCE",
    "SHOW-WITHOUT-TIME",
    "SOURCE",
    "STATUS",
    "STRUCTURED-DATA",
    "STYLED-DESCRIPTION",
    "SUMMARY",
    "TRANSP",
    "TRIGGER",
    "TZID",
    "TZID-ALIAS-OF",
    "TZNAME",
    "TZOFFSETFROM",
    "TZOFFSETTO",
    "TZUNTIL",
    "TZURL",
    "UID",
    "URL",
    "VERSION",
    "VOTER",
    "XML",
];

/// A component, such as a calendar or an event.
#[derive(Debug, Default)]
pub(super) struct Component {
    /// Its name in capitals: `VEVENT`.
    pub name: String,
    /// The line of its beginning.
    pub line: usize,
    pub properties: Vec<Property>,
    pub components: Vec<Component>,
}

/// A property, such as a title or a time.
#[derive(Debug)]
pub(super) struct Property {
    /// Its name in capitals.
    pub name: String,
    /// Its value. Texts are unescaped, lists of texts are not.
    pub value: String,
    /// Its parameters: names in capitals, values without quotes.
    parameters: Vec<(String, String)>,
}

impl Component {
    /// The components in it with that name.
    pub fn all<'c>(&'c self, name: &'c str) -> impl Iterator<Item = &'c Component> {
        self.components.iter().filter(move |it| it.name == name)
    }

    /// The properties with that name.
    pub fn properties<'c>(&'c self, name: &'c str) -> impl Iterator<Item = &'c Property> {
        self.properties.iter().filter(move |it| it.name == name)
    }

    /// The first property with that name.
    pub fn property(&self, name: &str) -> Option<&Property> {
        self.properties.iter().find(|it| it.name == name)
    }

    /// The value of the first property with that name, trimmed; `None` if it is empty.
    pub fn value(&self, name: &str) -> Option<&str> {
        let value = self.property(name)?.value.trim();
        (!value.is_empty()).then_some(value)
    }
}

impl Property {
    /// The parameter with that name.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        let mut parameters = self.parameters.iter();
        let (_, value) = parameters.find(|(own, _)| own == name)?;
        Some(value)
    }

    /// Whether the parameter has that value, in any case.
    pub fn says(&self, parameter: &str, value: &str) -> bool {
        self.parameter(parameter)
            .is_some_and(|own| own.eq_ignore_ascii_case(value))
    }

    fn read(line: &str) -> Option<Self> {
        let name = &line[..line.find([':', ';'])?];
        let capitals = name.to_ascii_uppercase();
        let is_extension = capitals.starts_with("X-")
            && capitals
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
        if !is_extension && !PROPERTIES.contains(&capitals.as_str()) {
            return None;
        }
        // The icalendar crate only unescapes texts whose names are in capitals.
        let line = format!("{capitals}{}", &line[name.len()..]);
        let property = icalendar::parser::Property::try_from(line.as_str()).ok()?;
        let parameters = property.params.iter().map(|parameter| {
            let value = parameter.val.as_ref().map_or("", |value| value.as_str());
            (parameter.key.as_str().to_ascii_uppercase(), unquoted(value))
        });
        Some(Self {
            parameters: parameters.collect(),
            value: property.val.as_str().to_owned(),
            name: capitals,
        })
    }
}

/// A parameter's value without its quotes, with what RFC 6868 encodes.
fn unquoted(value: &str) -> String {
    let value = value.trim_matches('"');
    let mut plain = String::with_capacity(value.len());
    let mut letters = value.chars().peekable();
    while let Some(letter) = letters.next() {
        let encoded = match (letter, letters.peek()) {
            ('^', Some('n')) => Some('\n'),
            ('^', Some('\'')) => Some('"'),
            ('^', Some('^')) => Some('^'),
            _ => None,
        };
        if encoded.is_some() {
            letters.next();
        }
        plain.push(encoded.unwrap_or(letter));
    }
    plain
}

/// The calendars in a text. Lines that are no properties are skipped and counted.
///
/// # Errors
/// [`Unreadable`] if components nest too deeply, or if the file ends within one.
pub(super) fn calendars(text: &str, tally: &mut Tally) -> Result<Vec<Component>, Unreadable> {
    let mut reader = Reader {
        open: Vec::new(),
        calendars: Vec::new(),
        tally,
    };
    for (number, line) in unfolded(text) {
        reader.line(number, &line)?;
    }
    match reader.open.last() {
        None => Ok(reader.calendars),
        Some(open) => Err(Unreadable::new(
            format!("line {}", open.line),
            format!(
                "the file ends in the middle, before the end of this {}: export or download it again",
                open.name
            ),
        )),
    }
}

/// The lines with their numbers, unfolded (section 3.1). A line may end with any line break.
fn unfolded(text: &str) -> Vec<(usize, String)> {
    let breaks = if text.contains('\n') { '\n' } else { '\r' };
    let mut lines: Vec<(usize, String)> = Vec::new();
    for (at, line) in text.split(breaks).enumerate() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(rest), Some((_, before))) => before.push_str(rest),
            _ => lines.push((at + 1, line.to_owned())),
        }
    }
    lines
}

struct Reader<'t> {
    /// The components that have begun, from the outermost.
    open: Vec<Component>,
    calendars: Vec<Component>,
    tally: &'t mut Tally,
}

impl Reader<'_> {
    fn line(&mut self, number: usize, line: &str) -> Result<(), Unreadable> {
        if line.trim().is_empty() {
            return Ok(());
        }
        if let Some(name) = keyword(line, "BEGIN:") {
            self.begin(number, name)
        } else if let Some(name) = keyword(line, "END:") {
            self.end(number, &name);
            Ok(())
        } else {
            match (Property::read(line), self.open.last_mut()) {
                (Some(property), Some(open)) => open.properties.push(property),
                _ => self.skip(number),
            }
            Ok(())
        }
    }

    fn begin(&mut self, number: usize, name: String) -> Result<(), Unreadable> {
        // Calendars do not nest, and neither do events: the one before has lost its end.
        if matches!(name.as_str(), "VCALENDAR" | "VEVENT" | "VTIMEZONE")
            && let Some(at) = self.open.iter().position(|open| open.name == name)
        {
            self.close(at);
        }
        if self.open.len() == DEEPEST {
            return Err(Unreadable::new(
                format!("line {number}"),
                format!(
                    "the components nest more than {DEEPEST} deep: export or download the file again"
                ),
            ));
        }
        self.open.push(Component {
            name,
            line: number,
            ..Component::default()
        });
        Ok(())
    }

    fn end(&mut self, number: usize, name: &str) {
        match self.open.iter().rposition(|open| open.name == name) {
            Some(at) => {
                self.close(at + 1);
                self.finish();
            }
            None => self.skip(number),
        }
    }

    /// Ends all components from that depth on, which have no end of their own.
    fn close(&mut self, depth: usize) {
        while self.open.len() > depth {
            if let Some(open) = self.open.last() {
                let place = format!("line {}", open.line);
                self.tally.add(
                    &place,
                    "a component that begins here has no END: it is read up to where the next one begins",
                );
            }
            self.finish();
        }
    }

    fn finish(&mut self) {
        let Some(component) = self.open.pop() else {
            return;
        };
        match self.open.last_mut() {
            Some(outer) => outer.components.push(component),
            None => self.calendars.push(component),
        }
    }

    fn skip(&mut self, number: usize) {
        self.tally.add(
            &format!("line {number}"),
            "this line is no property of iCalendar: it is skipped",
        );
    }
}

/// The name after a keyword, in capitals.
fn keyword(line: &str, keyword: &str) -> Option<String> {
    let start = line.get(..keyword.len())?;
    let name = &line[keyword.len()..];
    start
        .eq_ignore_ascii_case(keyword)
        .then(|| name.trim().to_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_property_is_read_whatever_its_case_and_quotes() {
        let line = r#"attendee;Role=chair;CN="Arbor: ^'Ann^'; Dr.":mailto:a@example.org"#;
        let property = Property::read(line).expect("it is a property");
        assert_eq!(property.value, "mailto:a@example.org");
        assert_eq!(property.parameter("CN"), Some(r#"Arbor: "Ann"; Dr."#));
        assert!(property.says("ROLE", "CHAIR"));
        let text = Property::read(r"description:One\, two\nthree").expect("it is a property");
        assert_eq!(text.value, "One, two\nthree");
    }

    #[test]
    fn a_line_without_its_blank_is_no_property() {
        for line in [
            "second line",
            "third: with colon",
            "NOTE: bring tea",
            ":",
            "SUMMARY",
        ] {
            assert!(Property::read(line).is_none(), "{line}");
        }
    }
}
