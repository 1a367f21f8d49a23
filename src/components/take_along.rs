//! What one does with the agenda: calendar, link, code, file, print.

use hallway_agenda::limits::LARGEST_FILE;
use hallway_agenda::{Agenda, Plan};
use hallway_programme::Item;
use leptos::prelude::*;

use crate::components::calendar_file::{alarm_choice, save_calendar};
use crate::components::element::{all, button, element, live, section, tag, words_in};
use crate::components::share::share;
use crate::i18n::{self, fill, texts};
use crate::notice::Notice;
use crate::platform::{agenda_store, files, sharing};
use crate::state::{State, state};

/// Everything that takes the agenda somewhere else.
#[must_use]
pub fn take_along() -> AnyView {
    let state = state();
    let save = {
        let state = state.clone();
        move || {
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
    let calendar = vec![button(texts().to_calendar(), save), alarm_choice()];
    let file = vec![
        button(texts().export(), {
            let state = state.clone();
            move || export(&state)
        }),
        import(&state),
        button(texts().print(), sharing::print),
    ];
    section(
        texts().take_along(),
        vec![
            element("div", "actions", all(calendar)),
            element("div", "actions", all(file)),
            share(&state),
        ],
    )
}

fn export(state: &State) {
    if let Some(agenda) = state.agenda.get_untracked() {
        let name = format!("{}-my-schedule.json", state.programme.conference().id);
        files::save(&name, "application/json", &agenda.to_text());
    }
}

/// Picks a file, says what it holds, and merges it if the attendee wants that.
fn import(state: &State) -> AnyView {
    let read = RwSignal::new(None::<Agenda>);
    let state = state.clone();
    let pick = {
        let state = state.clone();
        tag("input")
            .set("type", "file")
            .set("accept", ".json,application/json")
            .on("change", move |event| {
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
            })
    };
    let label = tag("label")
        .class("button file")
        .with(pick.view())
        .words(texts().import());
    let ask = move || {
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
        let merge = {
            let state = state.clone();
            move || {
                let left_out = state.take_in_file(&agenda);
                let new = new.saturating_sub(left_out).to_string();
                let mut said = fill(texts().merged(), &[&new]);
                if left_out > 0 {
                    let number = i18n::unknown(left_out);
                    said = format!("{said} {}", fill(texts().left_out(), &[&number]));
                }
                state.tell(Notice::Said(said));
                read.set(None);
            }
        };
        let buttons = vec![
            button(texts().merge(), merge),
            button(texts().cancel(), move || read.set(None)),
        ];
        let asked = vec![
            words_in("p", "", words),
            element("div", "actions", all(buttons)),
        ];
        Some(element("div", "asked", all(asked)))
    };
    all(vec![label.view(), live(ask)])
}
