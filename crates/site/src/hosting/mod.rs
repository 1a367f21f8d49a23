//! What a host is told to send with a site's files, in the words of the hosts that most sites live on.
//!
//! Files below `assets/` are named after their content and may be kept forever; all else is to be
//! asked for anew. Every answer says what browsers are to refuse.

mod apache;
mod caddy;
mod netlify;
mod nginx;

use std::fmt;
use std::str::FromStr;

use hallway_app::route::BasePath;

use crate::policy::REFERRER;

/// How long what is named after its content may be kept, as the header `Cache-Control` says it.
pub const FOREVER: &str = "public, max-age=31536000, immutable";

/// How long all else may be: kept, but asked for anew, since it may change with the next version.
pub const ASK_ANEW: &str = "no-cache";

/// Types that not every host knows, by their files' endings.
const TYPES: [(&str, &str); 3] = [
    ("webmanifest", "application/manifest+json"),
    ("wasm", "application/wasm"),
    ("ics", "text/calendar"),
];

/// What every answer of a site says besides its content: names and values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headers(Vec<(String, String)>);

impl Headers {
    /// The file of a site that holds them, as Netlify and Cloudflare read it.
    pub const FILE: &str = "_headers";

    /// What a site says with that Content Security Policy, whose pages may be shown within pages of
    /// those origins besides its own; `*` for any.
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
            // All of it is public: other apps may read the schedule.
            ("Access-Control-Allow-Origin", "*"),
        ];
        let owned = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
        Self(owned.into())
    }

    /// Those that a site's file holds.
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

/// A kind of host, by how it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HostKind {
    /// Netlify, Cloudflare Pages and others that read `_headers`, which every site holds.
    Netlify,
    /// Apache, by an `.htaccess` in the site's folder. No site holds one by itself: where a host does not
    /// allow what stands in it, Apache answers nothing but errors.
    Apache,
    /// nginx, by a part of its configuration.
    Nginx,
    /// Caddy, by a part of its configuration.
    Caddy,
}

impl HostKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Netlify, Self::Apache, Self::Nginx, Self::Caddy];

    fn name(self) -> &'static str {
        match self {
            Self::Netlify => "netlify",
            Self::Apache => "apache",
            Self::Nginx => "nginx",
            Self::Caddy => "caddy",
        }
    }

    /// What such a host is to be told of a site that lives in `folder` and below `base`.
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
        // Another one does not compile before it has its number here, and then its place in the list.
        let number = |kind| match kind {
            HostKind::Netlify => 0,
            HostKind::Apache => 1,
            HostKind::Nginx => 2,
            HostKind::Caddy => 3,
        };
        assert!(HostKind::ALL.into_iter().map(number).eq(0..4));
    }
}
