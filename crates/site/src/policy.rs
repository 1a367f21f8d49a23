//! The Content Security Policy of every page, and what its requests say of where they come from.

use crate::digest::integrity;

/// Requests tell other hosts, and the site's own, its origin alone (Referrer Policy, section 3): not which
/// view one reads, nor what one searches for. It is in every page's head too, for hosts that send no headers.
pub const REFERRER: &str = "strict-origin";

/// What every site's policy begins with: before its style and the hosts that it may talk to.
const BEFORE: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self'";

/// What comes after them.
const AFTER: &str = "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; \
     require-trusted-types-for 'script'; trusted-types default";

/// Everything from the site itself, nothing evaluated but wasm (CSP 3, `wasm-unsafe-eval`), and nothing
/// inline but the style with that digest (CSP 3, hash sources). Texts become neither markup nor script
/// (Trusted Types, section 4): the one policy that a page makes, in `public/start.js`, lets the service
/// worker's address through. It is in every page's head, so that it holds on hosts that send no headers.
/// A site that syncs by mailboxes elsewhere may talk to those too, and to nothing beside them.
#[must_use]
pub fn content_security_policy(style: &str, mailboxes: Option<&str>) -> String {
    let mailboxes = mailboxes.filter(|mailboxes| !mailboxes.starts_with('/'));
    let mailboxes = mailboxes.map_or(String::new(), |mailboxes| format!(" {mailboxes}"));
    let style = integrity(style.as_bytes());
    format!("{BEFORE}; style-src 'self' '{style}'; connect-src 'self'{mailboxes}; {AFTER}")
}
