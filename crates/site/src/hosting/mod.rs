//! The headers that hosts should send with a site's files, as configuration of the hosts that most
//! sites use.
//! Names below `assets/` contain a digest of the content, so those files may be cached for ever;
//! everything else has to be revalidated. Every answer has security headers.

mod apache;
mod caddy;
mod netlify;
mod nginx;

use std::fmt;
use std::str::FromStr;

use hallway_app::route::BasePath;

use crate::policy::REFERRER;

/// `Cache-Control` of files whose names contain a digest.
pub const FOREVER: &str = "public, max-age=31536000, immutable";

/// `Cache-Control` of all other files: cached, but revalidated, since the next version may change
/// them.
pub const ASK_ANEW: &str = "no-cache";

/// The types of endings that not every host knows.
const TYPES: [(&str, &str); 3] = [
    ("webmanifest", "application/manifest+json"),
    ("wasm", "application/wasm"),
    ("ics", "text/calendar"),
];

/// The headers of every answer of a site: names and values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headers(Vec<(String, String)>);

impl Headers {
    /// The file of a site that contains the headers, as Netlify and Cloudflare read it.
    pub const FILE: &str = "_headers";

    /// The headers of a site with that Content Security Policy, whose pages may be embedded by
    /// pages of those origins besides its own; `*` for any.
    #[must_use]
    pub fn new(policy: &str, framers: &[String]) -> Self {
        let framers: String = framers.iter().map(|framer| format!(" {framer}")).collect();
        let policy = format!("{policy}; frame-ancestors 'self'{framers}");
        let headers = [
            ("Content-Security-Policy", policy.as_str()),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", REFERRER),
            (
                "Permissions-Policy",
                "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
            ),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            // Everything is public: other apps may read the schedule.
            ("Access-Control-Allow-Origin", "*"),
        ];
        let owned = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
        Self(owned.into())
    }

    /// The headers in a site's file.
    #[must_use]
    pub fn read(file: &str) -> Self {
        netlify::read(file)
    }

    /// Names and values, for a server that sends them.
    #[must_use]
    pub fn into_pairs(self) -> Vec<(String, String)> {
        self.0
    }

    fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

/// A kind of host, by how it is configured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HostKind {
    /// Netlify, Cloudflare Pages and others that read `_headers`, which every site contains.
    Netlify,
    /// Apache, by a `.htaccess` in the site's folder. A build does not add one: if a host does not
    /// allow its directives, Apache answers only with errors.
    Apache,
    /// nginx, by a part of its configuration.
    Nginx,
    /// Caddy, by a part of its configuration.
    Caddy,
}

impl HostKind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Netlify, Self::Apache, Self::Nginx, Self::Caddy];

    fn name(self) -> &'static str {
        match self {
            Self::Netlify => "netlify",
            Self::Apache => "apache",
            Self::Nginx => "nginx",
            Self::Caddy => "caddy",
        }
    }

    /// The configuration of such a host for a site in `folder`, served below `base`.
    #[must_use]
    pub fn configuration(self, headers: &Headers, base: &BasePath, folder: &str) -> String {
        match self {
            Self::Netlify => netlify::write(headers, base),
            Self::Apache => apache::write(headers, base),
            Self::Nginx => nginx::write(headers, base, folder),
            Self::Caddy => caddy::write(headers, base, folder),
        }
    }
}

impl fmt::Display for HostKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for HostKind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let kinds = Self::ALL.into_iter();
        let mut named = kinds.filter(|kind| kind.name() == text);
        named.next().ok_or_else(|| {
            format!("\"{text}\" is none of netlify (Cloudflare too), apache, nginx and caddy")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::HostKind;

    #[test]
    fn every_kind_of_host_is_listed() {
        // A new variant does not compile until it has a number here; then the test finds out
        // whether `ALL` has it.
        let number = |kind| match kind {
            HostKind::Netlify => 0,
            HostKind::Apache => 1,
            HostKind::Nginx => 2,
            HostKind::Caddy => 3,
        };
        assert!(HostKind::ALL.into_iter().map(number).eq(0..4));
    }
}
