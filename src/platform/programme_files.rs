//! Programmes as files: the one that the page names, and those that are kept on the device.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Cache, CacheStorage, Response};

use super::fetch::text_of;
use super::{object, the_document, window};
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

/// The kept programmes' place; none where the browser has or allows none. Its name is none of the
/// service worker's, which clears what is no version of the app.
async fn kept(base: &BasePath) -> Option<Cache> {
    let caches: CacheStorage = object::field(&window(), "caches")?.dyn_into().ok()?;
    let opening = caches.open(&format!("hallway-programme:{}", base.as_str()));
    JsFuture::from(opening).await.ok()?.dyn_into().ok()
}

fn address(base: &BasePath, which: &str) -> String {
    base.join(&format!("programme.json?{which}"))
}

/// The text of a kept programme.
pub async fn read(base: &BasePath, which: &str) -> Option<String> {
    let kept = kept(base).await?;
    let found = JsFuture::from(kept.match_with_str(&address(base, which))).await;
    text_of(found.ok()?).await
}

/// Keeps the text of a programme; a browser that does not, leaves the page as it is.
pub async fn keep(base: &BasePath, which: &str, text: &str) {
    if let Some(kept) = kept(base).await
        && let Ok(answer) = Response::new_with_opt_js_u8_array(Some(&text.as_bytes().into()))
    {
        // Where storage is full, the next start shows an older programme, and asks for this one.
        let _ = JsFuture::from(kept.put_with_str(&address(base, which), &answer)).await;
    }
}

/// Forgets a kept programme.
pub async fn forget(base: &BasePath, which: &str) {
    if let Some(kept) = kept(base).await {
        // What can't be deleted is not there.
        let _ = JsFuture::from(kept.delete_with_str(&address(base, which))).await;
    }
}
