//! Friends: their schedules beside one's own, and what one picked together.

use hallway_agenda::SharedSchedule;
use hallway_programme::{Instant, Item, ItemId, Programme};
use leptos::prelude::*;

use crate::components::reactive::reactive;
use crate::components::zone_note::ZoneNote;
use crate::friends;
use crate::i18n::{self, fill, texts};
use crate::notice::name_of;
use crate::route::View;
use crate::state::{State, state, without_app};

/// The view of friends' schedules.
#[component]
pub fn FriendsPage() -> impl IntoView {
    let state = state();
    let without_app = without_app();
    let schedules = move || {
        let friends = state.friends.get();
        if friends.is_empty() {
            // A prerendered page does not know.
            return view! {
                <p class="empty" data-promise=move || without_app().then_some("")>
                    {texts().no_friends()}
                </p>
            }
            .into_any();
        }
        view! {
            {beside(&state, &friends)}
            {list(&state, &friends)}
        }
        .into_any()
    };
    view! {
        <div class="page page-wide">
            <h1 tabindex="-1" dir="auto">{texts().friends()}</h1>
            <ZoneNote/>
            {reactive(schedules)}
        </div>
    }
}

/// Whose schedules are kept, each with the way to take it away.
fn list(state: &State, friends: &[SharedSchedule]) -> impl IntoView + use<> {
    let friend = |friend: &SharedSchedule| {
        let (state, name) = (state.clone(), friend.name.clone());
        view! {
            <li>
                <button
                    type="button"
                    class="button"
                    on:click=move |_| friends::remove(&state, &name)
                >
                    {fill(texts().remove(), &[name_of(friend)])}
                </button>
            </li>
        }
    };
    let friends: Vec<_> = friends.iter().map(friend).collect();
    view! { <ul class="links">{friends}</ul> }
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
fn beside(state: &State, friends: &[SharedSchedule]) -> impl IntoView + use<> {
    let columns = columns(state, friends);
    let names = columns.iter().map(|column| {
        view! { <th scope="col" dir="auto">{column.name.clone()}</th> }
    });
    let names: Vec<_> = names.collect();
    let picked = picked(&state.programme, &columns);
    let lines = picked.chunk_by(|one, next| start_of(one) == start_of(next));
    let lines: Vec<_> = lines.map(|items| line(state, &columns, items)).collect();
    view! {
        <div class="beside">
            <table>
                <thead>
                    <tr>
                        <td></td>
                        {names}
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
}

/// What anyone picked, in the programme's order.
fn picked<'a>(programme: &'a Programme, columns: &[Column]) -> Vec<&'a Item> {
    let items = programme.items().iter();
    let is_picked = |item: &&Item| columns.iter().any(|column| column.items.contains(&item.id));
    items.filter(is_picked).collect()
}

fn start_of(item: &Item) -> Option<Instant> {
    item.slot.map(|slot| slot.start)
}

/// The items of one start.
fn line(state: &State, columns: &[Column], items: &[&Item]) -> impl IntoView + use<> {
    let when = match items.first().and_then(|item| start_of(item)) {
        Some(start) => format!("{}, {}", i18n::day(start.day()), start.clock()),
        None => texts().unscheduled().into(),
    };
    let cells = columns
        .iter()
        .map(|column| cell(state, column, items, columns));
    let cells: Vec<_> = cells.collect();
    view! {
        <tr>
            <th scope="row">{when}</th>
            {cells}
        </tr>
    }
}

fn cell(
    state: &State,
    column: &Column,
    items: &[&Item],
    columns: &[Column],
) -> impl IntoView + use<> {
    let own = items.iter().filter(|item| column.items.contains(&item.id));
    let picks: Vec<_> = own.map(|item| pick(state, item, columns)).collect();
    view! { <td>{picks}</td> }
}

/// An item that somebody picked, and whether one meets them there.
fn pick(state: &State, item: &Item, columns: &[Column]) -> impl IntoView + use<> {
    let has_it = |column: &Column| column.items.contains(&item.id);
    let with_me = columns.first().is_some_and(has_it);
    let number = columns.iter().filter(|column| has_it(column)).count();
    let times = item
        .slot
        .map(|slot| view! { <span class="friend-when">{i18n::times(slot)}</span> });
    let together =
        (with_me && number > 1).then(|| view! { <span class="together">{texts().both()}</span> });
    view! {
        <p class="pick" data-pick=item.id.to_string()>
            <a href=state.href(View::Item(item.id.clone()))>{item.title.clone()}</a>
            {times}
            {together}
        </p>
    }
}
