//! The programme has everything that the conference's page and the known timetable have, and
//! nothing else. These tests compare it with the sources, which they read in their own way.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use hallway_importer::folder;
use hallway_programme::text::plain;
use hallway_programme::{End, Instant, Item, Kind, PersonId, Programme, Track};
use jiff::civil::DateTime;
use jiff::tz::TimeZoneDatabase;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn programme() -> Programme {
    folder::read(&root().join("programmes/lpc-2021"))
        .unwrap_or_else(|findings| panic!("{findings}"))
}

/// The programme that is part of the app.
const CARRIED: &str = include_str!("../../../programmes/lpc-2021.json");

#[test]
fn the_app_carries_what_the_folder_gives() {
    assert!(
        CARRIED == programme().to_json() + "\n",
        "programmes/lpc-2021.json is not what its folder gives; make it anew: \
         hallway import programmes/lpc-2021 -o programmes/lpc-2021.json"
    );
}

/// The conference's page, as text.
const PAGE: &str = include_str!("lpc_2021/page.txt");

/// The known part of the conference's timetable.
const TIMETABLE: &str = include_str!("lpc_2021/timetable.json");

fn one_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A microconference, as on the page.
#[derive(Debug, Default)]
struct Section {
    title: String,
    call_ends: String,
    description: Vec<String>,
    suggested: Vec<String>,
    how: String,
    leads: Vec<(String, String)>,
}

/// The lines before the first microconference, and the microconferences.
fn sections(page: &str) -> (Vec<String>, Vec<Section>) {
    let lines: Vec<_> = page
        .lines()
        .map(one_space)
        .filter(|line| !line.is_empty())
        .collect();
    let mut sections: Vec<Section> = Vec::new();
    let mut head = Vec::new();
    let mut heading = String::new();
    for (at, line) in lines.iter().enumerate() {
        let next = lines.get(at + 1).map_or("", String::as_str);
        if next.starts_with("CFP Ends:") {
            sections.push(Section {
                title: line.clone(),
                ..Section::default()
            });
            heading.clear();
            continue;
        }
        let Some(section) = sections.last_mut() else {
            head.push(line.clone());
            continue;
        };
        if let Some(ends) = line.strip_prefix("CFP Ends: ") {
            section.call_ends = ends.into();
        } else if line.ends_with(':') || line == "MC leads" {
            heading = line.to_lowercase();
        } else if let Some(entry) = line.strip_prefix("• ") {
            if heading.starts_with("mc lead") {
                section.leads.extend(people(entry));
            } else {
                section.suggested.push(entry.into());
            }
        } else if line.starts_with("If you are interested") {
            section.how = line.clone();
        } else {
            section.description.push(line.clone());
        }
    }
    (head, sections)
}

/// The names and addresses of "Name <address>, Name <address>, and Name <address>".
fn people(entry: &str) -> Vec<(String, String)> {
    let parts = entry.split('>').filter_map(|part| part.split_once('<'));
    parts
        .map(|(name, address)| {
            let name = name.trim_start_matches(',').trim();
            (
                name.trim_start_matches("and ").trim().to_owned(),
                address.to_owned(),
            )
        })
        .collect()
}

fn leads(programme: &Programme, track: &Track) -> Vec<(String, String)> {
    let people = track.leads.iter().filter_map(|id| programme.person(id));
    people
        .map(|person| {
            let address = person.links[0].as_str().trim_start_matches("mailto:");
            (person.name.clone(), address.to_owned())
        })
        .collect()
}

fn suggested(programme: &Programme, track: &Track) -> Vec<String> {
    let items = programme.items_of_track(&track.id);
    items
        .filter(|item| item.kind == Kind::Topic)
        .map(|item| plain(&item.description))
        .collect()
}

#[test]
fn the_page_is_all_there_word_for_word() {
    let programme = programme();
    let (head, sections) = sections(PAGE);
    assert_eq!(
        head,
        [
            "20-24 September 2021",
            "Canada/Atlantic timezone",
            "Accepted Microconferences",
            "LPC 2021 Microconferences",
        ]
    );
    let conference = programme.conference();
    assert_eq!(conference.first_day.to_string(), "2021-09-20");
    assert_eq!(conference.last_day.to_string(), "2021-09-24");
    assert_eq!(conference.zone, "Canada/Atlantic");

    assert_eq!(sections.len(), 5);
    for (section, track) in sections.iter().zip(programme.tracks()) {
        let title = section.title.replace("CompanyMC", "Company MC");
        assert_eq!(track.title, title);
        assert_eq!(
            plain(&track.description),
            section.description.join(" "),
            "{title}"
        );
        assert_eq!(leads(&programme, track), section.leads, "{title}");
        assert_eq!(suggested(&programme, track), section.suggested, "{title}");
        let call = track
            .call
            .as_ref()
            .expect("each microconference has a call");
        assert_eq!(call.ends, section.call_ends, "{title}");
        assert_eq!(plain(&call.how), section.how, "{title}");
    }
}

#[test]
fn the_paragraphs_of_the_page_are_paragraphs() {
    let (_, sections) = sections(PAGE);
    for (section, track) in sections.iter().zip(programme().tracks()) {
        assert_eq!(
            track.description.len(),
            section.description.len(),
            "{}",
            track.title
        );
    }
}

#[test]
fn the_slips_of_the_page_are_noted_with_the_right_form() {
    let programme = programme();
    let note = |track: &str| {
        let mut tracks = programme.tracks().iter();
        tracks
            .find(|t| t.id.as_str() == track)
            .map(|t| t.note.clone())
            .unwrap_or_default()
    };
    assert!(note("iothrees-company").contains("“IoThree's CompanyMC”"));
    assert!(note("iothrees-company").contains("“IoT's Company MC”"));
    assert!(note("confidential-computing").contains("“encryption” for “encyption”"));
    assert!(note("confidential-computing").contains("For more references, see"));
    let mounts = programme
        .items()
        .iter()
        .find(|item| item.id.as_str() == "delegated-mounts");
    assert!(mounts.is_some_and(|item| item.note.contains("“handed off to” for “handed of to”")));
    for track in programme
        .tracks()
        .iter()
        .filter(|track| track.call.is_some())
    {
        let empty = suggested(&programme, track).is_empty();
        assert_eq!(
            track.note.to_lowercase().contains("suggested topics"),
            empty,
            "{}",
            track.title
        );
    }
}

fn timetable() -> serde_json::Value {
    serde_json::from_str(TIMETABLE).expect("it is JSON")
}

/// An entry of the timetable, or an item of the programme, as facts that can be compared.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Facts {
    instant: String,
    room: String,
    track: String,
    title: String,
    kind: String,
    people: Vec<String>,
    source: String,
    ends_by: Option<String>,
}

fn written(value: &serde_json::Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn published() -> Vec<Facts> {
    let timetable = timetable();
    let zone = TimeZoneDatabase::bundled()
        .get(&written(&timetable["source_zone"]))
        .expect("the timetable names its zone");
    let instant = |day: &str, clock: &str| {
        let civil: DateTime = format!("{day}T{clock}")
            .parse()
            .expect("it is a day and a time");
        let timestamp = zone.to_timestamp(civil).expect("the clocks show it");
        timestamp.to_string()
    };
    let entries = timetable["items"].as_array().expect("it has items");
    let mut facts: Vec<_> = entries
        .iter()
        .map(|entry| {
            let people = entry["speakers"].as_array().expect("speakers are a list");
            let day = written(&entry["date"]);
            let track = written(&entry["track"]);
            let session_end = timetable["session_ends"][&track].as_str();
            Facts {
                instant: instant(&day, &written(&entry["start"])),
                room: written(&entry["room"]),
                title: written(&entry["title"]),
                kind: written(&entry["kind"]),
                people: people
                    .iter()
                    .map(|person| {
                        format!(
                            "{}, {}",
                            written(&person["name"]),
                            written(&person["affiliation"])
                        )
                    })
                    .collect(),
                source: written(&entry["source_url"]),
                ends_by: session_end.map(|clock| instant(&day, clock)),
                track,
            }
        })
        .collect();
    facts.sort();
    let mut next: BTreeMap<String, String> = BTreeMap::new();
    for fact in facts.iter_mut().rev() {
        if let Some(later) = next.insert(fact.room.clone(), fact.instant.clone()) {
            fact.ends_by = Some(later);
        }
    }
    facts
}

fn person(programme: &Programme, id: &PersonId) -> String {
    let person = programme
        .person(id)
        .expect("a checked programme knows its people");
    format!(
        "{}, {}",
        person.name,
        person.affiliation.as_deref().unwrap_or_default()
    )
}

/// The moment in UTC, in jiff's notation.
fn utc(instant: Instant) -> String {
    let second = instant.moment().unix_second();
    jiff::Timestamp::from_second(second).map_or_else(|_| String::new(), |at| at.to_string())
}

fn facts(programme: &Programme, item: &Item) -> Option<Facts> {
    let slot = item.slot?;
    let room = programme.room(item.room.as_ref()?)?;
    let track = programme.track(item.track.as_ref()?)?;
    assert!(
        !matches!(slot.end, End::At(_)),
        "the timetable tells no ends: {}",
        item.title
    );
    Some(Facts {
        instant: utc(slot.start),
        room: room.title.clone(),
        track: track.title.clone(),
        title: item.title.clone(),
        kind: written(&serde_json::to_value(item.kind).ok()?),
        people: item.people.iter().map(|id| person(programme, id)).collect(),
        source: item.source.as_ref()?.as_str().to_owned(),
        ends_by: slot.end.latest().map(utc),
    })
}

#[test]
fn the_timetable_is_all_there_and_no_more() {
    let programme = programme();
    let mut ours: Vec<_> = programme
        .items()
        .iter()
        .filter_map(|item| facts(&programme, item))
        .collect();
    ours.sort();
    let published = published();
    assert_eq!(ours, published);
    let timed = programme.items().iter().filter(|item| item.slot.is_some());
    assert_eq!(timed.count(), published.len());
}

#[test]
fn seven_in_the_morning_on_the_pacific_is_eleven_here() {
    let programme = programme();
    let opening = programme
        .items()
        .iter()
        .find(|item| item.id.as_str() == "containers-opening");
    let start = opening.and_then(|item| item.slot).map(|slot| slot.start);
    assert_eq!(
        start.map(|start| start.to_string()).as_deref(),
        Some("2021-09-20T11:00:00-03:00")
    );
}

#[test]
fn every_topic_is_carried_and_everything_but_breaks_carries_topics() {
    let programme = programme();
    for topic in programme.topics() {
        let by_item = programme
            .items()
            .iter()
            .any(|item| item.topics.contains(&topic.id));
        let by_track = programme
            .tracks()
            .iter()
            .any(|track| track.topics.contains(&topic.id));
        assert!(by_item || by_track, "nothing carries {}", topic.title);
    }
    for track in programme.tracks() {
        assert!(!track.topics.is_empty(), "{} has no topics", track.title);
    }
    for item in programme.items() {
        assert_eq!(
            item.topics.is_empty(),
            item.kind == Kind::Break,
            "{}",
            item.title
        );
    }
}

#[test]
fn everyone_has_a_part() {
    let programme = programme();
    for person in programme.people() {
        let leads = programme.tracks_led_by(&person.id).next().is_some();
        let speaks = programme.items_of_person(&person.id).next().is_some();
        assert!(leads || speaks, "{} neither leads nor speaks", person.name);
    }
}

#[test]
fn a_suggested_topics_title_is_made_of_its_own_words() {
    const JOINING: [&str; 4] = ["a", "for", "in", "to"];
    for item in programme()
        .items()
        .iter()
        .filter(|item| item.kind == Kind::Topic)
    {
        let text = plain(&item.description).to_lowercase();
        for word in item
            .title
            .to_lowercase()
            .split(|c: char| c.is_whitespace() || ",:".contains(c))
        {
            let stem = word.trim_end_matches("ing").trim_end_matches('s');
            assert!(
                JOINING.contains(&word) || text.contains(stem),
                "{}: {word}",
                item.title
            );
        }
    }
}
