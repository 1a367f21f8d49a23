//! `hallway build`: the site of a programme.

use std::path::Path;

use anyhow::{Context, Result, bail};
use hallway_app::route::BasePath;
use hallway_importer::Format;
use hallway_importer::import::Wishes;
use hallway_site::{Place, Plans};
use url::Url;

use crate::{built_app, import, output, source, theme};

/// How many bytes of pictures are no burden on a phone: a few times what the app is.
const HEAVY: usize = 1_000_000;

/// Builds the site of a programme. If the folder holds a site of the same conference, the new one's
/// revision follows that: higher if anything changed.
pub fn build(
    programme_path: &Path,
    format: Option<Format>,
    wishes: &Wishes,
    app: Option<&Path>,
    theme: Option<&Path>,
    place: &Place,
    output: &Path,
) -> Result<()> {
    let app = built_app::find(app)?;
    let source = output::saying("Reading the programme", || {
        source::read(&[programme_path.into()], format, wishes)
    })?;
    output::say_repairs(&source.repairs);
    let published = import::published(&output.join("programme.json"))?;
    let programme = import::following(source.programme, published)?;
    let look = theme::look(theme, programme_path)?;
    let plans = Plans::read(&programme, &source.plans)?;
    if plans.bytes() > HEAVY {
        eprintln!(
            "warning: the floor plans are {} KB large, and every phone fetches them all: smaller pictures come sooner",
            plans.bytes() / 1000
        );
    }
    let pages = programme.items().len() + programme.people().len() + programme.tracks().len();
    let files = output::saying(&format!("Building {pages} pages"), || {
        hallway_site::build(&app, &programme, &plans, &look, place)
    })?;
    files.write(output)?;
    let summary = import::summary(&programme);
    output::print(&format!("{}: {summary}\n", output.display()))
}

/// Where the site will live: at an address, or below a path.
///
/// # Errors
/// If the address is none of a web site, or the two don't fit.
pub fn place(url: Option<&str>, base_path: Option<&str>, sync: Option<&str>) -> Result<Place> {
    let mailboxes = sync.map(mailboxes).transpose()?;
    let Some(url) = url else {
        return Ok(Place {
            base: BasePath::new(base_path.unwrap_or("/"))?,
            address: None,
            mailboxes,
            framers: Vec::new(),
        });
    };
    let mut address = Url::parse(url)
        .ok()
        .filter(|url| matches!(url.scheme(), "https" | "http") && url.has_host())
        .with_context(|| {
            format!("\"{url}\" is not a site's address: write it as https://example.org/programme/")
        })?;
    address.set_query(None);
    address.set_fragment(None);
    let base = BasePath::new(address.path())?;
    if let Some(path) = base_path
        && BasePath::new(path)? != base
    {
        bail!(
            "--url ends in {} and --base-path is {path}: leave one of the two out",
            base.as_str()
        );
    }
    address.set_path(base.as_str());
    Ok(Place {
        base,
        address: Some(address.into()),
        mailboxes,
        framers: Vec::new(),
    })
}

/// The origins whose pages may show the site within themselves.
///
/// # Errors
/// If one is neither an origin nor `*`.
pub fn framers(origins: &[String]) -> Result<Vec<String>> {
    let framer = |written: &String| {
        if written == "*" {
            return Ok(written.clone());
        }
        let url = Url::parse(written).ok().filter(|url| {
            matches!(url.scheme(), "https" | "http")
                && url.has_host()
                && url.path() == "/"
                && url.query().is_none()
        });
        let origin = url.map(|url| url.origin().ascii_serialization());
        origin.with_context(|| {
            format!("\"{written}\" is no web site to embed in: write it as https://example.org, without a path, or * for any")
        })
    };
    origins.iter().map(framer).collect()
}

/// The address of the mailboxes, with a slash at its end: a path on the site's own host, or on
/// another one.
fn mailboxes(sync: &str) -> Result<String> {
    let whole = Url::parse("https://site.invalid/")
        .and_then(|site| site.join(sync))
        .ok();
    let mailboxes = whole.filter(|url| {
        let is_web = matches!(url.scheme(), "https" | "http") && url.has_host();
        // In a policy these would end the address.
        is_web
            && url.query().is_none()
            && url.fragment().is_none()
            && !sync.contains([';', ',', ' '])
    });
    let mut mailboxes = mailboxes.with_context(|| {
        format!("\"{sync}\" is no address of mailboxes: write it as /v1/mailboxes/, or with the host, as https://sync.example.org/v1/mailboxes/")
    })?;
    if !mailboxes.path().ends_with('/') {
        mailboxes.set_path(&format!("{}/", mailboxes.path()));
    }
    let is_here = mailboxes.host_str() == Some("site.invalid");
    Ok(if is_here {
        mailboxes.path().into()
    } else {
        mailboxes.into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_the_path_too() {
        let place = place(Some("https://example.org/programme"), None, None).unwrap();
        assert_eq!(place.base.as_str(), "/programme/");
        assert_eq!(
            place.address.as_deref(),
            Some("https://example.org/programme/")
        );
        let root = super::place(Some("https://example.org"), Some("/"), None).unwrap();
        assert_eq!(root.address.as_deref(), Some("https://example.org/"));
    }

    #[test]
    fn mailboxes_are_here_or_elsewhere() {
        for (written, address) in [
            ("/v1/mailboxes", "/v1/mailboxes/"),
            (
                "https://sync.example.org/v1/mailboxes/",
                "https://sync.example.org/v1/mailboxes/",
            ),
            (
                "http://127.0.0.1:8090/v1/mailboxes",
                "http://127.0.0.1:8090/v1/mailboxes/",
            ),
        ] {
            let place = place(None, None, Some(written)).unwrap();
            assert_eq!(place.mailboxes.as_deref(), Some(address));
        }
        for wrong in ["ftp://a/", "https://a/?b", "/a;script-src *", "data:x"] {
            assert!(place(None, None, Some(wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_site_is_embedded_by_origins() {
        let framers = |written: &str| framers(&[written.into()]);
        assert_eq!(
            framers("https://Example.org/").unwrap(),
            ["https://example.org"]
        );
        assert_eq!(
            framers("http://127.0.0.1:8081").unwrap(),
            ["http://127.0.0.1:8081"]
        );
        assert_eq!(framers("*").unwrap(), ["*"]);
        for wrong in [
            "example.org",
            "https://a/b",
            "https://a/;x",
            "'none'",
            "data:x",
        ] {
            assert!(framers(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert!(place(Some("https://example.org/a/"), Some("/b/"), None).is_err());
        for url in [
            "example.org",
            "ftp://example.org/",
            "https://",
            "javascript:alert(1)",
        ] {
            assert!(place(Some(url), None, None).is_err(), "{url}");
        }
    }
}
