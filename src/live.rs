//! Live updates: asks the site now and then for a newer programme, and shows it without a reload.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use crate::platform::{attention, clock, document, fetch, random, storage, timer, worker};
use crate::revalidation::{LEAST_MS, is_due, wait_ms};
use crate::state::State;
use crate::{news, programmes, removed};

/// How often it is looked whether it is time to ask.
const LOOK_EVERY_MS: i32 = 10_000;

/// Who asks, and how that went so far.
struct Asking {
    /// What is shown; another one after each update.
    state: RefCell<State>,
    /// Shows a state in place of the one before.
    show: fn(&State),
    /// How long to wait after the last question.
    wait_ms: Cell<u64>,
    failures: Cell<u32>,
    asked_ms: Cell<Option<u64>>,
    under_way: Cell<bool>,
    /// What is shown, or the answer before: neither needs a second look.
    last: RefCell<String>,
}

/// Asks from now on, for as long as the page lives; `shown` is the text of the programme that is shown.
pub fn keep_current(state: &State, shown: String, show: fn(&State)) {
    let asking = Rc::new(Asking {
        state: RefCell::new(state.clone()),
        show,
        wait_ms: Cell::new(LEAST_MS),
        failures: Cell::new(0),
        asked_ms: Cell::new(None),
        under_way: Cell::new(false),
        last: RefCell::new(shown),
    });
    let look = move || asking.look();
    // What the network has just sent may be old too, where a host got a new programme and no new pages;
    // but what offline needs has the network to itself at first.
    if worker::is_in_control() {
        look();
    }
    timer::every(LOOK_EVERY_MS, look.clone());
    attention::on_change(look);
}

impl Asking {
    fn look(self: &Rc<Self>) {
        let key = format!("hallway:asked:{}", self.state.borrow().base.as_str());
        let asked = storage::recall(&key).and_then(|text| text.parse().ok());
        // Where nothing can be stored, this page remembers for itself.
        let asked = asked.or(self.asked_ms.get());
        let now = clock::now_ms();
        // What is written in goes with the view that a newer programme takes the place of.
        let is_due = is_due(now, asked, self.wait_ms.get());
        if self.under_way.get() || !is_due || !attention::is_here() || document::is_written_in() {
            return;
        }
        // Where it can't be stored, this page remembers it.
        let _ = storage::replace(&key, &now.to_string());
        self.asked_ms.set(Some(now));
        self.under_way.set(true);
        let asking = self.clone();
        spawn_local(async move {
            let answered = asking.ask().await;
            let failures = if answered {
                0
            } else {
                asking.failures.get() + 1
            };
            asking.failures.set(failures);
            // Thirty-two random bits as a fraction.
            let luck = (random::bits() >> 32) as f64 / f64::from(u32::MAX);
            asking.wait_ms.set(wait_ms(failures, luck));
            asking.under_way.set(false);
        });
    }

    /// Asks once; whether there was an answer.
    async fn ask(&self) -> bool {
        let state = self.state.borrow().clone();
        let address = state.base.join("programme.json");
        let Some(text) = fetch::text_at(&address, true, fetch::WHOLE_MS).await else {
            return false;
        };
        if *self.last.borrow() == text || document::is_written_in() {
            return true;
        }
        if let Some(shown) = programmes::receive(&state.base, &state.published, &text).await {
            let state = state.showing(shown.programme);
            removed::forget_what_returned(&state);
            news::tell(&state, shown.changes);
            (self.show)(&state);
            self.state.replace(state);
        }
        self.last.replace(text);
        true
    }
}
