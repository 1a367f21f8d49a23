//! How long an answer may be cached, and whether the browser has it already (RFC 9111; RFC 9110,
//! section 13).

use axum::extract::Request;
use axum::http::header::{
    CACHE_CONTROL, ETAG, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED, VARY,
};
use axum::http::response::Parts;
use axum::http::{HeaderValue, StatusCode};

use crate::Host;

/// Removes the condition from a request, so that the file's time is not compared; returns the tags
/// that the browser has.
pub(crate) fn take_known_tags(request: &mut Request) -> Option<HeaderValue> {
    let headers = request.headers_mut();
    headers.remove(IF_MODIFIED_SINCE);
    headers.remove(IF_NONE_MATCH)
}

/// Adds how long the answer may be cached, and turns it into "not modified" if the browser has the
/// file's tag.
pub(crate) fn add(
    host: &Host,
    parts: &mut Parts,
    tag: Option<String>,
    file: &str,
    known: Option<&HeaderValue>,
) {
    let found = parts.status == StatusCode::OK;
    let is_asset = found && file.starts_with("/assets/");
    let kept = if is_asset {
        host.assets_kept
    } else {
        host.others_kept
    };
    parts
        .headers
        .insert(CACHE_CONTROL, HeaderValue::from_static(kept));
    parts
        .headers
        .insert(VARY, HeaderValue::from_static("accept-encoding"));
    parts.headers.remove(LAST_MODIFIED);
    // Without a tag the whole file is sent.
    let Some(tag) = tag.filter(|_| found) else {
        return;
    };
    if known.is_some_and(|known| names(known, &tag)) {
        parts.status = StatusCode::NOT_MODIFIED;
    }
    // A digest in hexadecimal digits is a valid header.
    if let Ok(tag) = HeaderValue::try_from(tag) {
        parts.headers.insert(ETAG, tag);
    }
}

/// Whether a list of tags, strong or weak, contains this one.
fn names(known: &HeaderValue, tag: &str) -> bool {
    known.to_str().is_ok_and(|known| {
        known.split(',').map(str::trim).any(|known| {
            let known = known.strip_prefix("W/").unwrap_or(known);
            known == "*" || known == tag
        })
    })
}
