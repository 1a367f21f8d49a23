//! The service worker: registering it, and telling how far it is.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use hallway_agenda::keeping::Texts;
use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Event, RegistrationOptions, ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration,
    ServiceWorkerState, ServiceWorkerUpdateViaCache,
};

use super::storage::Storage;
use super::{attention, clock, drafts, listen, object, timer, window};
use crate::route::BasePath;

/// How often a page that stays open looks for a newer version.
const LOOK_EVERY_MS: i32 = 30 * 60 * 1_000;

/// How long the browser may take to register the worker.
const PATIENCE_MS: i32 = 60_000;
/// How often within [`RELOADS_MS`] a page reloads without being asked to. Developer tools can make every
/// reload bring another worker, and so another reload.
const MOST_RELOADS: usize = 3;

/// See [`MOST_RELOADS`]; in milliseconds.
const RELOADS_MS: u64 = 60_000;

/// The key in session storage under which these reloads are noted.
const RELOADED: &str = "hallway:reloaded";

/// What the page hears of the worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// Everything is cached; for the first time on this device, or since long.
    Ready {
        /// Whether this visit cached it.
        first_time: bool,
    },
    /// A newer version is cached, and waits to be taken.
    NewVersion,
    /// The browser keeps nothing for this page: it has no workers, or refuses them.
    Refused,
    /// Another version took over than the one that this page is of.
    Replaced,
}

/// Who hears of the worker.
type Listener = Rc<dyn Fn(Heard)>;

thread_local! {
    static REGISTRATION: RefCell<Option<ServiceWorkerRegistration>> = const { RefCell::new(None) };
    /// Whether a worker was at work when the page registered one, though perhaps not for this page.
    static WAS_AT_WORK: Cell<bool> = const { Cell::new(false) };
    /// Whether the attendee asked for the new version here.
    static IS_ASKED: Cell<bool> = const { Cell::new(false) };
    /// Whether another version took over before anybody listened.
    static IS_REPLACED: Cell<bool> = const { Cell::new(false) };
    static LISTENER: RefCell<Option<Listener>> = const { RefCell::new(None) };
}

/// The page's worker container; none in insecure contexts and where workers are forbidden.
fn container() -> Option<ServiceWorkerContainer> {
    let navigator = window().navigator();
    object::field(&navigator, "serviceWorker")?.dyn_into().ok()
}

/// Whether the page came from the worker, and not from the network.
#[must_use]
pub fn is_in_control() -> bool {
    container().is_some_and(|container| container.controller().is_some())
}

/// Registers the worker and tells what is heard of it.
///
/// A browser that refuses (private windows, forbidden storage) leaves the page as it is: online.
pub fn register(base: &BasePath, hear: impl Fn(Heard) + Clone + 'static) {
    let Some(container) = container() else {
        return hear(Heard::Refused);
    };
    LISTENER.replace(Some(Rc::new(hear.clone())));
    if IS_REPLACED.take() {
        hear(Heard::Replaced);
    }
    let options = RegistrationOptions::new();
    options.set_scope(base.as_str());
    // The worker's script is how a new version is noticed: never from the HTTP cache.
    options.set_update_via_cache(ServiceWorkerUpdateViaCache::None);
    let script = base.join("sw.js");
    spawn_local(async move {
        let registering = async {
            let registering = object::promise(&container, "register", &[&script.into(), &options]);
            JsFuture::from(registering?).await.ok()
        };
        let registered = timer::within(PATIENCE_MS, registering).await;
        let Some(registration) = registered.flatten() else {
            return hear(Heard::Refused);
        };
        let registration: ServiceWorkerRegistration = registration.unchecked_into();
        let is_at_work = |worker: ServiceWorker| worker.state() == ServiceWorkerState::Activated;
        WAS_AT_WORK.set(registration.active().is_some_and(is_at_work));
        watch(&registration, hear.clone());
        look_for_new_versions(&registration);
        REGISTRATION.replace(Some(registration.clone()));
        let first_time = registration.active().is_none();
        let ready =
            object::field(&container, "ready").and_then(|ready| ready.dyn_into::<Promise>().ok());
        let Some(ready) = ready else { return };
        if JsFuture::from(ready).await.is_ok() {
            hear(Heard::Ready { first_time });
        }
    });
}

fn watch(registration: &ServiceWorkerRegistration, hear: impl Fn(Heard) + Clone + 'static) {
    if registration.waiting().is_some() {
        hear(Heard::NewVersion);
    }
    let installing = {
        let registration = registration.clone();
        move || {
            let Some(worker) = registration.installing() else {
                return;
            };
            let (registration, hear) = (registration.clone(), hear.clone());
            listen(&worker.clone(), "statechange", move |_: Event| {
                // Without an active worker this is the first version, not a newer one.
                if worker.state() == ServiceWorkerState::Installed
                    && registration.active().is_some()
                {
                    hear(Heard::NewVersion);
                }
            });
        }
    };
    installing();
    listen(registration, "updatefound", move |_: Event| installing());
}

/// Looks for a newer version when the page comes back to sight or to the network, and now and then.
fn look_for_new_versions(registration: &ServiceWorkerRegistration) {
    let look = {
        let registration = registration.clone();
        move || {
            if let Ok(update) = registration.update() {
                spawn_local(async move {
                    // Without a network there is nothing to find; the next look may.
                    let _ = JsFuture::from(update).await;
                });
            }
        }
    };
    timer::every(LOOK_EVERY_MS, look.clone());
    attention::on_change(look);
}

/// Notes from now on whether another version takes over.
pub fn watch_control() {
    let Some(container) = container() else { return };
    let is_controlled = Cell::new(container.controller().is_some());
    listen(&container, "controllerchange", move |_: Event| {
        let was_controlled = is_controlled.replace(true);
        if IS_ASKED.get() {
            reload();
        } else if was_controlled || WAS_AT_WORK.get() {
            match LISTENER.with_borrow(Option::clone) {
                Some(hear) => hear(Heard::Replaced),
                None => IS_REPLACED.set(true),
            }
        }
        // Else it is the first worker of all, whose version the page is of.
    });
}

/// Lets the waiting version take over, and reloads the page into it.
pub fn take_new_version() {
    let waiting: Option<ServiceWorker> =
        REGISTRATION.with_borrow(|registration| registration.as_ref().and_then(|r| r.waiting()));
    let Some(waiting) = waiting else {
        // It took over already, from another tab.
        reload();
        return;
    };
    IS_ASKED.set(true);
    let message = object::of_texts(&[("type", "activate")]);
    // Posting fails only for messages that can't be copied; this one can.
    let _ = waiting.post_message(&JsValue::from(message));
}

/// Reloads the page into the version that took over, with what is being typed. Whether it does: not if
/// something would be lost, and not again and again.
pub fn reload_unasked() -> bool {
    let Ok(before) = Storage::Session.read(RELOADED) else {
        return false;
    };
    let now = clock::now_ms();
    let before = before.unwrap_or_default();
    let recent = before.split(' ').filter(|at| {
        let at = at.parse::<u64>();
        at.is_ok_and(|at| now.abs_diff(at) < RELOADS_MS)
    });
    let mut recent: Vec<&str> = recent.collect();
    if recent.len() >= MOST_RELOADS {
        return false;
    }
    let now = now.to_string();
    recent.push(&now);
    let is_noted = Storage::Session.write(RELOADED, &recent.join(" ")).is_ok();
    let is_kept = is_noted && drafts::keep();
    if is_kept {
        reload();
    }
    is_kept
}

fn reload() {
    // Whoever asks for it while something is typed that can't be kept, gets it all the same.
    drafts::keep();
    // A refused reload leaves the page as it is, still working.
    let _ = window().location().reload();
}
