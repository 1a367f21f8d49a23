//! The Content Security Policy of every page, and what requests reveal about the page they come
//! from.

use crate::digest::integrity;

/// Requests, to other hosts and to the site's own, reveal only the site's origin (Referrer Policy,
/// section 3): not which view someone reads or what they search for. It is also in every page's
/// head, for hosts that send no headers.
pub const REFERRER: &str = "strict-origin";

/// The beginning of every site's policy: before its style and the hosts that it may contact.
const BEFORE: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self'";

/// The end of every site's policy.
const AFTER: &str = "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; \
     require-trusted-types-for 'script'; trusted-types default";

/// Everything comes from the site itself; only wasm may be evaluated (CSP 3, `wasm-unsafe-eval`),
/// and only the style with that digest is inline (CSP 3, hash sources). Texts become neither markup
/// nor script (Trusted Types, section 4): the only policy that a page makes, in `public/start.js`,
/// allows the service worker's address. The policy is in every page's head, so that it applies on
/// hosts that send no headers. A site that syncs with mailboxes on another host may contact that
/// host, and no other.
#[must_use]
pub fn content_security_policy(style: &str, mailboxes: Option<&str>) -> String {
    let mailboxes = mailboxes.filter(|mailboxes| !mailboxes.starts_with('/'));
    let mailboxes = mailboxes.map_or(String::new(), |mailboxes| format!(" {mailboxes}"));
    let style = integrity(style.as_bytes());
    format!("{BEFORE}; style-src 'self' '{style}'; connect-src 'self'{mailboxes}; {AFTER}")
}
