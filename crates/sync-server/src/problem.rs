//! Refusals, as `application/problem+json` (RFC 9457).

use axum::http::header::{ALLOW, CONNECTION, CONTENT_TYPE, ETAG, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::mailbox::ETag;

/// Why a request was refused. Nothing was changed, except perhaps after [`Problem::Slow`] and
/// [`Problem::Unavailable`].
#[derive(Debug, Clone)]
pub enum Problem {
    /// There is no token, or it is not the mailbox's.
    Unauthorized,
    /// There is no such mailbox.
    Unknown,
    /// The address is not one of a mailbox.
    NoMailbox,
    /// The mailbox has another version; its tag.
    Mismatch(ETag),
    /// The request does not say which version it expects.
    PreconditionRequired,
    /// The request is invalid; why.
    Malformed(&'static str),
    /// The body is not `application/octet-stream`.
    MediaType,
    /// The body is larger than a mailbox may be.
    TooLarge,
    /// There were too many requests; in how many seconds to try again.
    TooMany(u64),
    /// Mailboxes do not have this method.
    Method,
    /// The request was not complete in time, or could not be answered in time.
    Slow,
    /// The database does not answer.
    Unavailable,
    /// The server can't store anything; why.
    Unwell(&'static str),
}

impl Problem {
    fn status(&self) -> StatusCode {
        match self {
            Self::Unauthorized => StatusCode::UNAUTHORIZED,
            Self::Unknown | Self::NoMailbox => StatusCode::NOT_FOUND,
            Self::Mismatch(_) => StatusCode::PRECONDITION_FAILED,
            Self::PreconditionRequired => StatusCode::PRECONDITION_REQUIRED,
            Self::Malformed(_) => StatusCode::BAD_REQUEST,
            Self::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Slow => StatusCode::REQUEST_TIMEOUT,
            Self::Unavailable | Self::Unwell(_) => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    fn detail(&self) -> &'static str {
        match self {
            Self::Unauthorized => {
                "Send the mailbox's write token: Authorization: Bearer, and 43 characters of base64url."
            }
            Self::Unknown => {
                "There is no such mailbox. It may have been deleted, or not been used for too long."
            }
            Self::NoMailbox => "Mailboxes are at /v1/mailboxes/, each by its name.",
            Self::Mismatch(_) => {
                "The mailbox holds another version: read it, merge, and try again with its ETag."
            }
            Self::PreconditionRequired => {
                "Send If-None-Match: * to create the mailbox, or If-Match with the ETag of the version that you read."
            }
            Self::Malformed(why) | Self::Unwell(why) => why,
            Self::MediaType => "Send application/octet-stream.",
            Self::TooLarge => "A mailbox holds 64 KiB at most.",
            Self::TooMany(_) => "Too many requests: try again after the seconds in Retry-After.",
            Self::Method => "A mailbox accepts only GET, HEAD, PUT and DELETE.",
            Self::Slow => "The request took too long: send it again.",
            Self::Unavailable => "The database does not answer: try again later.",
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.status();
        let body = json!({
            "type": "about:blank",
            "title": status.canonical_reason(),
            "status": status.as_u16(),
            "detail": self.detail(),
        });
        let mut response = (status, body.to_string()).into_response();
        let headers = response.headers_mut();
        headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        let mut tell = |name, value: String| {
            // Tags and numbers contain only characters that are valid in headers.
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(name, value);
            }
        };
        match self {
            // Browsers send OPTIONS to learn what a page may do (Fetch standard, CORS-preflight
            // fetch).
            Self::Method => tell(ALLOW, "DELETE, GET, HEAD, OPTIONS, PUT".into()),
            // The rest of the request is not needed (RFC 9110, sections 15.5.9 and 15.5.14).
            Self::TooLarge | Self::Slow => tell(CONNECTION, "close".into()),
            Self::Unauthorized => tell(WWW_AUTHENTICATE, "Bearer".into()),
            Self::Mismatch(etag) => tell(ETAG, etag.header()),
            Self::TooMany(seconds) => tell(RETRY_AFTER, seconds.to_string()),
            _ => {}
        }
        response
    }
}
