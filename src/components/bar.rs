//! The bar at the top: which conference this is, and, in views that are searched, search and filters.

use hallway_programme::Conference;
use leptos::prelude::*;

use crate::components::icons::icon;
use crate::components::reactive::reactive;
use crate::components::search::SearchBox;
use crate::i18n::{self, texts};
use crate::platform::{letters, scroll};
use crate::route::View;
use crate::settings::{self, settings};
use crate::state::{State, state};

/// The conference's name, which leads to the programme, and what the view that is shown is searched by.
#[component]
pub fn Bar(
    /// The view that is shown.
    shown: Memo<View>,
) -> impl IntoView {
    let state = state();
    let conference = state.programme.conference();
    let is_long = conference.title.chars().count() > LONG_NAME;
    view! {
        <header class="bar">
            <a class="bar-home" href=state.href(View::Programme)>
                <span class="bar-mark" aria-hidden="true">{monogram(conference)}</span>
                <span class="bar-name" class:bar-name-long=is_long>{conference.title.clone()}</span>
            </a>
            <p class="bar-days">{i18n::conference_days(conference)}</p>
            {reactive({
                let state = state.clone();
                move || is_searched(&state, &shown.get()).then(|| tools(&state))
            })}
        </header>
    }
}

/// From how many letters on the name stands in two lines.
const LONG_NAME: usize = 16;

/// Up to three letters and digits that stand for the conference: "LPC", "F21".
fn monogram(conference: &Conference) -> String {
    let mut words = conference.title.split_whitespace();
    let is_number = |word: &&str| word.chars().all(|c| c.is_ascii_digit());
    let names: Vec<&str> = words.clone().filter(|word| !is_number(word)).collect();
    let initial = |name: &&str| name.chars().find(|c| letters::is_letter(*c));
    let initials: String = names.iter().filter_map(initial).take(3).collect();
    let initials = letters::upper(&initials);
    match words.rfind(is_number) {
        Some(number) if names.len() < 3 => {
            let last = number.len().saturating_sub(2);
            let initials: String = initials.chars().take(1).collect();
            initials + &number[last..]
        }
        _ => initials,
    }
}

/// Whether the view is searched: the programme, and My schedule once there is something in it; tracked.
fn is_searched(state: &State, view: &View) -> bool {
    match view {
        View::Programme => true,
        View::Mine => state.agenda.with(|agenda| {
            let mut starred = agenda.iter().flat_map(|agenda| agenda.starred());
            starred.any(|id| state.programme.item(id).is_some())
        }),
        _ => false,
    }
}

fn tools(state: &State) -> impl IntoView + use<> {
    let address = state.address;
    let is_programme = address.with_untracked(|address| address.view == View::Programme);
    view! {
        <search class="bar-tools" role="search">
            <SearchBox/>
            <FiltersToggle/>
            {is_programme.then(|| layout(state)).flatten()}
        </search>
    }
}

/// Opens the filters, and says how many are chosen.
#[component]
fn FiltersToggle() -> impl IntoView {
    let state = state();
    let (address, open) = (state.address, state.filters_open);
    let badge = move || {
        let chosen = address.with(|address| address.query.choices.len());
        (chosen > 0).then(|| chosen.to_string())
    };
    view! {
        <button
            type="button"
            id="filters-toggle"
            class="bar-action filters-toggle"
            aria-label=texts().filters()
            aria-haspopup="dialog"
            data-chosen=badge
            on:click=move |_| open.set(true)
        >
            {icon("filter")}
        </button>
    }
}

/// Shows the programme as a timetable instead of a list, or the other way round; nothing while nothing has a
/// time.
fn layout(state: &State) -> Option<impl IntoView + use<>> {
    let mut items = state.programme.items().iter();
    let is_timed = items.any(|item| item.slot.is_some());
    let timetable = settings().timetable;
    let (name, symbol) = match timetable {
        true => (texts().list(), "programme"),
        false => (texts().timetable(), "grid"),
    };
    let without_app = crate::state::without_app();
    let state = state.clone();
    let change = move |_| {
        settings::change(move |settings| settings.timetable = !timetable);
        scroll::to_top();
        state.show_anew();
    };
    is_timed.then(|| {
        view! {
            <button
                type="button"
                class="bar-action scripted"
                aria-label=name
                disabled=without_app
                on:click=change
            >
                {icon(symbol)}
            </button>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embedded::programme_json;
    use hallway_programme::Programme;

    #[test]
    fn a_monogram_is_of_initials_or_of_an_initial_and_the_year() {
        let mut conference = Programme::from_json(programme_json())
            .unwrap()
            .conference()
            .clone();
        for (title, expected) in [
            ("Linux Plumbers Conference 2021", "LPC"),
            ("FOSDEM 2021", "F21"),
            ("DebConf 23", "D23"),
            ("38th Chaos Communication Congress", "TCC"),
            ("Überall", "Ü"),
            ("2021", "21"),
            ("", ""),
        ] {
            conference.title = title.into();
            assert_eq!(monogram(&conference), expected, "{title}");
        }
    }
}
