//! `_headers`, as Netlify, Cloudflare Pages and others read it: addresses, and below each, indented,
//! what answers there say.

use hallway_app::route::BasePath;

use super::{FOREVER, Headers};

/// Where several rules hold, these hosts join their values. So nothing is said of keeping what is not
/// in `assets/`: that it is to be asked for anew is what they say by themselves.
pub(super) fn write(headers: &Headers, base: &BasePath) -> String {
    let mut file = format!("{}*\n", base.as_str());
    for (name, value) in headers.iter() {
        file += &format!("  {name}: {value}\n");
    }
    file + &format!("{}\n  Cache-Control: {FOREVER}\n", base.join("assets/*"))
}

/// What the first rule of such a file says.
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
