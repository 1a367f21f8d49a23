//! A made-up schedule.xml. `hallway-exporter` does not write it, so the benchmark measures the
//! reader on other input than Hallway's own.

use std::fmt::Write as _;

use hallway_programme::draft::Draft;
use hallway_programme::text::plain;
use html_escape::encode_text as text;

use crate::draft;

/// A made-up schedule.xml with that many events.
#[must_use]
pub fn schedule_xml(events: usize) -> String {
    let draft = draft(events);
    let conference = &draft.conference;
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<schedule><conference><title>{}</title>\
         <acronym>{}</acronym><time_zone_name>{}</time_zone_name></conference>\n<day index=\"1\" date=\"{}\">\n",
        conference.title, conference.id, conference.zone, conference.first_day
    );
    for room in &draft.rooms {
        room_of(&draft, &room.id, &room.title, &mut xml);
    }
    xml.push_str("</day></schedule>\n");
    xml
}

fn room_of(draft: &Draft, id: &str, title: &str, xml: &mut String) {
    // Writing to a string does not fail.
    let _ = writeln!(xml, "<room name=\"{title}\">");
    for item in draft
        .items
        .iter()
        .filter(|item| item.room.as_deref() == Some(id))
    {
        let start = item.start.as_deref().unwrap_or_default();
        let track = draft
            .tracks
            .iter()
            .find(|track| Some(&track.id) == item.track.as_ref());
        let _ = write!(
            xml,
            "<event id=\"{}\"><date>{start}</date><start>{}</start><duration>00:30</duration>\
             <room>{title}</room><title>{}</title><track>{}</track><type>talk</type>\
             <abstract>&lt;p&gt;{}&lt;/p&gt;</abstract><description>&lt;p&gt;{}&lt;/p&gt;</description><persons>",
            item.id,
            &start[11..16],
            text(&item.title),
            track.map_or("", |track| &track.title),
            text(&plain(&item.summary)),
            text(&plain(&item.description)),
        );
        for person in draft
            .people
            .iter()
            .filter(|person| item.people.contains(&person.id))
        {
            let _ = write!(xml, "<person id=\"{}\">{}</person>", person.id, person.name);
        }
        let _ = writeln!(xml, "</persons></event>");
    }
    let _ = writeln!(xml, "</room>");
}
