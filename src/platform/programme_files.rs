//! Programmes as files: the one that the page names, and those that are kept on the device.

use std::cell::Cell;
use std::future::Future;

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Cache, CacheStorage, Response};

use super::fetch::text_of;
use super::{object, the_document, timer, window};
use crate::route::BasePath;

/// The programme that was shown last.
pub const SHOWN: &str = "shown";

/// The programme whose changes the attendee has seen; absent while that is the one shown last.
pub const SEEN: &str = "seen";

/// The address of the programme that the page names; none if the app carries its own.
#[must_use]
pub fn named_by_page() -> Option<String> {
    let link = the_document()
        .query_selector("link[data-app=programme]")
        .ok()??;
    link.get_attribute("href")
}

/// How long the browser may take to find what is kept: the start waits for it.
const READ_MS: i32 = 3_000;

/// How long it may take to keep or to forget something.
const WRITE_MS: i32 = 20_000;

thread_local! {
    /// Whether the browser was waited for in vain: it is not waited for again.
    static GIVEN_UP: Cell<bool> = const { Cell::new(false) };
}

/// What `work` gives, if the browser does it in that time.
async fn in_time<T>(milliseconds: i32, work: impl Future<Output = Option<T>>) -> Option<T> {
    if GIVEN_UP.get() {
        return None;
    }
    let done = timer::within(milliseconds, work).await;
    if done.is_none() {
        GIVEN_UP.set(true);
    }
    done.flatten()
}

/// The kept programmes' place; none where the browser has or allows none. Its name is none of the
/// service worker's, which clears what is no version of the app.
async fn kept(base: &BasePath) -> Option<Cache> {
    let caches: CacheStorage = object::field(&window(), "caches")?.dyn_into().ok()?;
    let name = format!("hallway-programme:{}", base.as_str());
    let opening = object::promise(&caches, "open", &[&name.into()])?;
    JsFuture::from(opening).await.ok()?.dyn_into().ok()
}

fn address(base: &BasePath, which: &str) -> JsValue {
    base.join(&format!("programme.json?{which}")).into()
}

/// The text of a kept programme.
pub async fn read(base: &BasePath, which: &str) -> Option<String> {
    let reading = async {
        let kept = kept(base).await?;
        let finding = object::promise(&kept, "match", &[&address(base, which)])?;
        text_of(JsFuture::from(finding).await.ok()?).await
    };
    in_time(READ_MS, reading).await
}

/// Keeps the text of a programme; a browser that does not, leaves the page as it is.
pub async fn keep(base: &BasePath, which: &str, text: &str) {
    let keeping = async {
        let kept = kept(base).await?;
        let answer = Response::new_with_opt_js_u8_array(Some(&text.as_bytes().into())).ok()?;
        // Where storage is full, the next start shows an older programme, and asks for this one.
        let putting = object::promise(&kept, "put", &[&address(base, which), &answer])?;
        JsFuture::from(putting).await.ok()
    };
    in_time(WRITE_MS, keeping).await;
}

/// Forgets a kept programme.
pub async fn forget(base: &BasePath, which: &str) {
    let forgetting = async {
        let kept = kept(base).await?;
        // What can't be deleted is not there.
        let deleting = object::promise(&kept, "delete", &[&address(base, which)])?;
        JsFuture::from(deleting).await.ok()
    };
    in_time(WRITE_MS, forgetting).await;
}
