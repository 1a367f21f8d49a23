//! A schedule that somebody shared by link or code: looked at, taken into one's own, or kept beside it.

use hallway_agenda::SharedSchedule;
use hallway_programme::{ItemId, Programme};
use leptos::prelude::*;

use crate::components::item_list::ItemList;
use crate::components::name_field::NameField;
use crate::components::zone_note::ZoneNote;
use crate::friends;
use crate::i18n::{self, fill, texts};
use crate::notice::{Notice, name_of};
use crate::rows::Extras;
use crate::state::{State, state, without_app};

/// The view of what a fragment holds.
#[component]
pub fn SharedPage(
    /// The fragment.
    fragment: String,
) -> impl IntoView {
    match SharedSchedule::from_fragment(&fragment) {
        Some(shared) => view! { <Schedule shared/> }.into_any(),
        None => view! { <NoSchedule/> }.into_any(),
    }
}

/// Says that the fragment holds none.
#[component]
fn NoSchedule() -> impl IntoView {
    let without_app = without_app();
    // A prerendered page knows no fragment.
    let words = if state().is_prerendered() {
        texts().mine_starts()
    } else {
        texts().shared_broken()
    };
    view! {
        <div class="page">
            <h1 tabindex="-1" dir="auto">{texts().shared()}</h1>
            <p class="empty" data-promise=move || without_app().then_some("")>{words}</p>
        </div>
    }
}

/// The schedule, and what one can do with it.
#[component]
fn Schedule(
    /// The schedule.
    shared: SharedSchedule,
) -> impl IntoView {
    let state = state();
    let positions = positions_of(&shared, &state.programme);
    let number = positions.len();
    let unknown = shared.items.len() - number;
    let unknown = (unknown > 0).then(|| {
        let words = fill(texts().not_in_programme(), &[&i18n::items(unknown)]);
        view! { <p class="note">{words}</p> }
    });
    let title = fill(texts().schedule_of(), &[name_of(&shared)]);
    let name = RwSignal::new(shared.name.clone());
    let on_change: fn(&str) = |_| {};
    let named = {
        let shared = shared.clone();
        move || SharedSchedule {
            name: name.read().trim().into(),
            items: shared.items.clone(),
        }
    };
    let keep = {
        let (state, named) = (state.clone(), named.clone());
        move |_| {
            friends::keep(&state, &untrack(&named));
            state.tell(Notice::Said(texts().kept_friend().into()));
        }
    };
    let replace = {
        let state = state.clone();
        move || {
            let named = named();
            friends::has_other(&state, &named).then(|| replace(state.clone(), named))
        }
    };
    view! {
        <div class="page page-wide">
            <h1 tabindex="-1" dir="auto">{title}</h1>
            <p class="status">{i18n::items(number)}</p>
            <ZoneNote/>
            {unknown}
            <NameField label=texts().their_name() autocomplete="off" name on_change/>
            <div class="actions">
                <button type="button" class="button" on:click=move |_| merge(&state, &shared)>
                    {texts().merge_shared()}
                </button>
                <button type="button" class="button" on:click=keep>{texts().keep_friend()}</button>
                {replace}
            </div>
            <ItemList positions extras=Extras::None/>
        </div>
    }
}

/// Where the items of the schedule stand in the programme, as far as it has them.
fn positions_of(shared: &SharedSchedule, programme: &Programme) -> Vec<usize> {
    let items = programme.items().iter().enumerate();
    // They are in order.
    let known = items.filter(|(_, item)| shared.items.binary_search(&item.id).is_ok());
    known.map(|(at, _)| at).collect()
}

/// The button that keeps it in place of what the same friend shared before.
fn replace(state: State, shared: SharedSchedule) -> impl IntoView {
    let words = fill(texts().replace_friend(), &[name_of(&shared)]);
    let replace = move |_| {
        friends::replace(&state, &shared);
        state.tell(Notice::Said(texts().kept_friend().into()));
    };
    view! { <button type="button" class="button" on:click=replace>{words}</button> }
}

/// Stars what is not starred yet, of what the programme has. One can't want what nobody can see: what the
/// programme lacks is counted, and the link has it still when a newer programme does.
fn merge(state: &State, shared: &SharedSchedule) {
    let is_new = |item: &&ItemId| !untrack(|| state.is_starred(item));
    let known = shared.items.iter().filter(|item| state.knows(item));
    let new: Vec<_> = known.filter(is_new).cloned().collect();
    let unknown = shared.items.iter().filter(|item| !state.knows(item));
    let unknown = unknown.count();
    state.change_agenda(|agenda, now| {
        for item in &new {
            agenda.star(item, true, now);
        }
    });
    let mut said = fill(texts().merged(), &[&new.len().to_string()]);
    if unknown > 0 {
        let number = i18n::unknown(unknown);
        said = format!("{said} {}", fill(texts().left_out(), &[&number]));
    }
    state.tell(Notice::Said(said));
}
