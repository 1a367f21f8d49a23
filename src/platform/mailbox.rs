//! A mailbox over HTTP: read, made, replaced and deleted, always in the version that one knows.

use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, RequestCache, RequestCredentials, RequestInit, Response};

use super::crypto::Keys;
use super::{fetch, timer, window};

/// How long a server may take to answer, the answer's content included.
const PATIENCE_MS: i32 = 20_000;

/// What a server answered.
#[derive(Debug)]
pub struct Reply {
    /// The status (RFC 9110, section 15).
    pub status: u16,
    /// The tag of the version that is there.
    pub etag: Option<String>,
    /// When to come again, as the server says it.
    pub retry_after: Option<String>,
    response: Response,
}

impl Reply {
    /// What is in the mailbox; none if it does not come whole in time.
    pub async fn message(&self) -> Option<Vec<u8>> {
        fetch::content_of(&self.response).await
    }
}

/// Reads the mailbox, unless it still holds the version of that tag; none if the server can't be
/// reached.
pub async fn read(mailboxes: &str, keys: &Keys, known: Option<&str>) -> Option<Reply> {
    ask(
        "GET",
        mailboxes,
        keys,
        known.map(|etag| ("if-none-match", etag)),
        None,
    )
    .await
}

/// Puts a message in place of the version of that tag, or into a new mailbox.
pub async fn write(
    mailboxes: &str,
    keys: &Keys,
    expected: Option<&str>,
    message: &[u8],
) -> Option<Reply> {
    let expected = match expected {
        Some(etag) => ("if-match", etag),
        None => ("if-none-match", "*"),
    };
    ask("PUT", mailboxes, keys, Some(expected), Some(message)).await
}

/// Deletes the mailbox in the version of that tag.
pub async fn delete(mailboxes: &str, keys: &Keys, expected: &str) -> Option<Reply> {
    ask(
        "DELETE",
        mailboxes,
        keys,
        Some(("if-match", expected)),
        None,
    )
    .await
}

async fn ask(
    method: &str,
    mailboxes: &str,
    keys: &Keys,
    condition: Option<(&str, &str)>,
    message: Option<&[u8]>,
) -> Option<Reply> {
    let headers = Headers::new().ok()?;
    let authorization = format!("Bearer {}", keys.write_token);
    headers.set("authorization", &authorization).ok()?;
    if let Some((name, etag)) = condition {
        headers.set(name, etag).ok()?;
    }
    let request = RequestInit::new();
    request.set_method(method);
    request.set_cache(RequestCache::NoStore);
    request.set_credentials(RequestCredentials::Omit);
    if let Some(message) = message {
        headers
            .set("content-type", "application/octet-stream")
            .ok()?;
        request.set_body(&Uint8Array::from(message));
    }
    request.set_headers(&headers);
    let abort = AbortController::new().ok()?;
    request.set_signal(Some(&abort.signal()));
    // What is answered by then can't be broken off any more.
    timer::after(PATIENCE_MS, move || abort.abort());
    let address = format!("{mailboxes}{}", keys.mailbox);
    let answer = window().fetch_with_str_and_init(&address, &request);
    let response: Response = JsFuture::from(answer).await.ok()?.dyn_into().ok()?;
    let header = |name: &str| response.headers().get(name).ok()?;
    Some(Reply {
        status: response.status(),
        etag: header("etag"),
        retry_after: header("retry-after"),
        response,
    })
}
