//! `hallway build`: the site of a programme.

use std::path::Path;

use anyhow::{Context, Result, bail};
use hallway_app::route::BasePath;
use hallway_importer::Format;
use hallway_importer::import::Wishes;
use hallway_site::Place;
use url::Url;

use crate::{built_app, import, output, source};

/// Builds the site of a programme. If the folder holds a site of the same conference, the new one's
/// revision follows that: higher if anything changed.
pub fn build(
    programme: &Path,
    format: Option<Format>,
    wishes: &Wishes,
    app: Option<&Path>,
    place: &Place,
    output: &Path,
) -> Result<()> {
    let app = built_app::find(app)?;
    let source = output::saying("Reading the programme", || {
        source::read(&[programme.into()], format, wishes)
    })?;
    output::say_repairs(&source.repairs);
    let programme = match import::published(&output.join("programme.json")) {
        Some(published) => source.programme.following(&published),
        None => source.programme,
    };
    let pages = programme.items().len() + programme.people().len() + programme.tracks().len();
    let files = output::saying(&format!("Building {pages} pages"), || {
        hallway_site::build(&app, &programme, place)
    })?;
    files.write(output)?;
    println!("{}: {}", output.display(), import::summary(&programme));
    Ok(())
}

/// Where the site will live: at an address, or below a path.
///
/// # Errors
/// If the address is none of a web site, or the two don't fit.
pub fn place(url: Option<&str>, base_path: Option<&str>) -> Result<Place> {
    let Some(url) = url else {
        return Ok(Place {
            base: BasePath::new(base_path.unwrap_or("/"))?,
            address: None,
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
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_the_path_too() {
        let place = place(Some("https://example.org/programme"), None).unwrap();
        assert_eq!(place.base.as_str(), "/programme/");
        assert_eq!(
            place.address.as_deref(),
            Some("https://example.org/programme/")
        );
        let root = super::place(Some("https://example.org"), Some("/")).unwrap();
        assert_eq!(root.address.as_deref(), Some("https://example.org/"));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert!(place(Some("https://example.org/a/"), Some("/b/")).is_err());
        for url in [
            "example.org",
            "ftp://example.org/",
            "https://",
            "javascript:alert(1)",
        ] {
            assert!(place(Some(url), None).is_err(), "{url}");
        }
    }
}
