//! Items as a file that calendars read (RFC 5545).

use hallway_agenda::Plan;
use hallway_agenda::calendar::{Occasion, calendar};
use hallway_programme::{Item, Moment};
use leptos::prelude::*;

use crate::i18n::texts;
use crate::platform::{clock, files, sharing};
use crate::settings::{self, settings};
use crate::state::State;

/// How long before its start a calendar announces an item.
const ALARM_MINUTES: u32 = 10;

/// Saves a calendar of the items that the attendee means to be at. What is watched later, at home, has no
/// place in the day.
pub fn save_my_calendar(state: &State) {
    let is_attended = |item: &&Item| {
        let agenda = state.agenda.read_untracked();
        let plan = agenda.as_ref().and_then(|agenda| agenda.plan(&item.id));
        plan == Some(Plan::Attend)
    };
    let items: Vec<&Item> = state.programme.items().iter().filter(is_attended).collect();
    save_calendar(state, &items);
}

/// Saves a calendar of items.
pub fn save_calendar(state: &State, items: &[&Item]) {
    let now = clock::now().or_else(|| Moment::from_unix_second(0));
    let (Some(now), Some(agenda)) = (now, state.agenda.get_untracked()) else {
        return;
    };
    let occasion = Occasion {
        now,
        alarm_minutes: (!settings().no_alarms).then_some(ALARM_MINUTES),
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

/// Whether calendars announce what is saved for them; remembered.
#[component]
pub fn AlarmChoice() -> impl IntoView {
    let change = |_| {
        let no_alarms = !settings().no_alarms;
        settings::change(move |settings| settings.no_alarms = no_alarms);
    };
    view! {
        <label class="check">
            <input type="checkbox" checked=!settings().no_alarms on:change=change/>
            {texts().with_alarms()}
        </label>
    }
}
