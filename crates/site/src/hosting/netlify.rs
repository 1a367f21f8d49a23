//! `_headers`, as Netlify, Cloudflare Pages and others read it: addresses, and below each,
//! indented, the headers of its answers.

use hallway_app::route::BasePath;

use super::{FOREVER, Headers};

/// If several rules apply, these hosts join their values. So there is no rule about caching outside
/// `assets/`: revalidation is their default.
pub(super) fn write(headers: &Headers, base: &BasePath) -> String {
    let mut file = format!("{}*\n", base.as_str());
    for (name, value) in headers.iter() {
        file += &format!("  {name}: {value}\n");
    }
    file + &format!("{}\n  Cache-Control: {FOREVER}\n", base.join("assets/*"))
}

/// The headers of the first rule in such a file.
pub(super) fn read(file: &str) -> Headers {
    let lines = file
        .lines()
        .skip(1)
        .take_while(|line| line.starts_with(' '));
    let headers = lines.filter_map(|line| line.trim().split_once(": "));
    Headers(
        headers
            .map(|(name, value)| (name.into(), value.into()))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read() {
        let headers = Headers::new("default-src 'none'", &["https://example.org".into()]);
        let base = BasePath::new("/programme/").unwrap();
        let file = write(&headers, &base);
        assert_eq!(read(&file), headers);
        assert!(file.starts_with("/programme/*\n"), "{file}");
        assert!(
            file.contains("; frame-ancestors 'self' https://example.org\n"),
            "{file}"
        );
    }
}
