//! Answers requests about mailboxes.

use std::net::IpAddr;
use std::sync::Arc;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, ETAG, IF_MATCH, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderName, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use hallway_host::Client;

use crate::Server;
use crate::database::{self, Change, Mailbox};
use crate::mailbox::{ETag, MailboxId, TokenHash};
use crate::problem::Problem;

/// The size limit of a mailbox, in bytes.
pub const LARGEST: usize = 64 * 1024;

/// Which version of the mailbox a write expects.
enum Expected {
    Nothing,
    Version(ETag),
}

/// Answers a request about the mailbox with that name.
pub(crate) async fn answer(
    State(server): State<Arc<Server>>,
    id: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<Response, Problem> {
    match *request.method() {
        Method::GET | Method::HEAD | Method::PUT | Method::DELETE => {
            // A path that is not UTF-8 is not the name of a mailbox either.
            let Path(id) = id.map_err(|_| Problem::Unknown)?;
            about(&server, &id, request).await
        }
        _ => Err(Problem::Method),
    }
}

/// Answers a request for any other address below `/v1`.
pub(crate) async fn nothing_there() -> Problem {
    Problem::NoMailbox
}

async fn about(server: &Server, id: &str, request: Request) -> Result<Response, Problem> {
    let id = MailboxId::parse(id).ok_or(Problem::Unknown)?;
    let address = request.extensions().get::<Client>();
    let address: Option<IpAddr> = address.map(|client| client.0);
    server.limits.count(address, &id)?;
    let (parts, body) = request.into_parts();
    let token = header(&parts.headers, &AUTHORIZATION)?.and_then(TokenHash::of_header);
    let token = token.ok_or(Problem::Unauthorized)?;
    match parts.method {
        Method::PUT => put(server, address, id, token, &parts.headers, body).await,
        Method::DELETE => delete(server, id, token, &parts.headers).await,
        _ => get(server, &id, &token, &parts.headers).await,
    }
}

async fn get(
    server: &Server,
    id: &MailboxId,
    token: &TokenHash,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let mailbox = read(server, id, token).await?;
    let kept_alive = server.database.keep_alive(id, &mailbox).await;
    // The read succeeded anyway; the next read records the use.
    if let Err(error) = kept_alive
        && !is_told(&error)
    {
        tracing::warn!(%error, "the use of a mailbox could not be recorded");
    }
    let known = header(headers, &IF_NONE_MATCH)?;
    let is_known = |tag: &str| {
        // Weak comparison (RFC 9110, section 13.1.2).
        let tag = tag.trim();
        tag == "*"
            || ETag::parse(tag.strip_prefix("W/").unwrap_or(tag)).as_ref() == Some(&mailbox.etag)
    };
    let tag = [(ETAG, mailbox.etag.header())];
    if known.is_some_and(|known| known.split(',').any(is_known)) {
        return Ok((StatusCode::NOT_MODIFIED, tag).into_response());
    }
    let kind = [(CONTENT_TYPE, "application/octet-stream")];
    Ok((tag, kind, mailbox.content).into_response())
}

async fn put(
    server: &Server,
    address: Option<IpAddr>,
    id: MailboxId,
    token: TokenHash,
    headers: &HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let expected = expected(headers)?;
    if header(headers, &CONTENT_TYPE)? != Some("application/octet-stream") {
        return Err(Problem::MediaType);
    }
    let content = content(body).await?.to_vec();
    let etag = ETag::random();
    let (change, done) = match expected {
        Expected::Nothing => {
            server.limits.count_new(address)?;
            let (id, token, etag) = (id.clone(), token.clone(), etag.clone());
            let change = Change::Create {
                id,
                token,
                content,
                etag,
            };
            (change, StatusCode::CREATED)
        }
        Expected::Version(expected) => {
            let (id, token, etag) = (id.clone(), token.clone(), etag.clone());
            let change = Change::Replace {
                id,
                token,
                expected,
                content,
                etag,
            };
            (change, StatusCode::NO_CONTENT)
        }
    };
    make(server, &id, &token, change).await?;
    Ok((done, [(ETAG, etag.header())]).into_response())
}

async fn delete(
    server: &Server,
    id: MailboxId,
    token: TokenHash,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let Expected::Version(expected) = expected(headers)? else {
        return Err(Problem::Malformed("DELETE requires If-Match."));
    };
    let change = Change::Delete {
        id: id.clone(),
        token: token.clone(),
        expected,
    };
    make(server, &id, &token, change).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Makes a change, or finds out why it could not be made.
async fn make(
    server: &Server,
    id: &MailboxId,
    token: &TokenHash,
    change: Change,
) -> Result<(), Problem> {
    let made = server.database.change(change).await;
    if made.map_err(unavailable)? {
        return Ok(());
    }
    let there = read(server, id, token).await?;
    Err(Problem::Mismatch(there.etag))
}

/// The mailbox, if the token is right.
async fn read(server: &Server, id: &MailboxId, token: &TokenHash) -> Result<Mailbox, Problem> {
    let mailbox = server.database.read(id).await.map_err(unavailable)?;
    let mailbox = mailbox.ok_or(Problem::Unknown)?;
    if token.is(&mailbox.token_hash) {
        Ok(mailbox)
    } else {
        Err(Problem::Unauthorized)
    }
}

/// Which version a write expects: none with `If-None-Match: *`, a certain one with `If-Match`.
fn expected(headers: &HeaderMap) -> Result<Expected, Problem> {
    match (
        header(headers, &IF_NONE_MATCH)?,
        header(headers, &IF_MATCH)?,
    ) {
        (None, None) => Err(Problem::PreconditionRequired),
        (Some("*"), None) => Ok(Expected::Nothing),
        (None, Some(tag)) => ETag::parse(tag)
            .map(Expected::Version)
            .ok_or(Problem::Malformed("If-Match must be one strong ETag.")),
        (Some(_), None) => Err(Problem::Malformed("If-None-Match must be *.")),
        (Some(_), Some(_)) => Err(Problem::Malformed(
            "If-Match and If-None-Match exclude each other.",
        )),
    }
}

/// The value of a header that may occur only once.
fn header<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Result<Option<&'h str>, Problem> {
    let mut values = headers.get_all(name).iter();
    let Some(value) = values.next() else {
        return Ok(None);
    };
    match (value.to_str(), values.next()) {
        (Ok(value), None) => Ok(Some(value)),
        _ => Err(Problem::Malformed("A header is not text, or occurs twice.")),
    }
}

async fn content(body: Body) -> Result<Bytes, Problem> {
    use axum::body::HttpBody;
    if body.size_hint().lower() > LARGEST as u64 {
        return Err(Problem::TooLarge);
    }
    // Any error but the size limit is one of the connection, and then nobody reads the answer.
    let content = to_bytes(body, LARGEST)
        .await
        .map_err(|_| Problem::TooLarge)?;
    if content.is_empty() {
        return Err(Problem::Malformed("The body is empty."));
    }
    Ok(content)
}

fn unavailable(error: database::Error) -> Problem {
    if !is_told(&error) {
        tracing::error!(%error, "the database does not answer");
    }
    Problem::Unavailable
}

/// Whether the error has been logged already.
fn is_told(error: &database::Error) -> bool {
    matches!(error, database::Error::NotWritten(_))
}
