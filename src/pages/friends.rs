//! Friends: their schedules beside one's own, and what one picked together.

use hallway_agenda::SharedSchedule;
use hallway_programme::{Item, ItemId, Programme};
use leptos::prelude::*;

use crate::components::element::{all, element, heading, inward, live, promise, tag, words_in};
use crate::components::zone_note::zone_note;
use crate::friends;
use crate::i18n::{self, fill, texts};
use crate::notice::name_of;
use crate::route::View;
use crate::state::{State, state};

/// The view of friends' schedules.
#[must_use]
pub fn friends_page() -> AnyView {
    let state = state();
    let inner = {
        let state = state.clone();
        live(move || {
            let friends = state.friends.get();
            if friends.is_empty() {
                // A prerendered page does not know.
                return Some(promise("empty", texts().no_friends()));
            }
            Some(all(vec![beside(&state, &friends), list(&state, &friends)]))
        })
    };
    tag("div")
        .class("page page-wide")
        .with(heading(texts().friends()))
        .maybe(zone_note(&state))
        .with(inner)
        .view()
}

/// Whose schedules are kept, each with the way to take it away.
fn list(state: &State, friends: &[SharedSchedule]) -> AnyView {
    let friend = |friend: &SharedSchedule| {
        let (state, name) = (state.clone(), friend.name.clone());
        let remove = tag("button")
            .class("button")
            .set("type", "button")
            .words(fill(texts().remove(), &[name_of(friend)]))
            .tapped(move || friends::remove(&state, &name));
        element("li", "", remove.view())
    };
    element("ul", "links", all(friends.iter().map(friend).collect()))
}

/// A column of the table: whose it is, and what is in it.
struct Column {
    name: String,
    items: Vec<ItemId>,
}

fn columns(state: &State, friends: &[SharedSchedule]) -> Vec<Column> {
    let mine = state.agenda.with(|agenda| {
        let starred = agenda.iter().flat_map(|agenda| agenda.starred());
        starred.cloned().collect()
    });
    let mut columns = vec![Column {
        name: texts().me().into(),
        items: mine,
    }];
    columns.extend(friends.iter().map(|friend| Column {
        name: name_of(friend).into(),
        items: friend.items.clone(),
    }));
    columns
}

/// All schedules side by side, a line for each start.
fn beside(state: &State, friends: &[SharedSchedule]) -> AnyView {
    let columns = columns(state, friends);
    let head = columns.iter().map(|column| {
        tag("th")
            .set("scope", "col")
            .set("dir", "auto")
            .words(&column.name)
            .view()
    });
    let corner = words_in("td", "", "");
    let head = element("tr", "", all(std::iter::once(corner).chain(head).collect()));
    let picked = picked(&state.programme, &columns);
    let mut lines = Vec::new();
    for same_start in
        picked.chunk_by(|one, next| one.slot.map(|s| s.start) == next.slot.map(|s| s.start))
    {
        let start = same_start
            .first()
            .and_then(|item| item.slot)
            .map(|slot| slot.start);
        let when = match start {
            Some(start) => format!("{}, {}", i18n::day(start.day()), start.clock()),
            None => texts().unscheduled().into(),
        };
        let mut line = vec![tag("th").set("scope", "row").words(when).view()];
        for column in &columns {
            line.push(cell(state, column, same_start, &columns));
        }
        lines.push(element("tr", "", all(line)));
    }
    let table = vec![element("thead", "", head), element("tbody", "", all(lines))];
    element("div", "beside", element("table", "", all(table)))
}

/// What anyone picked, in the programme's order.
fn picked<'a>(programme: &'a Programme, columns: &[Column]) -> Vec<&'a Item> {
    let items = programme.items().iter();
    let is_picked = |item: &&Item| columns.iter().any(|column| column.items.contains(&item.id));
    items.filter(is_picked).collect()
}

fn cell(state: &State, column: &Column, items: &[&Item], columns: &[Column]) -> AnyView {
    let own = items.iter().filter(|item| column.items.contains(&item.id));
    let picks = own.map(|item| {
        let with_me = columns
            .first()
            .is_some_and(|me| me.items.contains(&item.id));
        let number = columns
            .iter()
            .filter(|column| column.items.contains(&item.id))
            .count();
        let link = inward("", state.href(View::Item(item.id.clone())), &item.title);
        let together =
            (with_me && number > 1).then(|| words_in("span", "together", texts().both()));
        let times = item
            .slot
            .map(|slot| words_in("span", "card-when", i18n::times(slot)));
        tag("p")
            .class("pick")
            .set("data-pick", item.id.as_str())
            .with(link)
            .maybe(times)
            .maybe(together)
            .view()
    });
    element("td", "", all(picks.collect()))
}
