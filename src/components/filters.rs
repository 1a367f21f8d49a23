//! The filters: a group per facet, a toggle per option, each with how many items it would leave.

use hallway_programme::filter::Selection;
use hallway_programme::query::{Choice, Facet, Query};
use leptos::prelude::*;

use crate::components::folded::Folded;
use crate::components::icons::icon;
use crate::components::lines::{Line, Lines};
use crate::components::more::MoreButton;
use crate::components::reactive::reactive;
use crate::components::sheet::Sheet;
use crate::components::track_hue::hue_class;
use crate::i18n::{self, fill, texts};
use crate::platform::{document, letters, viewport};
use crate::route::View;
use crate::state::{State, Step, state};
use crate::virtual_list;

/// All filters: in a sheet, which the bar's button opens, or beside what they leave where there is room.
#[component]
pub fn Filters(
    /// What the query leaves.
    selection: Memo<Selection>,
) -> impl IntoView {
    let state = state();
    let (address, open) = (state.address, state.filters_open);
    let is_any = move || address.with(|address| !address.query.choices.is_empty());
    let wanted = are_wanted(&state);
    let options = move || {
        wanted
            .get()
            .then(|| view! { <FilterGroups selection/> }.into_any())
    };
    let found = move || {
        let found = selection.with(|selection| selection.items.len());
        fill(texts().show_found(), &[&i18n::items(found)])
    };
    view! {
        <Sheet id="filters" title=texts().filters() open>
            <div class="sheet-scroll">{reactive(options)}</div>
            <div class="sheet-foot">
                {reactive(move || is_any().then(|| view! { <ClearFilters/> }))}
                <button
                    type="button"
                    class="button button-strong sheet-done"
                    on:click=move |_| open.set(false)
                >
                    {reactive(found)}
                </button>
            </div>
        </Sheet>
    }
}

/// The options that are chosen, each with the way to take it back; nothing while there are none.
#[component]
pub fn ChosenFilters() -> impl IntoView {
    let state = state();
    let address = state.address;
    reactive(move || {
        let chosen = address.with(|address| address.query.choices.clone());
        let chip = |choice: &Choice| {
            let (state, choice) = (state.clone(), choice.clone());
            let title = title(&state, &choice);
            let name = fill(texts().remove_filter(), &[&title]);
            let remove = move |_| {
                let choice = choice.clone();
                state.ask(|query| query.toggle(choice), Step::Forward);
            };
            view! {
                <li>
                    <button type="button" class="chosen-filter" aria-label=name on:click=remove>
                        <span>{title} {icon("close")}</span>
                    </button>
                </li>
            }
        };
        (!chosen.is_empty()).then(|| {
            view! {
                <ul class="chosen-filters" aria-label=texts().chosen_filters()>
                    {chosen.iter().map(chip).collect_view()}
                </ul>
            }
        })
    })
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

/// Says that nothing is left, and offers the way back.
#[component]
pub fn NothingMatches() -> impl IntoView {
    view! {
        <div class="empty">
            <p>{texts().nothing_matches()}</p>
            <ClearFilters/>
        </div>
    }
}

/// The button that takes all choices and words back.
#[component]
fn ClearFilters() -> impl IntoView {
    let state = state();
    let clear = move |_| state.ask(|query| *query = Query::default(), Step::Forward);
    view! { <button type="button" class="button" on:click=clear>{texts().clear()}</button> }
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
#[component]
fn FilterGroups(
    /// What the query leaves.
    selection: Memo<Selection>,
) -> impl IntoView {
    let state = state();
    let changed = changes(&state, selection);
    let mut first = 0;
    let mut groups = Vec::new();
    for choices in state
        .facets
        .options()
        .chunk_by(|one, next| one.facet() == next.facet())
    {
        let options = by_title(&state, choices).into_iter().map(|at| {
            let (at, choice) = (first + at, &choices[at]);
            let (shown, changed) = (choice.clone(), changed[at]);
            let show = move || {
                view! { <FilterOption choice=shown.clone() at changed selection/> }.into_any()
            };
            (choice.clone(), Line::new(choice.key(), show))
        });
        let (facet, options) = (choices[0].facet(), options.collect());
        groups.push(view! { <FilterGroup facet options/> });
        first += choices.len();
    }
    groups
}

/// The positions of a facet's options by their titles; days stay as they follow each other.
fn by_title(state: &State, choices: &[Choice]) -> Vec<usize> {
    let (mut titles, mut order) = (Vec::<String>::new(), Vec::new());
    for (at, choice) in choices.iter().enumerate() {
        let title = match choice.facet() {
            Facet::Day => String::new(),
            _ => letters::lower(&title(state, choice)),
        };
        // An insertion is a tenth of the code of a sort, and options are some hundreds.
        let place = titles.partition_point(|before| *before <= title);
        titles.insert(place, title);
        order.insert(place, at);
    }
    order
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

/// The options of a facet, under its name.
#[component]
fn FilterGroup(
    /// The facet.
    facet: Facet,
    /// Its options, and what shows each.
    options: Vec<(Choice, Line)>,
) -> impl IntoView {
    let state = state();
    let id = format!("filter-{}", facet.key());
    let labelled_by = id.clone();
    let initials = initials(&state, facet, &options);
    let options = if options.len() <= FIRST {
        let options = options.iter().map(|(_, option)| (option.show)());
        view! { <div class="filter-options">{options.collect_view()}</div> }.into_any()
    } else {
        view! { <ManyOptions options/> }.into_any()
    };
    view! {
        <div class="filter-group" role="group" aria-labelledby=labelled_by>
            <p class="filter-name" id=id>{name(facet)}</p>
            {initials}
            {options}
        </div>
    }
}

/// How many options of a group are whole at first.
const FIRST: usize = 400;

/// From how many options on a group has letters that lead to them.
const MANY: usize = 12;

/// The letters that options of a long group begin with, each of which leads to the first of those.
fn initials(
    state: &State,
    facet: Facet,
    options: &[(Choice, Line)],
) -> Option<impl IntoView + use<>> {
    let initial = |choice: &Choice| {
        let title = title(state, choice);
        let first = title.chars().find(|c| letters::is_letter(*c));
        first.map(|first| letters::upper(&letters::without_marks(&first.to_string())))
    };
    let mut found: Vec<(String, String)> = Vec::new();
    for (choice, _) in options.iter().take(FIRST) {
        if let Some(letter) = initial(choice)
            && found.iter().all(|(known, _)| *known != letter)
        {
            found.push((letter, choice.key()));
        }
    }
    let link = |(letter, key): (String, String)| {
        let jump = move |_| document::show_option(&key);
        view! { <li><button type="button" class="letter" on:click=jump>{letter}</button></li> }
    };
    let is_due = options.len() > MANY && facet != Facet::Day;
    is_due.then(|| {
        view! {
            <ul class="filter-letters scripted" aria-label=texts().jump_to()>
                {found.into_iter().map(link).collect_view()}
            </ul>
        }
    })
}

/// The options of a group that has many: the first and those that are chosen are whole.
#[component]
fn ManyOptions(
    /// The options, and what shows each.
    options: Vec<(Choice, Line)>,
) -> impl IntoView {
    let state = state();
    let words = {
        let state = state.clone();
        move |options: &[&(Choice, Line)]| -> Vec<String> {
            let titles = options.iter().map(|(choice, _)| title(&state, choice));
            titles.collect()
        }
    };
    if state.is_prerendered() {
        let (whole, rest) = options.split_at(FIRST);
        let whole = whole.iter().map(|(_, option)| (option.show)());
        let rest = words(&rest.iter().collect::<Vec<_>>());
        return view! {
            <div class="filter-options">{whole.collect_view()}</div>
            <Folded lines=rest extent=None/>
        }
        .into_any();
    }
    let shown = RwSignal::new(FIRST);
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
                chosen.collect::<Vec<_>>()
            })
        })
    });
    let is_whole = move |at: usize| at < shown.get() || chosen.with(|chosen| chosen.contains(&at));
    let whole = Signal::derive(move || {
        options.with_value(|options| {
            let whole = options.iter().enumerate();
            let whole = whole.filter(|(at, _)| is_whole(*at));
            whole.map(|(_, (_, option))| option.clone()).collect()
        })
    });
    let rest = move || {
        options.with_value(|options| {
            let rest = options.iter().enumerate();
            let rest: Vec<_> = rest.filter(|(at, _)| !is_whole(*at)).collect();
            let rest: Vec<_> = rest.into_iter().map(|(_, option)| option).collect();
            (!rest.is_empty()).then(|| view! { <Folded lines=words(&rest) extent=None/> })
        })
    };
    view! {
        <div class="filter-options">
            <Lines each=whole/>
        </div>
        <MoreButton shown total=Memo::new(move |_| total)/>
        {reactive(rest)}
    }
    .into_any()
}

/// The toggle of an option, which follows its signal.
#[component]
fn FilterOption(
    /// The option.
    choice: Choice,
    /// Where it stands among all.
    at: usize,
    /// Is set whenever its count changes, or whether it is chosen.
    changed: RwSignal<bool>,
    /// What the query leaves.
    selection: Memo<Selection>,
) -> impl IntoView {
    let state = state();
    let address = state.address;
    let class = match &choice {
        Choice::Track(id) => format!("option {}", hue_class(&state.programme, Some(id))),
        _ => "option".into(),
    };
    let is_chosen = {
        let choice = choice.clone();
        move || {
            changed.track();
            address.with_untracked(|address| address.query.choices.contains(&choice))
        }
    };
    let count = move || {
        changed.track();
        selection.with_untracked(|selection| selection.counts[at])
    };
    let (title, key) = (title(&state, &choice), choice.key());
    let toggle = move |_| {
        let choice = choice.clone();
        state.ask(|query| query.toggle(choice), Step::Forward);
    };
    view! {
        <button
            type="button"
            class=class
            data-empty=move || (count() == 0).then_some("")
            data-option=key
            aria-pressed=move || is_chosen().to_string()
            on:click=toggle
        >
            <span>{title}</span>
            " "
            <span class="option-count">{move || count().to_string()}</span>
        </button>
    }
}

/// The keys of the options that something falls under, for taps before the app is there
/// (`public/early.js`); of a programme that a page holds as rows.
pub fn options_of(state: &State, choices: impl FnOnce() -> Vec<Choice>) -> Option<String> {
    let is_filtered = state
        .address
        .with_untracked(|address| address.view == View::Programme);
    let is_whole = virtual_list::prerenders_whole(state.programme.items().len());
    (state.is_prerendered() && is_filtered && is_whole).then(|| {
        let keys: Vec<_> = choices().iter().map(Choice::key).collect();
        keys.join(" ")
    })
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
