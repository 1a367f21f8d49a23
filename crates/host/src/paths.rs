//! Maps addresses to the files of a site.

use std::path::{Component, Path, PathBuf};

use percent_encoding::percent_decode_str;

/// The path, below the site, of the file for a request's path; `None` outside the base path.
///
/// A last segment without a dot is a view, which is a folder with an `index.html`; that file is
/// sent without a redirect.
pub(crate) fn file_at(base_path: &str, path: &str) -> Option<String> {
    let below = if format!("{path}/") == base_path {
        ""
    } else {
        path.strip_prefix(base_path)?
    };
    let last = below.rsplit('/').next().unwrap_or_default();
    Some(if last.contains('.') {
        format!("/{below}")
    } else {
        match below.trim_end_matches('/') {
            "" => "/index.html".into(),
            view => format!("/{view}/index.html"),
        }
    })
}

/// The path of a site's file on disk, from its path in an address; `None` if it would be outside
/// the site's folder.
pub(crate) fn in_folder(site: &Path, file: &str) -> Option<PathBuf> {
    let file = percent_decode_str(file.trim_start_matches('/'))
        .decode_utf8()
        .ok()?;
    let is_inside = |part| matches!(part, Component::Normal(_) | Component::CurDir);
    Path::new(&*file)
        .components()
        .all(is_inside)
        .then(|| site.join(&*file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn views_are_folders_and_files_are_files() {
        for (path, file) in [
            ("/programme/", "/index.html"),
            ("/programme", "/index.html"),
            ("/programme/item/x", "/item/x/index.html"),
            ("/programme/item/x/", "/item/x/index.html"),
            ("/programme/sw.js", "/sw.js"),
        ] {
            assert_eq!(
                file_at("/programme/", path).as_deref(),
                Some(file),
                "{path}"
            );
        }
        assert_eq!(file_at("/programme/", "/elsewhere"), None);
        assert_eq!(file_at("/programme/", "/programmes/"), None);
        assert_eq!(file_at("/", "/").as_deref(), Some("/index.html"));
    }

    #[test]
    fn a_file_is_within_the_folder_or_nowhere() {
        let site = Path::new("/srv/site");
        let in_folder = |file: &str| in_folder(site, file);
        assert_eq!(in_folder("/a/b.js"), Some(site.join("a/b.js")));
        assert_eq!(in_folder("/a%20b.js"), Some(site.join("a b.js")));
        for outside in ["/../x", "/a/../../x", "/%2e%2e/x", "/..%2fx", "/%ff"] {
            assert_eq!(in_folder(outside), None, "{outside}");
        }
    }
}
