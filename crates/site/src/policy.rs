//! The Content Security Policy of every page.

/// What comes before the hosts that the page may talk to.
const BEFORE: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self'; connect-src 'self'";

/// What comes after them.
const AFTER: &str = "; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'";

/// Everything from the site itself, nothing inline, nothing evaluated but wasm (CSP 3,
/// `wasm-unsafe-eval`). In every page's head, so that it holds on hosts that send no headers. A site
/// that syncs by mailboxes elsewhere may talk to those too, and to nothing beside them.
#[must_use]
pub fn content_security_policy(mailboxes: Option<&str>) -> String {
    match mailboxes.filter(|mailboxes| !mailboxes.starts_with('/')) {
        Some(mailboxes) => format!("{BEFORE} {mailboxes}{AFTER}"),
        None => format!("{BEFORE}{AFTER}"),
    }
}
