//! What one does with the agenda: calendar, link, code, file, print.

use hallway_agenda::calendar::{Occasion, calendar};
use hallway_agenda::{Agenda, SharedSchedule};
use hallway_programme::{Item, Moment};
use leptos::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc};

use crate::components::element::{all, button, element, live, section, tag, words_in};
use crate::notice::Notice;
use crate::platform::{agenda_store, clock, files, memory, sharing};
use crate::route::View;
use crate::state::{State, state};
use crate::words::{self, fill, texts};

/// How long before its start a calendar announces an item.
const ALARM_MINUTES: u32 = 10;

/// Everything that takes the agenda somewhere else.
#[must_use]
pub fn take_along() -> AnyView {
    let state = state();
    let alarms = RwSignal::new(true);
    let save = {
        let state = state.clone();
        move || {
            let is_mine = |item: &&Item| untrack(|| state.is_starred(&item.id));
            let items: Vec<&Item> = state.programme.items().iter().filter(is_mine).collect();
            save_calendar(&state, &items, alarms.get_untracked());
        }
    };
    let alarm = tag("input")
        .set("type", "checkbox")
        .set("checked", "")
        .on("change", move |_| {
            alarms.update(|alarms| *alarms = !*alarms)
        });
    let alarm = tag("label")
        .class("check")
        .with(alarm.view())
        .words(texts().with_alarms());
    let calendar = vec![button(texts().to_calendar(), save), alarm.view()];
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

/// Saves a calendar of items.
pub fn save_calendar(state: &State, items: &[&Item], alarms: bool) {
    let now = clock::now().or_else(|| Moment::from_unix_second(0));
    let (Some(now), Some(agenda)) = (now, state.agenda.get_untracked()) else {
        return;
    };
    let occasion = Occasion {
        now,
        alarm_minutes: alarms.then_some(ALARM_MINUTES),
        site: &sharing::whole_address(state.base.as_str()),
        agenda: &agenda,
    };
    let text = calendar(&state.published, items, occasion);
    let name = match items {
        [item] => item.id.to_string(),
        _ => state.programme.conference().id.to_string(),
    };
    files::save(&format!("{name}.ics"), "text/calendar;charset=utf-8", &text);
}

fn export(state: &State) {
    if let Some(agenda) = state.agenda.get_untracked() {
        let name = format!("{}-my-schedule.json", state.programme.conference().id);
        files::save(&name, "application/json", &agenda_store::text_of(&agenda));
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
                files::picked(&event, move |text| match agenda_store::parse(&text) {
                    Ok(agenda) => read.set(Some(agenda)),
                    Err(unreadable) => state.tell(Notice::Said(agenda_store::why(&unreadable))),
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
            &[&words::items(stars), &new.to_string()],
        );
        let merge = {
            let state = state.clone();
            move || {
                state.change_agenda(|own, _| own.merge(&agenda));
                state.tell(Notice::Said(fill(texts().merged(), &[&new.to_string()])));
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

/// The key under which it is remembered how the attendee calls themselves.
const NAME: &str = "hallway:name";

/// The agenda as a link and as a code, both holding the stars themselves.
fn share(state: &State) -> AnyView {
    let opened = RwSignal::new(false);
    let name = RwSignal::new(String::new());
    let address = {
        let state = state.clone();
        move || {
            let shared = state.agenda.with(|agenda| {
                let agenda = agenda.as_ref()?;
                Some(SharedSchedule::of(agenda, &name.read()))
            })?;
            let view = View::Shared(shared.to_fragment());
            Some(sharing::whole_address(&state.href(view)))
        }
    };
    let share = {
        let (state, address) = (state.clone(), address.clone());
        move || {
            if let Some(address) = untrack(&address) {
                let title = fill(texts().schedule_of(), &[&name.read_untracked()]);
                share_address(&state, &title, address);
            }
        }
    };
    let copy = {
        let (state, address) = (state.clone(), address.clone());
        move || {
            if let Some(address) = untrack(&address) {
                copy_address(&state, address);
            }
        }
    };
    let buttons = vec![
        button(texts().share(), share),
        button(texts().copy_link(), copy),
    ];
    let input = tag("input")
        .class("field")
        .set("type", "text")
        .set("autocomplete", "given-name")
        .live("value", move || Some(name.get()))
        .on("input", move |event| {
            name.set(event_target_value(&event));
            memory::remember(NAME, &name.read_untracked());
        });
    let label = tag("label")
        .class("labelled")
        .words(texts().your_name())
        .with(input.view());
    let code = move || {
        opened
            .get()
            .then(&address)
            .flatten()
            .map(|address| code(&address))
    };
    tag("details")
        .class("share")
        .on("toggle", move |_| {
            name.set(memory::recall(NAME).unwrap_or_default());
            opened.set(true);
        })
        .with(words_in("summary", "", texts().show_code()))
        .with(label.view())
        .with(live(code))
        .with(words_in("p", "note", texts().code_holds()))
        .with(element("div", "actions", all(buttons)))
        .view()
}

/// Shares an address, and says what became of it where that is not to be seen.
pub fn share_address(state: &State, title: &str, address: String) {
    let (state, link) = (state.clone(), address.clone());
    sharing::share(title, address, move |copied| {
        say_copied(&state, &link, copied)
    });
}

/// Copies an address, and says what became of it.
pub fn copy_address(state: &State, address: String) {
    let (state, link) = (state.clone(), address.clone());
    sharing::copy(address, move |copied| say_copied(&state, &link, copied));
}

fn say_copied(state: &State, link: &str, copied: bool) {
    let words = if copied {
        texts().copied().into()
    } else {
        fill(texts().not_copied(), &[link])
    };
    state.tell(Notice::Said(words));
}

/// A QR code (ISO/IEC 18004) as a picture, with the four modules of light around it that scanners
/// want.
#[must_use]
pub fn code(address: &str) -> AnyView {
    let Ok(code) = QrCode::encode_text(address, QrCodeEcc::Low) else {
        return words_in("p", "note", texts().code_too_long());
    };
    let side = code.size() + 8;
    view! {
        <svg class="code" role="img" aria-label=texts().qr_code() viewBox=format!("0 0 {side} {side}")>
            <path d=dark_modules(&code)></path>
        </svg>
    }
    .into_any()
}

/// The dark modules, run by run.
fn dark_modules(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size())
                .take_while(|&x| code.get_module(x, y))
                .count();
            // A code has at most 177 modules a side.
            let run = i32::try_from(run).unwrap_or_default();
            if run > 0 {
                path.push_str(&format!("M{} {}h{run}v1h-{run}z", x + 4, y + 4));
            }
            x += run + 1;
        }
    }
    path
}
