//! Links out of a programme: only schemes that are safe to follow.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The address of a page or a mailbox outside the programme: `https:`, `http:` or `mailto:`.
///
/// Anything else (`javascript:`, `data:`, relative addresses) is refused, so a programme's links
/// can be rendered without another check.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Link(Box<str>);

/// Why a text is not a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidLink(String);

impl fmt::Display for InvalidLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "\"{}\" is not a link: write an https:, http: or mailto: address",
            self.0
        )
    }
}

impl std::error::Error for InvalidLink {}

impl Link {
    /// Makes a link from a text.
    ///
    /// # Errors
    /// [`InvalidLink`] if the scheme is another one, if nothing follows the scheme, or if the text
    /// holds white space or control characters.
    pub fn new(text: &str) -> Result<Self, InvalidLink> {
        let safe = ["https://", "http://", "mailto:"].iter().any(|scheme| {
            text.get(..scheme.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
                && text.len() > scheme.len()
        });
        let clean = !text.chars().any(|c| c.is_whitespace() || c.is_control());
        if safe && clean {
            Ok(Self(text.into()))
        } else {
            Err(InvalidLink(text.into()))
        }
    }

    /// The address, as it goes into an `href`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Link {
    type Error = InvalidLink;

    fn try_from(text: String) -> Result<Self, InvalidLink> {
        Self::new(&text)
    }
}

impl From<Link> for String {
    fn from(link: Link) -> String {
        link.0.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_safe_schemes_are_links() {
        assert!(Link::new("https://lpc.events/").is_ok());
        assert!(Link::new("mailto:joro@8bytes.org").is_ok());
        for refused in [
            "javascript:alert(1)",
            "JaVaScRiPt:x",
            "data:text/html,x",
            "/item/x",
            "https://",
            "https://a b",
            "",
        ] {
            assert!(Link::new(refused).is_err(), "{refused:?}");
        }
    }
}
