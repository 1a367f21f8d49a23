//! What the head of a view's page says: its title and its description.

use hallway_programme::text::plain;
use hallway_programme::{Item, Programme};

use crate::route::View;
use crate::words::{self, texts};

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
        View::About => Some(texts().about().into()),
        View::WhatsNew => Some(texts().whats_new().into()),
        View::People => Some(texts().people().into()),
        View::Venue => Some(texts().venue().into()),
        View::Friends => Some(texts().friends().into()),
        View::Shared(_) => Some(texts().shared().into()),
        View::Sync(_) => Some(texts().sync().into()),
        View::Track(id) => programme.track(id).map(|track| track.title.clone()),
        View::Item(id) => programme.item(id).map(|item| item.title.clone()),
        View::Person(id) => programme.person(id).map(|person| person.name.clone()),
        View::Missing => Some(texts().not_found().into()),
    }
}

/// A sentence or two for search engines and link previews, at most about 200 characters.
#[must_use]
pub fn description(programme: &Programme, view: &View) -> String {
    let conference = programme.conference();
    let text = match view {
        View::Track(id) => programme.track(id).map(|track| plain(&track.description)),
        View::Item(id) => programme.item(id).map(Item::in_short),
        _ => None,
    };
    let text = text.filter(|text| !text.is_empty()).unwrap_or_else(|| {
        format!(
            "The programme of {}, {}: tracks, topics and a personal schedule, also without a network.",
            conference.title,
            words::conference_days(conference)
        )
    });
    shortened(&text, 200)
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
        return vec![words::conference_days(programme.conference())];
    };
    let when = item.slot.map(words::day_and_times);
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
