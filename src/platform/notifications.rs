//! Notifications of the system, as far as the browser lets a page show them.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::window;

/// Whether notifications can be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// They can.
    Granted,
    /// The user said no, or the browser does for them.
    Denied,
    /// The browser has none for this page.
    Unavailable,
}

fn notification() -> Option<Object> {
    Reflect::get(&window(), &"Notification".into())
        .ok()?
        .dyn_into()
        .ok()
}

/// Asks the user, if they have not said yet; tells what they said.
pub fn ask(answered: impl FnOnce(Permission) + 'static) {
    spawn_local(async move { answered(permission().await.unwrap_or(Permission::Unavailable)) });
}

async fn permission() -> Option<Permission> {
    let notification = notification()?;
    let request: Function = get(&notification, "requestPermission")?.dyn_into().ok()?;
    let asking: Promise = request.call0(&notification).ok()?.dyn_into().ok()?;
    let answer = JsFuture::from(asking).await.ok()?.as_string()?;
    Some(if answer == "granted" {
        Permission::Granted
    } else {
        Permission::Denied
    })
}

fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &name.into()).ok()
}

/// Shows a notification; one of the same tag is replaced by it.
pub fn show(title: &str, words: &str, tag: &str) {
    let (title, options) = (JsValue::from(title), Object::new());
    for (name, value) in [("body", words), ("tag", tag)] {
        // Setting a field of a plain object does not fail.
        let _ = Reflect::set(&options, &name.into(), &value.into());
    }
    spawn_local(async move {
        if by_worker(&title, &options).await.is_none()
            && let Some(constructor) = notification().and_then(|it| it.dyn_into::<Function>().ok())
        {
            // Where only a worker may show any, this throws; there is one then.
            let _ = Reflect::construct(&constructor, &js_sys::Array::of2(&title, &options));
        }
    });
}

/// Lets the service worker show it: the only way on phones.
async fn by_worker(title: &JsValue, options: &Object) -> Option<()> {
    let workers = get(&window().navigator(), "serviceWorker").filter(JsValue::is_object)?;
    let workers: web_sys::ServiceWorkerContainer = workers.dyn_into().ok()?;
    let found = JsFuture::from(workers.get_registration()).await.ok()?;
    let show: Function = get(&found, "showNotification")?.dyn_into().ok()?;
    let showing: Promise = show.call2(&found, title, options).ok()?.dyn_into().ok()?;
    JsFuture::from(showing).await.ok().map(drop)
}
