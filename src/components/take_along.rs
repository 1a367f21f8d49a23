//! Exporting and sharing the agenda: calendar, link, code, file, print.

use hallway_agenda::limits::LARGEST_FILE;
use hallway_agenda::{Agenda, Plan};
use hallway_programme::Item;
use leptos::prelude::*;

use crate::components::calendar_file::{AlarmChoice, save_calendar};
use crate::components::icons::icon;
use crate::components::reactive::reactive;
use crate::components::share::ShareSchedule;
use crate::components::sheet::Sheet;
use crate::i18n::{self, fill, texts};
use crate::notice::Notice;
use crate::platform::{agenda_store, files, sharing};
use crate::state::{State, state};

/// A button, and the sheet with everything that takes the agenda somewhere else.
#[component]
pub fn TakeAlong() -> impl IntoView {
    let state = state();
    let open = RwSignal::new(false);
    close_at_notices(&state, open);
    let save = {
        let state = state.clone();
        move |_| {
            // What is watched later, at home, has no place in the day.
            let is_attended = |item: &&Item| {
                let agenda = state.agenda.read_untracked();
                let plan = agenda.as_ref().and_then(|agenda| agenda.plan(&item.id));
                plan == Some(Plan::Attend)
            };
            let items = state.programme.items().iter().filter(is_attended);
            let items: Vec<&Item> = items.collect();
            save_calendar(&state, &items);
        }
    };
    let print = move |_| {
        open.set(false);
        sharing::print();
    };
    let title = texts().take_along().to_owned();
    view! {
        <button
            type="button"
            class="button"
            aria-haspopup="dialog"
            on:click=move |_| open.set(true)
        >
            {icon("share")}
            {title.clone()}
        </button>
        <Sheet id="take-along" title=Signal::stored(title) open>
            <div class="take-along">
                <div class="actions">
                    <button type="button" class="button" on:click=save>
                        {texts().to_calendar()}
                    </button>
                    <AlarmChoice/>
                </div>
                <div class="actions">
                    <button type="button" class="button" on:click=move |_| export(&state)>
                        {texts().export()}
                    </button>
                    <ImportFile/>
                    <button type="button" class="button" on:click=print>{texts().print()}</button>
                </div>
                <ShareSchedule/>
            </div>
        </Sheet>
    }
}

/// Closes the sheet when it has said something, since notices are below it.
fn close_at_notices(state: &State, open: RwSignal<bool>) {
    let notices = state.notices;
    Effect::new(move |before: Option<usize>| {
        let said = notices.with(|notices| {
            let said = notices.iter();
            said.filter(|notice| matches!(notice, Notice::Said(_)))
                .count()
        });
        if before.is_some_and(|before| before < said) && open.get_untracked() {
            open.set(false);
        }
        said
    });
}

fn export(state: &State) {
    if let Some(agenda) = state.agenda.get_untracked() {
        let name = format!("{}-my-schedule.json", state.programme.conference().id);
        files::save(&name, "application/json", &agenda.to_text());
    }
}

/// Picks a file, says what it holds, and merges it if the attendee wants that.
#[component]
fn ImportFile() -> impl IntoView {
    let state = state();
    let read = RwSignal::new(None::<Agenda>);
    let pick = {
        let state = state.clone();
        move |event| {
            let state = state.clone();
            files::picked(&event, LARGEST_FILE, move |text| {
                match text.map(|text| agenda_store::parse(&text)) {
                    Some(Ok(agenda)) => read.set(Some(agenda)),
                    Some(Err(_)) => {
                        state.tell(Notice::Said(texts().import_unreadable().into()));
                    }
                    None => state.tell(Notice::Said(texts().import_too_large().into())),
                }
            });
        }
    };
    let asked = move || {
        let agenda = read.get()?;
        let stars = agenda.starred().count();
        let new = agenda
            .starred()
            .filter(|id| !untrack(|| state.is_starred(id)))
            .count();
        let words = fill(
            texts().import_ask(),
            &[&i18n::items(stars), &new.to_string()],
        );
        let state = state.clone();
        let merge = move |_| {
            let left_out = state.take_in_file(&agenda);
            let new = new.saturating_sub(left_out).to_string();
            let mut said = fill(texts().merged(), &[&new]);
            if left_out > 0 {
                let number = i18n::unknown(left_out);
                said = format!("{said} {}", fill(texts().left_out(), &[&number]));
            }
            state.tell(Notice::Said(said));
            read.set(None);
        };
        Some(view! {
            <div class="asked">
                <p>{words}</p>
                <div class="actions">
                    <button type="button" class="button" on:click=merge>{texts().merge()}</button>
                    <button type="button" class="button" on:click=move |_| read.set(None)>
                        {texts().cancel()}
                    </button>
                </div>
            </div>
        })
    };
    view! {
        <label class="button file">
            <input type="file" accept=".json,application/json" on:change=pick/>
            {texts().import()}
        </label>
        {reactive(asked)}
    }
}
