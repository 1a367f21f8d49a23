//! Writes the sitemap (<https://www.sitemaps.org/protocol.html>).

use std::fmt::Write;

use html_escape::encode_text as text;

/// The sitemap, or the index if there are several.
pub(crate) const FILE: &str = "sitemap.xml";

/// The most addresses in a sitemap, by the protocol.
const LARGEST: usize = 50_000;

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// The sitemap's files with their paths.
pub(crate) fn sitemap(site: &str, addresses: &[String]) -> Vec<(String, String)> {
    if addresses.len() <= LARGEST {
        return vec![(FILE.into(), list("urlset", "url", addresses))];
    }
    let parts = addresses.chunks(LARGEST).enumerate();
    let mut files: Vec<_> = parts
        .map(|(at, part)| {
            (
                format!("sitemap-{}.xml", at + 1),
                list("urlset", "url", part),
            )
        })
        .collect();
    let lists: Vec<String> = files
        .iter()
        .map(|(path, _)| format!("{site}{path}"))
        .collect();
    files.push((FILE.into(), list("sitemapindex", "sitemap", &lists)));
    files
}

fn list(of: &str, entry: &str, addresses: &[String]) -> String {
    let mut list =
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{of} xmlns=\"{NAMESPACE}\">\n");
    for address in addresses {
        writeln!(list, "<{entry}><loc>{}</loc></{entry}>", text(address))
            .expect("writing into a text does not fail");
    }
    list + "</" + of + ">\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_addresses_than_a_list_may_hold_become_several() {
        let addresses: Vec<String> = (0..=LARGEST)
            .map(|at| format!("https://example.org/{at}"))
            .collect();
        let files = sitemap("https://example.org/", &addresses);
        let listed = |at: usize| {
            roxmltree::Document::parse(&files[at].1)
                .unwrap()
                .root_element()
                .children()
                .filter(|node| node.is_element())
                .count()
        };
        assert_eq!(files.len(), 3);
        assert_eq!([listed(0), listed(1), listed(2)], [LARGEST, 1, 2]);
        assert!(
            files[2]
                .1
                .contains("<loc>https://example.org/sitemap-2.xml</loc>")
        );
        assert_eq!(sitemap("https://example.org/", &addresses[1..]).len(), 1);
    }
}
