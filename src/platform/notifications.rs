//! Notifications of the system, as far as the browser lets a page show them.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::{object, window};

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
    object::field(&window(), "Notification")?.dyn_into().ok()
}

/// Asks the user, if they have not said yet; tells what they said.
pub fn ask(answered: impl FnOnce(Permission) + 'static) {
    spawn_local(async move { answered(permission().await.unwrap_or(Permission::Unavailable)) });
}

async fn permission() -> Option<Permission> {
    let notification = notification()?;
    let request = object::method(&notification, "requestPermission")?;
    let asking: Promise = request.call0(&notification).ok()?.dyn_into().ok()?;
    let answer = JsFuture::from(asking).await.ok()?.as_string()?;
    Some(if answer == "granted" {
        Permission::Granted
    } else {
        Permission::Denied
    })
}

/// Shows a notification; one of the same tag is replaced by it.
pub fn show(title: &str, words: &str, tag: &str) {
    let title = JsValue::from(title);
    let options = object::of_texts(&[("body", words), ("tag", tag)]);
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
    let workers =
        object::field(&window().navigator(), "serviceWorker").filter(JsValue::is_object)?;
    let workers: web_sys::ServiceWorkerContainer = workers.dyn_into().ok()?;
    let finding = object::promise(&workers, "getRegistration", &[])?;
    let found = JsFuture::from(finding).await.ok()?;
    let showing = object::promise(&found, "showNotification", &[title, options])?;
    JsFuture::from(showing).await.ok().map(drop)
}
