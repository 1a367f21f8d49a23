//! The Content Security Policy of every page.

/// Everything from the site itself, nothing inline, nothing evaluated but wasm (CSP 3,
/// `wasm-unsafe-eval`). In every page's head, so that it holds on hosts that send no headers.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
     style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
     base-uri 'none'; form-action 'none'";
