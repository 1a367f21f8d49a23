//! Overlapping items in My schedule: a bar above them, and the sheet in which one is chosen.

use std::sync::Arc;

use hallway_agenda::overlaps::{Overlap, clusters};
use hallway_agenda::{Plan, Rest};
use hallway_programme::{Instant, Item, ItemId};
use leptos::prelude::*;

use crate::components::icons::icon;
use crate::components::item_row::ItemRow;
use crate::components::reactive::reactive;
use crate::components::sheet::Sheet;
use crate::components::track_hue::hue_class;
use crate::i18n::{self, fill, texts};
use crate::platform::document;
use crate::rows::Extras;
use crate::state::{State, state};

/// The overlaps of My schedule, and what the chooser asks; a context of the view.
#[derive(Clone, Copy)]
pub struct Overlaps {
    clusters: Memo<Vec<Cluster>>,
    /// What is chosen from. It stays as it was when the chooser was opened.
    asked: RwSignal<Option<Cluster>>,
    is_open: RwSignal<bool>,
}

/// Overlapping items: one decision of the attendee, to be made or already made.
#[derive(Clone, PartialEq)]
struct Cluster {
    items: Vec<Alternative>,
    from: Instant,
    to: Instant,
    is_decided: bool,
}

/// One of several overlapping items.
#[derive(Clone, PartialEq)]
struct Alternative {
    item: ItemId,
    plan: Plan,
    /// Those that can't be attended too.
    instead_of: Vec<ItemId>,
}

impl Overlaps {
    /// Those of the attendee's agenda.
    #[must_use]
    pub fn new(state: &State) -> Self {
        let (programme, agenda) = (state.programme.clone(), state.agenda);
        let clusters = Memo::new(move |_| {
            agenda.with(|agenda| {
                let found = agenda.as_ref().map(|agenda| clusters(&programme, agenda));
                let found = found.unwrap_or_default();
                found.iter().map(Cluster::of).collect::<Vec<_>>()
            })
        });
        Self {
            clusters,
            asked: RwSignal::new(None),
            is_open: RwSignal::new(false),
        }
    }
}

impl Cluster {
    fn of(overlap: &Overlap) -> Self {
        let alternative = |(item, plan): &(&Item, Plan)| {
            let instead_of = overlap.overlapping(&item.id);
            Alternative {
                item: item.id.clone(),
                plan: *plan,
                instead_of: instead_of.into_iter().cloned().collect(),
            }
        };
        Self {
            items: overlap.items.iter().map(alternative).collect(),
            from: overlap.from,
            to: overlap.to,
            is_decided: overlap.is_decided(),
        }
    }

    fn holds(&self, item: &ItemId) -> bool {
        self.items.iter().any(|other| other.item == *item)
    }

    /// "3 overlap, 14:30–15:30", or "2 to watch later, 14:30–15:30" if it is decided.
    fn words(&self) -> String {
        let number = if self.is_decided {
            let plans = self.items.iter().map(|item| item.plan);
            i18n::to_watch_later(plans.filter(|plan| *plan == Plan::WatchLater).count())
        } else {
            i18n::overlapping(self.items.len())
        };
        format!("{number}, {}", i18n::from_to(self.from, self.to))
    }
}

/// Says that items overlap, or which of them wait for later, and opens the chooser.
#[component]
pub fn OverlapBar(
    /// The first of the overlapping items.
    first: ItemId,
) -> impl IntoView {
    let overlaps = expect_context::<Overlaps>();
    let cluster = Memo::new(move |_| {
        let is_it = |cluster: &&Cluster| cluster.items.first().is_some_and(|of| of.item == first);
        let clusters = overlaps.clusters.read();
        clusters.iter().find(is_it).cloned()
    });
    let is_decided =
        Memo::new(move |_| cluster.with(|of| of.as_ref().is_some_and(|of| of.is_decided)));
    let words = move || cluster.with(|of| of.as_ref().map(Cluster::words));
    let drawn = move || icon(if is_decided.get() { "clock" } else { "warn" });
    let act = move || {
        if is_decided.get() {
            texts().choose_again()
        } else {
            texts().choose()
        }
    };
    let open = move |_| {
        overlaps.asked.set(cluster.get_untracked());
        overlaps.is_open.set(true);
    };
    view! {
        <button
            type="button"
            class="overlap"
            class:decided=is_decided
            aria-haspopup="dialog"
            on:click=open
        >
            {reactive(drawn)}
            <span>{reactive(words)}</span>
            " "
            <span class="overlap-act">{reactive(act)}</span>
        </button>
    }
}

/// The row of an item of My schedule, marked while it is to be chosen among others.
#[component]
pub fn MyRow(
    /// The item.
    item: ItemId,
) -> impl IntoView {
    let overlaps = expect_context::<Overlaps>();
    let overlapping = {
        let item = item.clone();
        Memo::new(move |_| {
            let clusters = overlaps.clusters.read();
            let mut open = clusters.iter().filter(|cluster| !cluster.is_decided);
            open.any(|cluster| cluster.holds(&item))
        })
    };
    view! {
        <div class="my-row" class:overlapping=overlapping>
            <ItemRow item extras=Extras::Mine/>
        </div>
    }
}

/// Says that there is no time to change rooms between two items; nothing if the programme lacks either.
#[component]
pub fn Changeover(
    /// The one that ends.
    first: ItemId,
    /// The one that starts then.
    second: ItemId,
) -> impl IntoView {
    let state = state();
    let room = |item: &ItemId| room_title(&state, state.programme.item(item)?);
    let rooms = room(&first).zip(room(&second));
    let rooms = rooms.map(|(from, to)| format!(": {from} → {to}"));
    view! { <p class="changeover">{icon("walk")} <span>{texts().no_walk()} {rooms}</span></p> }
}

/// The sheet in which one of several overlapping items is chosen.
#[component]
pub fn Chooser() -> impl IntoView {
    let overlaps = expect_context::<Overlaps>();
    let title = Signal::derive(move || {
        let asked = overlaps.asked.read();
        let times = asked.as_ref().map(|of| i18n::from_to(of.from, of.to));
        fill(texts().which_one(), &[&times.unwrap_or_default()])
    });
    let choice = move || {
        let cluster = overlaps.asked.get()?;
        Some(view! { <Choice cluster open=overlaps.is_open/> })
    };
    view! {
        <Sheet id=CHOOSER title open=overlaps.is_open>{reactive(choice)}</Sheet>
    }
}

const CHOOSER: &str = "chooser";

/// Overlapping items to choose one from, what is to become of the others, and the button that does it.
#[component]
fn Choice(
    /// The items.
    cluster: Cluster,
    /// Whether it is shown.
    open: RwSignal<bool>,
) -> impl IntoView {
    let state = state();
    let alternatives = Arc::new(cluster.items);
    let attended = alternatives
        .iter()
        .position(|of| of.plan == Plan::Attend)
        .unwrap_or_default();
    let chosen = RwSignal::new(attended);
    let rest = RwSignal::new(Rest::default());
    let items = alternatives.iter().enumerate();
    let items = items.map(|(at, of)| {
        let choose = move |_| chosen.set(at);
        view! {
            <label class="pick">
                <input type="radio" name="pick" checked=at == attended on:change=choose/>
                {about(&state, &of.item)}
            </label>
        }
    });
    let items = items.collect_view();
    let others = {
        let alternatives = alternatives.clone();
        move || {
            let of = alternatives.get(chosen.get());
            i18n::others(of.map_or(0, |of| of.instead_of.len()))
        }
    };
    let fates = [
        (Rest::WatchLater, texts().watch_later()),
        (Rest::Remove, texts().remove_others()),
        (Rest::Keep, texts().keep_others()),
    ];
    let fates = fates.map(|(fate, name)| {
        let is_preset = fate == Rest::default();
        view! {
            <label>
                <input
                    type="radio"
                    name="others"
                    checked=is_preset
                    on:change=move |_| rest.set(fate)
                />
                <span>{name}</span>
            </label>
        }
    });
    let apply = move |_| {
        open.set(false);
        if let Some(of) = alternatives.get(chosen.get_untracked()) {
            state.choose(&of.item, &of.instead_of, rest.get_untracked());
            let item = of.item.clone();
            // Where nothing overlaps any more there is no bar that could have the focus again.
            request_animation_frame(move || document::focus_item_unless_focused(&item));
        }
    };
    view! {
        <div role="radiogroup" aria-labelledby=format!("{CHOOSER}-title")>{items}</div>
        <fieldset class="fates">
            <legend>{reactive(others)}</legend>
            <div class="segment">{fates.into_iter().collect_view()}</div>
        </fieldset>
        <div class="sheet-foot">
            <button type="button" class="button button-strong" on:click=apply>
                {texts().done()}
            </button>
        </div>
    }
}

/// What an item to choose is called, when it is and where.
fn about(state: &State, item: &ItemId) -> Option<impl IntoView + use<>> {
    let item = state.programme.item(item)?;
    let times = item.slot.map(i18n::start_and_end);
    let room = room_title(state, item);
    let room = room.map(|room| view! { " " <span class="plate">{room}</span> });
    let hue = hue_class(&state.programme, item.track.as_ref());
    Some(view! {
        <span class=format!("pick-item {hue}")>
            <span class="pick-title" dir="auto">{item.title.clone()}</span>
            " "
            <span class="meta">{times} {room}</span>
        </span>
    })
}

fn room_title(state: &State, item: &Item) -> Option<String> {
    let room = state.programme.room(item.room.as_ref()?)?;
    (!room.title.is_empty()).then(|| room.title.clone())
}
