//! Which file of a site stands at an address.

/// The path below the site of the file that a request's path asks for; none outside the base path.
///
/// A last segment without a dot is a view, which has a folder with an `index.html`: it is answered
/// where it stands, without a redirect.
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

#[cfg(test)]
mod tests {
    use super::file_at;

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
}
