//! Checks the addresses in options before anything else is done: a wrong one might only show up on
//! attendees' phones.

use std::fmt;
use std::net::IpAddr;

use hallway_app::route::BasePath;
use hallway_programme::Link;
use hallway_site::Deployment;
use url::{Host, Url};

/// An option with an invalid value.
#[derive(Debug, PartialEq, Eq)]
pub struct UsageError(pub String);

impl fmt::Display for UsageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for UsageError {}

/// An example of a site's address.
const SITE: &str = "https://example.org/programme/";

/// How to write the origin of an embedding web site.
const EMBEDS: &str = "https://example.org, without a path, or * for any";

/// Examples of mailboxes' addresses.
const MAILBOXES: &str =
    "/v1/mailboxes/, or with the host, as https://sync.example.org/v1/mailboxes/";

/// The deployment of a site with that address or base path, and those mailboxes.
///
/// # Errors
/// If one of the options is invalid, or if they contradict each other.
pub fn deployment(
    url: Option<&str>,
    base_path: Option<&str>,
    sync: Option<&str>,
) -> Result<Deployment, UsageError> {
    let below = base_path
        .map(|path| self::base_path("--base-path", path))
        .transpose()?;
    let mailboxes = sync.map(mailboxes).transpose()?;
    let mut deployment = Deployment {
        base: below
            .clone()
            .unwrap_or(BasePath::new("/").expect("it is one")),
        address: None,
        mailboxes,
        framers: Vec::new(),
        compressed: true,
    };
    let Some(written) = url else {
        return Ok(deployment);
    };
    let mut address = web("--url", written, SITE)?;
    if address.query().is_some() || address.fragment().is_some() {
        return Err(not_understood("--url", written, SITE));
    }
    deployment.base = self::base_path("--url", address.path())?;
    if below.is_some_and(|below| below != deployment.base) {
        return Err(UsageError(format!(
            "--url ends in {} and --base-path is {}: leave one of the two out",
            deployment.base.as_str(),
            base_path.unwrap_or_default()
        )));
    }
    let in_the_open = |mailboxes: &String| mailboxes.starts_with("http:");
    if address.scheme() == "https" && deployment.mailboxes.as_ref().is_some_and(in_the_open) {
        return Err(UsageError(
            "--sync begins with http: and --url with https:, and browsers let no page of an https: \
             site ask an http: address, so nothing would ever sync: give the sync server's https: address"
                .into(),
        ));
    }
    address.set_path(deployment.base.as_str());
    deployment.address = Some(address.into());
    Ok(deployment)
}

/// The path below which a site is served.
///
/// # Errors
/// If it is not a valid path.
pub fn base_path(option: &str, written: &str) -> Result<BasePath, UsageError> {
    BasePath::new(written).map_err(|error| UsageError(format!("{option}: {error}")))
}

/// The origins whose pages may embed the site.
///
/// # Errors
/// If one is neither an origin nor `*`.
pub fn framers(origins: &[String]) -> Result<Vec<String>, UsageError> {
    let framer = |written: &String| {
        if written == "*" {
            return Ok(written.clone());
        }
        let url = web("--embed-in", written, EMBEDS)?;
        if url.path() == "/" && url.query().is_none() && url.fragment().is_none() {
            Ok(url.origin().ascii_serialization())
        } else {
            Err(not_understood("--embed-in", written, EMBEDS))
        }
    };
    origins.iter().map(framer).collect()
}

/// Checks the address of a conference's own page.
///
/// # Errors
/// If a programme can't link to it, or if it contains a user name.
pub fn link(written: &str) -> Result<(), UsageError> {
    const PAGE: &str = "https://example.org/conference";
    let link = Link::new(written).map_err(|_| not_understood("--link", written, PAGE))?;
    let is_mail = link
        .as_str()
        .get(..7)
        .is_some_and(|scheme| scheme.eq_ignore_ascii_case("mailto:"));
    if !is_mail {
        web("--link", written, PAGE)?;
    }
    Ok(())
}

/// Whether the site would sync by an http: address on another machine. Browsers refuse that: only
/// pages that came by https: can encrypt, and those can't use http: addresses.
pub fn syncs_by_http(deployment: &Deployment) -> bool {
    let url = deployment
        .mailboxes
        .as_ref()
        .and_then(|mailboxes| Url::parse(mailboxes).ok());
    url.is_some_and(|url| {
        let is_here = match url.host() {
            Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
            Some(Host::Ipv4(address)) => IpAddr::V4(address).is_loopback(),
            Some(Host::Ipv6(address)) => IpAddr::V6(address).is_loopback(),
            None => false,
        };
        url.scheme() == "http" && !is_here
    })
}

/// The address of the mailboxes, with a slash at its end: a path on the site's own host, or an
/// address on another host.
fn mailboxes(written: &str) -> Result<String, UsageError> {
    let refused = || not_understood("--sync", written, MAILBOXES);
    let is_here = written.starts_with('/');
    let whole = if is_here {
        // After two slashes, another host's name would follow.
        if written.starts_with("//") {
            return Err(refused());
        }
        web(
            "--sync",
            &format!("https://site.invalid{written}"),
            MAILBOXES,
        )
        .map_err(|_| refused())?
    } else {
        web("--sync", written, MAILBOXES)?
    };
    // In a Content Security Policy these characters would end the address.
    let ends_early = written.contains([';', ',']);
    if whole.query().is_some() || whole.fragment().is_some() || ends_early {
        return Err(refused());
    }
    let mut mailboxes = whole;
    if !mailboxes.path().ends_with('/') {
        mailboxes.set_path(&format!("{}/", mailboxes.path()));
    }
    Ok(if is_here {
        mailboxes.path().into()
    } else {
        mailboxes.into()
    })
}

/// A web address that needs no correction by browsers.
fn web(option: &str, written: &str, example: &str) -> Result<Url, UsageError> {
    let refused = || not_understood(option, written, example);
    let (scheme, rest) = written.split_once("://").ok_or_else(refused)?;
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    if authority.contains('@') {
        return Err(UsageError(format!(
            "{option} contains a user or a password, and it is published: leave out everything before the \"@\""
        )));
    }
    // Browsers interpret or drop these characters.
    let is_mended = written.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\');
    let is_web = ["https", "http"]
        .iter()
        .any(|web| scheme.eq_ignore_ascii_case(web));
    if is_mended || !is_web || authority.is_empty() {
        return Err(refused());
    }
    let url = Url::parse(written).map_err(|_| refused())?;
    let is_host = match url.host() {
        Some(Host::Domain(name)) => name.split('.').all(|label| {
            let is_plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
            label == "*" || (!label.is_empty() && label.bytes().all(is_plain))
        }),
        Some(_) => true,
        None => false,
    };
    if !is_host || url.port() == Some(0) {
        return Err(refused());
    }
    Ok(url)
}

/// The error for an invalid address. It does not repeat what may be a password.
fn not_understood(option: &str, written: &str, example: &str) -> UsageError {
    let shown = match written.rsplit_once('@') {
        Some((_, rest)) => format!("…@{rest}"),
        None => written.into(),
    };
    UsageError(format!(
        "{option} \"{shown}\" is not understood: write it as {example}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_the_path_too() {
        let deployment = deployment(Some("https://example.org/programme"), None, None).unwrap();
        assert_eq!(deployment.base.as_str(), "/programme/");
        assert_eq!(
            deployment.address.as_deref(),
            Some("https://example.org/programme/")
        );
        let root = super::deployment(Some("https://example.org"), Some("/"), None).unwrap();
        assert_eq!(root.address.as_deref(), Some("https://example.org/"));
    }

    #[test]
    fn mailboxes_are_here_or_elsewhere() {
        for (written, address) in [
            ("/v1/mailboxes", "/v1/mailboxes/"),
            ("/", "/"),
            (
                "https://sync.example.org/v1/mailboxes/",
                "https://sync.example.org/v1/mailboxes/",
            ),
            (
                "http://127.0.0.1:8090/v1/mailboxes",
                "http://127.0.0.1:8090/v1/mailboxes/",
            ),
        ] {
            let deployment = deployment(None, None, Some(written)).unwrap();
            assert_eq!(deployment.mailboxes.as_deref(), Some(address));
            assert!(!syncs_by_http(&deployment), "{written}");
        }
        let elsewhere = deployment(None, None, Some("http://sync.example.org/")).unwrap();
        assert!(syncs_by_http(&elsewhere));
        for wrong in ["ftp://a/", "https://a/?b", "/a;script-src *", "data:x"] {
            assert!(deployment(None, None, Some(wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_site_is_embedded_by_origins() {
        let framers = |written: &str| framers(&[written.into()]);
        for (written, origin) in [
            ("https://Example.org/", "https://example.org"),
            ("http://127.0.0.1:8081", "http://127.0.0.1:8081"),
            ("https://[::1]:8081", "https://[::1]:8081"),
            ("https://bücher.example", "https://xn--bcher-kva.example"),
            ("*", "*"),
        ] {
            assert_eq!(framers(written).unwrap(), [origin]);
        }
        for wrong in [
            "example.org",
            "https://a/b",
            "https://a/;x",
            "'none'",
            "data:x",
            "https://a/#b",
            "https://a;script-src",
        ] {
            assert!(framers(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert!(deployment(Some("https://example.org/a/"), Some("/b/"), None).is_err());
        for url in [
            "example.org",
            "ftp://example.org/",
            "https://",
            "javascript:alert(1)",
        ] {
            assert!(deployment(Some(url), None, None).is_err(), "{url}");
        }
        for link in ["https://example.org/?year=2026#top", "mailto:a@example.org"] {
            assert_eq!(super::link(link), Ok(()));
        }
    }
}
