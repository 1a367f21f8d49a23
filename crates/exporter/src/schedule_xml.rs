//! Writes schedule.xml by the C3VOC's schema (<https://c3voc.de/schedule/schema.xsd>).
//!
//! Left out: items without a time, and notes; people's affiliations, biographies and links;
//! everything about tracks and rooms but their titles. Topics, and the ids that the schema has no
//! field for, are in a processing instruction behind the schedule. An end that is only the latest possible end is written as the
//! end. A title says if an item is changed or cancelled, as FOSDEM's titles do.

use std::io;

use hallway_programme::{Item, MaterialKind, Programme};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesPI, BytesText, Event};

use crate::extra::extra;
use crate::markdown::markdown;
use crate::names::{self, Names};
use crate::times::{self, Entry, ScheduleDay};

type Xml = Writer<Vec<u8>>;

/// The programme as schedule.xml.
pub(crate) fn write(programme: &Programme, site: Option<&str>) -> String {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    document(&mut xml, programme, site).expect("writing to memory does not fail");
    let mut text = String::from_utf8(xml.into_inner()).expect("what was written is text");
    text.push('\n');
    text
}

fn document(xml: &mut Xml, programme: &Programme, site: Option<&str>) -> io::Result<()> {
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let items = times::timed(programme);
    let names = names::of_items(programme, &items);
    let days = times::days(programme, &items);
    xml.create_element("schedule").write_inner_content(|xml| {
        xml.create_element("generator")
            .with_attribute(("name", "hallway"))
            .with_attribute(("version", env!("CARGO_PKG_VERSION")))
            .write_empty()?;
        if let Some(site) = site {
            text(xml, "url", &format!("{site}schedule.xml"))?;
        }
        text(xml, "version", &programme.revision().to_string())?;
        conference(xml, programme, site, &days)?;
        for (at, day) in days.iter().enumerate() {
            self::day(xml, at, day, |xml, event| {
                self::event(xml, programme, site, event, &names[event.0])
            })?;
        }
        if days.is_empty() {
            empty_day(xml, programme)?;
        }
        Ok(())
    })?;
    // In a string of JSON, `>` can be escaped: "?>" would end the instruction.
    let extra = extra(programme, &days).to_string().replace('>', "\\u003e");
    let instruction = for_xml(&format!("hallway {extra}"));
    xml.write_event(Event::PI(BytesPI::new(instruction)))
}

/// An element with a text.
fn text(xml: &mut Xml, name: &str, words: &str) -> io::Result<()> {
    let words = for_xml(words);
    xml.create_element(name)
        .write_text_content(BytesText::new(&words))?;
    Ok(())
}

/// The text without the characters that XML forbids: most control characters (XML 1.0, section
/// 2.2).
#[must_use]
pub fn for_xml(words: &str) -> String {
    let is_sound = |c: &char| !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    words.chars().filter(is_sound).collect()
}

fn conference(
    xml: &mut Xml,
    programme: &Programme,
    site: Option<&str>,
    days: &[ScheduleDay<'_>],
) -> io::Result<()> {
    let conference = programme.conference();
    xml.create_element("conference")
        .write_inner_content(|xml| {
            text(xml, "acronym", &names::acronym(programme))?;
            text(xml, "title", &conference.title)?;
            text(xml, "start", &conference.first_day.to_string())?;
            text(xml, "end", &times::last_day(programme, days).to_string())?;
            text(xml, "days", &days.len().max(1).to_string())?;
            text(xml, "timeslot_duration", "00:05")?;
            if let Some(site) = site {
                text(xml, "base_url", site)?;
            }
            if let Some(link) = conference
                .link
                .as_ref()
                .filter(|link| is_page(link.as_str()))
            {
                text(xml, "url", link.as_str())?;
            }
            text(xml, "time_zone_name", &conference.zone)?;
            for track in programme.tracks() {
                xml.create_element("track")
                    .with_attribute(("name", for_xml(&track.title).as_str()))
                    .write_empty()?;
            }
            Ok(())
        })?;
    Ok(())
}

fn is_page(link: &str) -> bool {
    let link = link.get(..8).unwrap_or(link).to_ascii_lowercase();
    link.starts_with("http://") || link.starts_with("https://")
}

fn day<'p>(
    xml: &mut Xml,
    at: usize,
    day: &ScheduleDay<'p>,
    write: impl Fn(&mut Xml, &Entry<'p>) -> io::Result<()>,
) -> io::Result<()> {
    xml.create_element("day")
        .with_attribute(("index", (at + 1).to_string().as_str()))
        .with_attribute(("date", day.date.to_string().as_str()))
        .with_attribute(("start", day.start.to_string().as_str()))
        .with_attribute(("end", day.end.to_string().as_str()))
        .write_inner_content(|xml| {
            for (room, events) in &day.rooms {
                xml.create_element("room")
                    .with_attribute(("name", for_xml(room).as_str()))
                    .write_inner_content(|xml| {
                        events.iter().try_for_each(|event| write(xml, event))
                    })?;
            }
            Ok(())
        })?;
    Ok(())
}

/// The schema requires at least one day.
fn empty_day(xml: &mut Xml, programme: &Programme) -> io::Result<()> {
    let date = programme.conference().first_day;
    xml.create_element("day")
        .with_attribute(("index", "1"))
        .with_attribute(("date", date.to_string().as_str()))
        .with_attribute(("start", format!("{date}T00:00:00Z").as_str()))
        .with_attribute(("end", format!("{date}T23:59:59Z").as_str()))
        .write_empty()?;
    Ok(())
}

fn event(
    xml: &mut Xml,
    programme: &Programme,
    site: Option<&str>,
    (_, item, slot): &Entry<'_>,
    names: &Names,
) -> io::Result<()> {
    xml.create_element("event")
        .with_attribute(("id", names.number.to_string().as_str()))
        .with_attribute(("guid", names.guid.to_string().as_str()))
        .write_inner_content(|xml| {
            text(xml, "date", &slot.start.to_string())?;
            text(xml, "start", &slot.start.clock())?;
            text(xml, "duration", &times::duration(*slot))?;
            text(xml, "room", names::room(programme, item))?;
            text(xml, "slug", &names.slug)?;
            if let Some(page) = names::page(item, site).filter(|page| is_page(page)) {
                text(xml, "url", &page)?;
            }
            text(xml, "title", &names::title(item))?;
            text(xml, "subtitle", &item.subtitle)?;
            text(xml, "track", names::track(programme, item))?;
            text(xml, "type", names::session_type(item))?;
            text(xml, "language", &item.language)?;
            text(xml, "abstract", &markdown(&item.summary))?;
            text(xml, "description", &markdown(&item.description))?;
            recording(xml, item)?;
            persons(xml, programme, item)?;
            materials(xml, item)
        })?;
    Ok(())
}

fn recording(xml: &mut Xml, item: &Item) -> io::Result<()> {
    let optout = if item.do_not_record { "true" } else { "false" };
    xml.create_element("recording").write_inner_content(|xml| {
        text(xml, "license", "")?;
        text(xml, "optout", optout)
    })?;
    Ok(())
}

fn persons(xml: &mut Xml, programme: &Programme, item: &Item) -> io::Result<()> {
    xml.create_element("persons").write_inner_content(|xml| {
        for person in item.people.iter().filter_map(|id| programme.person(id)) {
            let (number, guid) = names::of_person(programme, &person.id);
            xml.create_element("person")
                .with_attribute(("id", number.to_string().as_str()))
                .with_attribute(("guid", guid.to_string().as_str()))
                .write_text_content(BytesText::new(&for_xml(&person.name)))?;
        }
        Ok(())
    })?;
    Ok(())
}

fn materials(xml: &mut Xml, item: &Item) -> io::Result<()> {
    for (list, entry, is_attachment) in [
        ("links", "link", false),
        ("attachments", "attachment", true),
    ] {
        xml.create_element(list).write_inner_content(|xml| {
            for material in &item.materials {
                if (material.kind == MaterialKind::Attachment) != is_attachment {
                    continue;
                }
                let mut element = xml
                    .create_element(entry)
                    .with_attribute(("href", material.to.as_str()));
                if material.kind == MaterialKind::Video {
                    element = element.with_attribute(("type", "media"));
                }
                element.write_text_content(BytesText::new(&for_xml(&material.title)))?;
            }
            Ok(())
        })?;
    }
    Ok(())
}
