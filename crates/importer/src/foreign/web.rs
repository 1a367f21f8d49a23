//! Completes addresses as people write them: without a scheme, or without a host.

use hallway_programme::Link;
use url::Url;

/// What a text in the place of an address is.
#[derive(Debug, PartialEq)]
pub(super) enum Address {
    /// Nothing: the place is empty.
    None,
    /// An address that is safe to follow.
    Whole(String),
    /// A text that became one: a scheme was added, or one of two was removed.
    Completed {
        /// As it is written.
        from: String,
        /// The address.
        to: String,
    },
    /// A text that is not safe to follow, or that leads nowhere, with the reason.
    Unsafe(String),
}

/// The conference's page, which may be written without a scheme.
pub(super) fn page(text: &str) -> Option<Url> {
    match address(text, None) {
        Address::Whole(to) | Address::Completed { to, .. } => Url::parse(&to).ok(),
        Address::None | Address::Unsafe(_) => None,
    }
}

/// The address in a text. One that begins with a slash belongs to the host of `page`.
pub(super) fn address(text: &str, page: Option<&Url>) -> Address {
    let text = text.trim();
    if text.is_empty() {
        return Address::None;
    }
    // Browsers encode spaces within an address too.
    let joined = text.split_whitespace().collect::<Vec<_>>().join("%20");
    let to = match page {
        Some(page) if text.starts_with('/') && !text.starts_with("//") => page
            .join(&joined)
            .map_or_else(|_| joined.clone(), String::from),
        _ => joined.clone(),
    };
    // Two addresses with a space between them are none.
    let is_one = joined.len() == text.len() || joined.matches("://").count() <= 1;
    let scheme = scheme_before_another(&to);
    if is_one && scheme.is_none() && Link::new(&to).is_ok() {
        return Address::Whole(to);
    }
    let completed = if let Some(rest) = scheme {
        Some(rest.to_owned())
    } else if let Some(rest) = joined.strip_prefix("//") {
        is_host(rest).then(|| format!("https://{rest}"))
    } else if is_mailbox(&joined) {
        Some(format!("mailto:{joined}"))
    } else {
        is_host(&joined).then(|| format!("https://{joined}"))
    };
    match completed.filter(|to| Link::new(to).is_ok() && Url::parse(to).is_ok()) {
        Some(to) => Address::Completed {
            from: text.to_owned(),
            to,
        },
        None => Address::Unsafe(format!(
            "\"{text}\" is not a link: write an https:, http: or mailto: address"
        )),
    }
}

/// The address behind the first scheme if it has a scheme of its own: people paste addresses into
/// forms that begin with `https://` already.
fn scheme_before_another(text: &str) -> Option<&str> {
    let mut rest = text;
    while let Some(next) = ["https://", "http://"].iter().find_map(|scheme| {
        let next = rest.strip_prefix(scheme)?;
        next.starts_with("http").then_some(next)
    }) && next.contains("://")
        && next
            .split("://")
            .next()
            .is_some_and(|it| it == "http" || it == "https")
    {
        rest = next;
    }
    (rest.len() < text.len()).then_some(rest)
}

/// Endings of files that are no top-level domains which conferences use.
const FILES: [&str; 17] = [
    "pdf", "html", "htm", "php", "txt", "md", "odp", "odt", "ppt", "pptx", "doc", "docx", "png",
    "jpg", "jpeg", "svg", "gz",
];

/// Whether a text begins with the name of a host: `www.example.org`, `example.org:8080/x`.
fn is_host(text: &str) -> bool {
    let host = text.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) = host.split_once(':').unwrap_or((host, "80"));
    let labels: Vec<_> = host.split('.').collect();
    let is_label = |label: &&str| {
        !label.is_empty()
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
            && !label.starts_with('-')
    };
    let Some((top, others)) = labels.split_last() else {
        return false;
    };
    let is_file = host == text && others.len() == 1 && FILES.contains(&top.to_lowercase().as_str());
    let is_top =
        top.chars().count() >= 2 && top.chars().all(char::is_alphabetic) || top.starts_with("xn--");
    !others.is_empty()
        && labels.iter().all(is_label)
        && is_top
        && !is_file
        && !port.is_empty()
        && port.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_mailbox(text: &str) -> bool {
    let parts: Vec<_> = text.split('@').collect();
    match parts.as_slice() {
        [name, host] => {
            let is_name = |c: char| c.is_alphanumeric() || "._+-".contains(c);
            !name.is_empty() && name.chars().all(is_name) && !host.contains('/') && is_host(host)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_without_a_scheme_get_one() {
        for (text, to) in [
            ("www.example.org", "https://www.example.org"),
            ("example.org/x?y=1", "https://example.org/x?y=1"),
            ("//example.org", "https://example.org"),
            ("//example.org/x y.pdf", "https://example.org/x%20y.pdf"),
            ("example.org:8080/x", "https://example.org:8080/x"),
            ("https://https://example.org/x", "https://example.org/x"),
            ("https://http://example.org/x", "http://example.org/x"),
            ("münchen.example", "https://münchen.example"),
            ("ann@example.org", "mailto:ann@example.org"),
        ] {
            let from = text.to_owned();
            let to = to.to_owned();
            assert_eq!(
                address(text, None),
                Address::Completed { from, to },
                "{text}"
            );
        }
    }

    #[test]
    fn what_leads_nowhere_is_no_address() {
        for text in [
            "javascript:alert(1)",
            "JavaScript:alert.com",
            "data:text/html,x",
            "ftp://example.org",
            "slides.pdf",
            "TBD",
            "see the wiki",
            "https://example.org or https://example.com",
            "@ann",
            "1.5",
            "/slides.pdf",
            "//",
        ] {
            assert!(matches!(address(text, None), Address::Unsafe(_)), "{text}");
        }
        assert_eq!(address("  ", None), Address::None);
    }

    #[test]
    fn an_address_without_a_host_is_the_conferences() {
        let page = Url::parse("https://example.org/2030/").ok();
        for (text, to) in [
            ("/a.pdf", "https://example.org/a.pdf"),
            (
                "https://example.com/ä ö.pdf",
                "https://example.com/ä%20ö.pdf",
            ),
            (
                "https://archive.example/2020/https://example.org",
                "https://archive.example/2020/https://example.org",
            ),
            ("HTTPS://EXAMPLE.ORG/up", "HTTPS://EXAMPLE.ORG/up"),
        ] {
            assert_eq!(
                address(text, page.as_ref()),
                Address::Whole(to.into()),
                "{text}"
            );
        }
    }
}
