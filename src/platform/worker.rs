//! The service worker: registering it, and telling how far it is.

use std::cell::RefCell;

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Event, RegistrationOptions, ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration,
    ServiceWorkerState, ServiceWorkerUpdateViaCache,
};

use super::{attention, listen, object, timer, window};
use crate::route::BasePath;

/// How often a page that stays open looks for a newer version.
const LOOK_EVERY_MS: i32 = 30 * 60 * 1_000;

/// How long the browser may take to register the worker.
const PATIENCE_MS: i32 = 60_000;

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
}

thread_local! {
    static REGISTRATION: RefCell<Option<ServiceWorkerRegistration>> = const { RefCell::new(None) };
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
        watch(&registration, hear.clone());
        look_for_new_versions(&registration);
        REGISTRATION.replace(Some(registration.clone()));
        let first_time = registration.active().is_none();
        let Ok(ready) = container.ready() else { return };
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

/// Lets the waiting version take over, and reloads the page into it.
pub fn take_new_version() {
    let waiting: Option<ServiceWorker> =
        REGISTRATION.with_borrow(|registration| registration.as_ref().and_then(|r| r.waiting()));
    let (Some(waiting), Some(container)) = (waiting, container()) else {
        // It took over already, from another tab.
        reload();
        return;
    };
    listen(&container, "controllerchange", |_: Event| reload());
    let message = object::of_texts(&[("type", "activate")]);
    // Posting fails only for messages that can't be copied; this one can.
    let _ = waiting.post_message(&JsValue::from(message));
}

fn reload() {
    // A refused reload leaves the page as it is, still working.
    let _ = window().location().reload();
}
