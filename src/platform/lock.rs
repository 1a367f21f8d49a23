//! One tab for all: the Web Locks API.

use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;

use js_sys::{Array, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};

use super::{object, timer, window};

/// How long the browser may take to say whose turn it is, where no tab has it.
const PATIENCE_MS: i32 = 10_000;

/// Does something that does not end in one of the tabs that ask for it by that name: in the first,
/// and when that is closed, in another. Where the browser has no locks, refuses them or does not answer,
/// every tab does it.
pub fn in_one_tab<F: Future<Output = ()> + 'static>(
    name: &str,
    work: impl FnOnce() -> F + 'static,
) {
    let locks = object::field(&window().navigator(), "locks").filter(JsValue::is_object);
    let request = locks
        .as_ref()
        .and_then(|locks| object::method(locks, "request"));
    let (Some(locks), Some(request)) = (locks, request) else {
        spawn_local(work());
        return;
    };
    // Whoever is first does it: the one whose turn it is, or the one that waited for its turn in vain.
    let waiting = Rc::new(Cell::new(Some(work)));
    let held = Closure::once_into_js({
        let waiting = waiting.clone();
        move || -> Promise {
            let work = waiting.take().map(|work| work());
            future_to_promise(async move {
                if let Some(work) = work {
                    work.await;
                }
                Ok(JsValue::UNDEFINED)
            })
        }
    });
    let name = name.to_owned();
    let asked = request.call2(&locks, &name.as_str().into(), &held);
    spawn_local(async move {
        // It is answered once the work is over, which it never is, or if it is refused.
        let answered = asked.map(|asked| JsFuture::from(asked.unchecked_into::<Promise>()));
        let is_refused = match answered {
            Ok(answered) => timer::within(PATIENCE_MS, answered).await,
            Err(refusal) => Some(Err(refusal)),
        };
        let in_vain = match is_refused {
            Some(Err(_)) => true,
            Some(Ok(_)) => false,
            None => !is_held(&locks, &name).await,
        };
        if in_vain && let Some(work) = waiting.take() {
            work().await;
        }
    });
}

/// Whether some tab has the lock of that name; not, if the browser does not say so in time.
async fn is_held(locks: &JsValue, name: &str) -> bool {
    let held = async {
        let query = object::method(locks, "query")?.call0(locks).ok()?;
        let state = JsFuture::from(query.dyn_into::<Promise>().ok()?)
            .await
            .ok()?;
        let held: Array = object::field(&state, "held")?.dyn_into().ok()?;
        let mut names = held.iter().filter_map(|lock| object::field(&lock, "name"));
        Some(names.any(|held| held == name))
    };
    timer::within(PATIENCE_MS, held).await.flatten() == Some(true)
}
