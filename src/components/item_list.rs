//! Items as a list with headings: by day and time, then by track where there is no time.

use hallway_programme::TrackId;
use hallway_programme::opening::over_at;
use leptos::prelude::*;

use crate::components::free_time::FreeTime;
use crate::components::item_row::ItemRow;
use crate::components::lines::{Line, Lines};
use crate::components::meter::Meter;
use crate::components::overlap::{Changeover, MyRow, OverlapBar};
use crate::components::strip::Section;
use crate::components::track_hue::hue_class;
use crate::components::virtual_list::VirtualList;
use crate::i18n::{self, texts};
use crate::route::View;
use crate::rows::{Extras, Row, Rows};
use crate::state::{State, state};

/// The list of the items at some positions, in the programme's order, with what it says besides.
#[component]
pub fn ItemList(
    /// The positions in the programme; tracked.
    #[prop(into)]
    positions: Signal<Vec<usize>>,
    /// What the list says besides.
    extras: Extras,
) -> impl IntoView {
    let state = state();
    // What an attendee picked is seldom long, and overlaps and gaps are no lines of text; and only one
    // list of a page can follow the screen.
    let folds = extras == Extras::None;
    let list = VirtualList::new(&state, rows(state.clone(), positions, extras), folds);
    let class = move || if list.is_long() { "list long" } else { "list" };
    let lines = if state.is_prerendered() {
        list.still(&state, |row| show(&state, row.clone(), extras))
    } else {
        let lines = move || list.lines(&state, |row| line(&state, row.clone(), extras));
        view! { <Lines each=Signal::derive(lines)/> }.into_any()
    };
    view! { <div class=class>{lines}</div> }
}

/// The rows of the list, as they change.
fn rows(state: State, positions: Signal<Vec<usize>>, extras: Extras) -> Memo<Vec<Row>> {
    let present = state.present();
    Memo::new(move |_| {
        let rows = positions.with(|positions| Rows::new(&state.programme, positions));
        match extras {
            Extras::None => rows.with_present(present.get()),
            Extras::Mine => {
                let rows = rows.with_present(present.get());
                state
                    .agenda
                    .with(|agenda| rows.with_agenda(agenda.as_ref(), &state.published))
            }
            // All of it is about the present.
            Extras::Countdown => rows,
        }
        .laid_out()
    })
}

fn line(state: &State, row: Row, extras: Extras) -> Line {
    let state = state.clone();
    Line::new(row.key(), move || show(&state, row.clone(), extras))
}

fn show(state: &State, row: Row, extras: Extras) -> AnyView {
    match row {
        Row::Day(date) => section(Section::Day(date), i18n::day(date)).into_any(),
        Row::Start(at) => {
            // A prerendered page opens at now before the app is there: `public/start.js`.
            let until = state
                .is_prerendered()
                .then(|| over_at(&state.programme, at));
            let until = until.flatten().map(|until| until.unix_second().to_string());
            view! {
                <h3 class="start">
                    <time datetime=at.to_string() data-until=until>{at.clock()}</time>
                </h3>
            }
            .into_any()
        }
        Row::Present => view! { <p class="present">{texts().now()}</p> }.into_any(),
        Row::Untimed => section(Section::Untimed, texts().unscheduled().into()).into_any(),
        Row::Track(track) => track_heading(state, track).into_any(),
        Row::Item(item) if extras == Extras::Countdown => view! {
            <ItemRow item=item.clone() extras/>
            <Meter item/>
        }
        .into_any(),
        Row::Item(item) if extras == Extras::Mine => view! { <MyRow item/> }.into_any(),
        Row::Item(item) => view! { <ItemRow item extras/> }.into_any(),
        Row::Gap(gap) => view! { <FreeTime gap/> }.into_any(),
        Row::Overlap(first) => view! { <OverlapBar first/> }.into_any(),
        Row::Changeover(first, second) => view! { <Changeover first second/> }.into_any(),
    }
}

/// The heading of a section, to which the strip leads.
fn section(section: Section, title: String) -> impl IntoView {
    view! { <h2 class="day" id=section.id() tabindex="-1">{title}</h2> }
}

fn track_heading(state: &State, track: Option<TrackId>) -> impl IntoView + use<> {
    let class = format!("start {}", hue_class(&state.programme, track.as_ref()));
    let title = match track.as_ref().and_then(|id| state.programme.track(id)) {
        Some(track) => {
            let href = state.href(View::Track(track.id.clone()));
            view! { <a href=href>{track.title.clone()}</a> }.into_any()
        }
        None => texts().no_track().into_any(),
    };
    view! { <h3 class=class>{title}</h3> }
}
