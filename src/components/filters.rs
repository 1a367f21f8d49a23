//! The filters: a group per facet, a toggle per option, each with how many items it would leave.

use std::collections::BTreeSet;

use hallway_programme::filter::Selection;
use hallway_programme::query::{Choice, Facet, Query};
use leptos::prelude::*;

use crate::components::aria::truth;
use crate::components::element::{Element, all, button, element, live, tag, text, words_in};
use crate::components::folded::folded;
use crate::components::icons::icon;
use crate::components::lines::{Line, lines};
use crate::components::more;
use crate::components::track_hue::hue_class;
use crate::i18n::{self, texts};
use crate::platform::viewport;
use crate::route::View;
use crate::state::{State, Step, state};
use crate::virtual_list;

/// All filters; on a small screen behind a button that says how many are chosen.
#[must_use]
pub fn filters(selection: Memo<Selection>) -> AnyView {
    let state = state();
    let address = state.address;
    let open = state.filters_open;
    let chosen = move || address.with(|address| address.query.choices.len());
    let badge = move || {
        let chosen = chosen();
        (chosen > 0).then(|| chosen.to_string())
    };
    let options = {
        let (state, wanted) = (state.clone(), are_wanted(&state));
        live(move || wanted.get().then(|| all(groups(&state, selection))))
    };
    let clear = move || {
        let state = state.clone();
        (chosen() > 0).then(|| clear_filters(state))
    };
    let toggle = tag("button")
        .set("type", "button")
        .set("id", "filters-toggle")
        .class("filters-toggle")
        .live("aria-expanded", move || Some(truth(open.get()).into()))
        .set("aria-controls", "filters-panel")
        .live("data-chosen", badge)
        .tapped(move || open.update(|open| *open = !*open))
        .with(icon("filter"))
        .with(words_in("span", "", texts().filters()));
    let panel = tag("div")
        .set("id", "filters-panel")
        .class("filters-panel")
        .with(options)
        .with(live(clear));
    element("div", "filters", all(vec![toggle.view(), panel.view()]))
}

/// How many options are there from the start, wherever they stand.
const FEW: usize = 80;

/// Whether the options are few, can be seen, or could before. Of a large conference they are hundreds,
/// which are not made, nor changed at each letter that is typed, while they stay behind their button.
fn are_wanted(state: &State) -> Memo<bool> {
    let open = state.filters_open;
    let few = state.is_prerendered() || state.facets.options().len() <= FEW;
    let wide = RwSignal::new(few || viewport::is_wide());
    if !few {
        let look = move || {
            if !wide.get_untracked() && viewport::is_wide() {
                wide.set(true);
            }
        };
        // Kept as long as the filters are there.
        StoredValue::new_local(viewport::watch_size(look));
    }
    Memo::new(move |before| before == Some(&true) || open.get() || wide.get())
}

/// The button that takes all choices and words back.
#[must_use]
pub fn clear_filters(state: State) -> AnyView {
    button(texts().clear(), move || {
        state.ask(|query| *query = Query::default(), Step::Forward);
    })
}

fn name(facet: Facet) -> &'static str {
    match facet {
        Facet::Track => texts().track(),
        Facet::Topic => texts().topic(),
        Facet::Day => texts().day(),
        Facet::Room => texts().room(),
    }
}

/// All options, a group for each facet that has any.
fn groups(state: &State, selection: Memo<Selection>) -> Vec<AnyView> {
    let changed = changes(state, selection);
    let mut first = 0;
    let mut groups = Vec::new();
    for choices in state
        .facets
        .options()
        .chunk_by(|one, next| one.facet() == next.facet())
    {
        let options = (first..).zip(choices).map(|(at, choice)| {
            let (state, shown, changed) = (state.clone(), choice.clone(), changed[at]);
            let show = move || option(state.clone(), shown.clone(), (at, changed), selection);
            (choice.clone(), Line::new(choice.key(), show))
        });
        groups.push(group(state, choices[0].facet(), options.collect()));
        first += choices.len();
    }
    groups
}

/// For each option a signal that is set whenever its count changes, or whether it is chosen: a letter in
/// the search changes few of them.
fn changes(state: &State, selection: Memo<Selection>) -> Vec<RwSignal<bool>> {
    let (address, facets) = (state.address, state.facets.clone());
    let now = move |at: usize| {
        let choice = &facets.options()[at];
        let chosen = address.with_untracked(|address| address.query.choices.contains(choice));
        let count = selection.with_untracked(|selection| selection.counts[at]);
        (count, chosen)
    };
    let changed: Vec<_> = state
        .facets
        .options()
        .iter()
        .map(|_| RwSignal::new(false))
        .collect();
    let mut shown: Vec<_> = (0..changed.len()).map(&now).collect();
    let signals = changed.clone();
    Effect::new(move |_| {
        selection.track();
        address.track();
        for (at, (shown, changed)) in shown.iter_mut().zip(&signals).enumerate() {
            let now = now(at);
            if *shown != now {
                *shown = now;
                changed.set(true);
            }
        }
    });
    changed
}

fn group(state: &State, facet: Facet, options: Vec<(Choice, Line)>) -> AnyView {
    let options = if options.len() <= more::FIRST {
        let options = options.iter().map(|(_, option)| (option.show)());
        element("div", "filter-options", all(options.collect()))
    } else {
        many(state, options)
    };
    let id = format!("filter-{}", facet.key());
    let name = tag("p")
        .class("filter-name")
        .set("id", &id)
        .words(name(facet));
    tag("div")
        .class("filter-group")
        .set("role", "group")
        .set("aria-labelledby", id)
        .with(name.view())
        .with(options)
        .view()
}

/// The options of a group that has many: the first and those that are chosen are whole.
fn many(state: &State, options: Vec<(Choice, Line)>) -> AnyView {
    let words = {
        let state = state.clone();
        move |options: &[&(Choice, Line)]| -> Vec<String> {
            let titles = options.iter().map(|(choice, _)| title(&state, choice));
            titles.collect()
        }
    };
    if state.is_prerendered() {
        let (whole, rest) = options.split_at(more::FIRST);
        let whole = whole.iter().map(|(_, option)| (option.show)());
        let rest = folded(&words(&rest.iter().collect::<Vec<_>>()), None).view();
        let whole = element("div", "filter-options", all(whole.collect()));
        return all(vec![whole, rest]);
    }
    let shown = RwSignal::new(more::FIRST);
    let total = options.len();
    let options = StoredValue::new(options);
    let address = state.address;
    let chosen = Memo::new(move |_| {
        address.with(|address| {
            options.with_value(|options| {
                let beyond = options.iter().enumerate();
                let chosen = beyond
                    .filter(|(_, (choice, _))| address.query.choices.contains(choice))
                    .map(|(at, _)| at);
                chosen.collect::<BTreeSet<_>>()
            })
        })
    });
    let is_whole = move |at: usize| at < shown.get() || chosen.with(|chosen| chosen.contains(&at));
    let whole = lines(move || {
        options.with_value(|options| {
            let whole = options.iter().enumerate();
            let whole = whole.filter(|(at, _)| is_whole(*at));
            whole.map(|(_, (_, option))| option.clone()).collect()
        })
    });
    let rest = live(move || {
        options.with_value(|options| {
            let rest = options.iter().enumerate();
            let rest: Vec<_> = rest.filter(|(at, _)| !is_whole(*at)).collect();
            let rest: Vec<_> = rest.into_iter().map(|(_, option)| option).collect();
            (!rest.is_empty()).then(|| folded(&words(&rest), None).view())
        })
    });
    all(vec![
        element("div", "filter-options", whole),
        more::more(shown, Memo::new(move |_| total)),
        rest,
    ])
}

/// The toggle of the option at that position, which follows its signal.
fn option(
    state: State,
    choice: Choice,
    (at, changed): (usize, RwSignal<bool>),
    selection: Memo<Selection>,
) -> AnyView {
    let address = state.address;
    let (title, key) = (title(&state, &choice), choice.key());
    let class = match &choice {
        Choice::Track(id) => format!("option {}", hue_class(&state.programme, Some(id))),
        _ => "option".into(),
    };
    let pressed = {
        let choice = choice.clone();
        move || {
            changed.track();
            let chosen = address.with_untracked(|address| address.query.choices.contains(&choice));
            Some(truth(chosen).into())
        }
    };
    let count = move || {
        changed.track();
        selection.with_untracked(|selection| selection.counts[at])
    };
    let toggle = move || {
        let choice = choice.clone();
        state.ask(|query| query.toggle(choice), Step::Forward);
    };
    let number = live(move || Some(text(count().to_string())));
    tag("button")
        .set("type", "button")
        .class(class)
        .live("data-empty", move || (count() == 0).then(String::new))
        .set("data-option", key)
        .live("aria-pressed", pressed)
        .tapped(toggle)
        .with(words_in("span", "", title))
        .words(" ")
        .with(element("span", "option-count", number))
        .view()
}

/// Marks what falls under those options, for taps before the app is there (`public/early.js`); of a
/// programme that a page holds as cards.
pub fn mark_options(
    element: Element,
    state: &State,
    choices: impl FnOnce() -> Vec<Choice>,
) -> Element {
    let is_filtered = state
        .address
        .with_untracked(|address| address.view == View::Programme);
    let is_whole = virtual_list::prerenders_whole(state.programme.items().len());
    if !(state.is_prerendered() && is_filtered && is_whole) {
        return element;
    }
    let keys: Vec<_> = choices().iter().map(Choice::key).collect();
    element.set("data-options", keys.join(" "))
}

fn title(state: &State, choice: &Choice) -> String {
    let programme = &state.programme;
    let title = match choice {
        Choice::Track(id) => programme.track(id).map(|track| track.title.clone()),
        Choice::Topic(id) => programme.topic(id).map(|topic| topic.title.clone()),
        Choice::Day(day) => Some(i18n::day(*day)),
        Choice::Room(id) => programme.room(id).map(|room| room.title.clone()),
    };
    title.unwrap_or_else(|| choice.value())
}
