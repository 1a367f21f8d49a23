//! What the head of a view's page says: its title and its description.

use hallway_programme::text::plain;
use hallway_programme::{Item, Person, Programme, Room, Track};

use crate::i18n::{self, texts};
use crate::route::View;

/// The title of a view's page: the view's own name first, since tabs cut titles short.
#[must_use]
pub fn title(programme: &Programme, view: &View) -> String {
    let conference = &programme.conference().title;
    match name(programme, view) {
        Some(name) => format!("{name} · {conference}"),
        None => conference.clone(),
    }
}

fn name(programme: &Programme, view: &View) -> Option<String> {
    match view {
        View::Programme => None,
        View::Now => Some(texts().now().into()),
        View::Mine => Some(texts().mine().into()),
        View::About => Some(texts().more_view().into()),
        View::WhatsNew => Some(texts().whats_new().into()),
        View::People => Some(texts().people().into()),
        View::Venue => Some(texts().venue().into()),
        View::Friends => Some(texts().friends().into()),
        View::Shared(_) => Some(texts().shared().into()),
        View::Sync => Some(texts().sync().into()),
        View::Track(id) => programme.track(id).map(|track| track.title.clone()),
        View::Item(id) => programme.item(id).map(|item| item.title.clone()),
        View::Person(id) => programme.person(id).map(|person| person.name.clone()),
        View::Room(id) => programme.room(id).map(|room| room.title.clone()),
        View::Missing => Some(texts().not_found().into()),
    }
}

/// A sentence or two for search engines and link previews, at most about 200 characters: what the page
/// itself tells, so that no two of them are described alike.
#[must_use]
pub fn description(programme: &Programme, view: &View) -> String {
    let text = match view {
        View::About => Some(plain(&programme.conference().description)),
        View::People => Some(of_people(programme)),
        View::Venue => Some(of_rooms(programme)),
        View::Track(id) => programme.track(id).map(|track| of_track(programme, track)),
        View::Item(id) => programme.item(id).map(|item| of_item(programme, item)),
        View::Person(id) => programme
            .person(id)
            .map(|person| of_person(programme, person)),
        View::Room(id) => programme.room(id).map(|room| of_room(programme, room)),
        _ => None,
    };
    let text = text.filter(|text| !text.is_empty()).unwrap_or_else(|| {
        let of_all = format!(
            "The programme of {}: tracks, topics and a personal schedule, also without a network.",
            conference(programme)
        );
        match name(programme, view) {
            Some(name) => format!("{name}. {of_all}"),
            None => of_all,
        }
    });
    shortened(&text, 200)
}

/// The conference and its days.
fn conference(programme: &Programme) -> String {
    let conference = programme.conference();
    let days = i18n::conference_days(conference);
    format!("{}, {days}", conference.title)
}

fn of_people(programme: &Programme) -> String {
    let names = programme.people().iter().map(|person| person.name.clone());
    listed(
        &format!("Who takes part in {}", conference(programme)),
        names,
    )
}

fn of_rooms(programme: &Programme) -> String {
    let rooms = programme.rooms().iter();
    let rooms = rooms.map(with_building);
    listed(
        &format!("The rooms of {}, and where they are", conference(programme)),
        rooms,
    )
}

fn of_room(programme: &Programme, room: &Room) -> String {
    let items = programme.items_of_room(&room.id);
    let items = items.map(|item| item.title.clone());
    let begin = format!("{} at {}", with_building(room), conference(programme));
    listed(&begin, items)
}

/// A room and the building it is in: "Hall (Harbour House)".
fn with_building(room: &Room) -> String {
    match room.building.as_str() {
        "" => room.title.clone(),
        building => format!("{} ({building})", room.title),
    }
}

fn of_track(programme: &Programme, track: &Track) -> String {
    match plain(&track.description) {
        text if text.is_empty() => {
            let items = programme.items_of_track(&track.id);
            let items = items.map(|item| item.title.clone());
            let begin = format!("{} at {}", track.title, conference(programme));
            listed(&begin, items)
        }
        text => text,
    }
}

fn of_item(programme: &Programme, item: &Item) -> String {
    match item.in_short() {
        text if text.is_empty() => {
            let facts = facts(programme, &View::Item(item.id.clone()));
            let begin = format!("{} at {}", item.title, programme.conference().title);
            listed(&begin, facts.into_iter())
        }
        text => text,
    }
}

fn of_person(programme: &Programme, person: &Person) -> String {
    let who = match &person.affiliation {
        Some(affiliation) => format!("{}, {affiliation}", person.name),
        None => person.name.clone(),
    };
    match plain(&person.biography) {
        text if text.is_empty() => {
            let led = programme.tracks_led_by(&person.id);
            let items = programme.items_of_person(&person.id);
            let titles = led.map(|track| &track.title);
            let titles = titles.chain(items.map(|item| &item.title)).cloned();
            listed(&format!("{who} at {}", conference(programme)), titles)
        }
        text => format!("{who}: {text}"),
    }
}

/// A sentence that ends in a list, if there is anything to list.
fn listed(begin: &str, entries: impl Iterator<Item = String>) -> String {
    let entries: Vec<String> = entries.collect();
    if entries.is_empty() {
        format!("{begin}.")
    } else {
        format!("{begin}: {}.", entries.join(", "))
    }
}

/// When, where and who, a line each, as far as it is known: of an item, and of any other view when the
/// conference is.
#[must_use]
pub fn facts(programme: &Programme, view: &View) -> Vec<String> {
    let item = match view {
        View::Item(id) => programme.item(id),
        _ => None,
    };
    let Some(item) = item else {
        return vec![i18n::conference_days(programme.conference())];
    };
    let when = item.slot.map(i18n::day_and_times);
    let room = item.room.as_ref().and_then(|id| programme.room(id));
    let place = when.into_iter().chain(room.map(|room| room.title.clone()));
    let people = item.people.iter().filter_map(|id| programme.person(id));
    let people: Vec<&str> = people.map(|person| person.name.as_str()).collect();
    let lines = [place.collect::<Vec<_>>().join(" · "), people.join(", ")];
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

fn shortened(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        None => text.into(),
        Some((end, _)) => {
            let cut = text[..end].rfind(' ').unwrap_or(end);
            format!("{}…", &text[..cut])
        }
    }
}
