//! Addresses: which view with which query stands at which path below the base path.
//!
//! The address is the only home of what is shown, so that back, reload, bookmark and share work.

use std::fmt;
use std::sync::Arc;

use form_urlencoded::Serializer;
use hallway_programme::query::{Choice, Facet, Query};
use hallway_programme::{ItemId, PersonId, Programme, RoomId, TrackId};

/// The path below which a site lives; starts and ends with `/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BasePath(Arc<str>);

/// Why a text is not a base path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidBasePath(String);

impl fmt::Display for InvalidBasePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "\"{}\" is not a base path: write it as /programme/, of letters, digits, \"-\", \"_\", \".\" and \"~\"",
            self.0
        )
    }
}

impl std::error::Error for InvalidBasePath {}

impl BasePath {
    /// The base path that `text` spells; slashes at its ends may be left out.
    ///
    /// # Errors
    /// [`InvalidBasePath`] if a segment is empty, `.` or `..`, or holds anything that would need
    /// escaping in an address.
    pub fn new(text: &str) -> Result<Self, InvalidBasePath> {
        let inner = text.trim_matches('/');
        if inner.is_empty() {
            return Ok(Self("/".into()));
        }
        let segment_ok = |segment: &str| {
            !matches!(segment, "" | "." | "..")
                && segment
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"-_.~".contains(&b))
        };
        if inner.split('/').all(segment_ok) {
            Ok(Self(format!("/{inner}/").into()))
        } else {
            Err(InvalidBasePath(text.into()))
        }
    }

    /// The path, with its slashes.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address of a file or view below the base path.
    #[must_use]
    pub fn join(&self, below: &str) -> String {
        format!("{}{below}", self.0)
    }
}

/// What is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum View {
    /// The whole programme, filtered and searched.
    Programme,
    /// What is on and what is next.
    Now,
    /// The attendee's agenda: "My schedule".
    Mine,
    /// More: other views, settings, the device, the conference. Its address is older than its name.
    About,
    /// What changed in the programme.
    WhatsNew,
    /// All people, by letter.
    People,
    /// All rooms.
    Venue,
    /// Friends' schedules beside one's own.
    Friends,
    /// A schedule that somebody shared: the fragment of the address, which no server ever sees.
    Shared(String),
    /// Sync. The secret of an invitation is no part of it, so no address that the app writes holds one.
    Sync,
    /// One track.
    Track(TrackId),
    /// One item.
    Item(ItemId),
    /// One person.
    Person(PersonId),
    /// One room.
    Room(RoomId),
    /// An address that names nothing.
    Missing,
}

impl View {
    /// The view's path below the base path; empty for the programme.
    #[must_use]
    pub fn path(&self) -> String {
        match self {
            View::Programme => String::new(),
            View::Now => "now".into(),
            View::Mine => "mine".into(),
            View::About => "about".into(),
            View::WhatsNew => "whats-new".into(),
            View::People => "people".into(),
            View::Venue => "venue".into(),
            View::Friends => "friends".into(),
            View::Shared(fragment) if fragment.is_empty() => "shared".into(),
            View::Shared(fragment) => format!("shared#{fragment}"),
            View::Sync => "sync".into(),
            View::Track(id) => format!("track/{id}"),
            View::Item(id) => format!("item/{id}"),
            View::Person(id) => format!("person/{id}"),
            View::Room(id) => format!("room/{id}"),
            View::Missing => "404".into(),
        }
    }

    fn parse(path: &str) -> Self {
        let path = path.strip_suffix("index.html").unwrap_or(path);
        let segments: Vec<&str> = path
            .split('/')
            .filter(|segment| !segment.is_empty())
            .collect();
        let view = match segments.as_slice() {
            [] => Some(View::Programme),
            ["now"] => Some(View::Now),
            ["mine"] => Some(View::Mine),
            ["about"] => Some(View::About),
            ["whats-new"] => Some(View::WhatsNew),
            ["people"] => Some(View::People),
            ["venue"] => Some(View::Venue),
            ["friends"] => Some(View::Friends),
            ["shared"] => Some(View::Shared(String::new())),
            ["sync"] => Some(View::Sync),
            ["track", id] => TrackId::new(id).ok().map(View::Track),
            ["item", id] => ItemId::new(id).ok().map(View::Item),
            ["person", id] => PersonId::new(id).ok().map(View::Person),
            ["room", id] => RoomId::new(id).ok().map(View::Room),
            _ => None,
        };
        view.unwrap_or(View::Missing)
    }

    /// Every view that a programme has: the pages of its site.
    #[must_use]
    pub fn all(programme: &Programme) -> Vec<View> {
        let mut views = vec![
            View::Programme,
            View::Now,
            View::Mine,
            View::About,
            View::WhatsNew,
            View::People,
            View::Venue,
            View::Friends,
            View::Shared(String::new()),
            View::Sync,
        ];
        views.extend(
            programme
                .tracks()
                .iter()
                .map(|track| View::Track(track.id.clone())),
        );
        views.extend(
            programme
                .items()
                .iter()
                .map(|item| View::Item(item.id.clone())),
        );
        views.extend(
            programme
                .people()
                .iter()
                .map(|person| View::Person(person.id.clone())),
        );
        views.extend(
            programme
                .rooms()
                .iter()
                .map(|room| View::Room(room.id.clone())),
        );
        views
    }
}

/// A view and the query in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// What is shown.
    pub view: View,
    /// What is asked of the programme or of My schedule; other views ask nothing.
    pub query: Query,
}

impl From<View> for Address {
    fn from(view: View) -> Self {
        Self {
            view,
            query: Query::default(),
        }
    }
}

impl From<Query> for Address {
    fn from(query: Query) -> Self {
        Self {
            view: View::Programme,
            query,
        }
    }
}

impl Address {
    /// The address that a path and a query string (with or without `?`) name below a base path;
    /// none if the path is outside it.
    #[must_use]
    pub fn parse(base: &BasePath, path: &str, search: &str) -> Option<Self> {
        // The base path itself, without its last slash, is the programme too.
        let below = if format!("{path}/") == base.as_str() {
            ""
        } else {
            path.strip_prefix(base.as_str())?
        };
        Some(Self {
            view: View::parse(below),
            query: parse_query(search),
        })
    }

    /// The address as it goes into an `href`.
    #[must_use]
    pub fn href(&self, base: &BasePath) -> String {
        let path = base.join(&self.view.path());
        let query = query_string(&self.query);
        if query.is_empty() {
            path
        } else {
            format!("{path}?{query}")
        }
    }
}

fn parse_query(search: &str) -> Query {
    let mut query = Query::default();
    let search = search.strip_prefix('?').unwrap_or(search);
    for (key, value) in form_urlencoded::parse(search.as_bytes()) {
        if key == "q" {
            query.text = value.into_owned();
        } else if let Some(facet) = Facet::from_key(&key) {
            query.choices.extend(Choice::parse(facet, &value));
        }
    }
    query
}

fn query_string(query: &Query) -> String {
    let mut string = Serializer::new(String::new());
    if !query.text.is_empty() {
        string.append_pair("q", &query.text);
    }
    for choice in query.choices.iter() {
        string.append_pair(choice.facet().key(), &choice.value());
    }
    string.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base() -> BasePath {
        BasePath::new("/programme/").unwrap()
    }

    #[test]
    fn an_address_is_read_as_it_was_written() {
        let mut query = Query {
            text: "Stéphane & co".into(),
            ..Query::default()
        };
        for (facet, value) in [
            (Facet::Track, "scheduler"),
            (Facet::Track, "bpf"),
            (Facet::Day, "2021-09-20"),
        ] {
            query.choices.extend(Choice::parse(facet, value));
        }
        let views = [
            View::Programme,
            View::Now,
            View::Mine,
            View::Item(ItemId::new("x-1").unwrap()),
            View::Room(RoomId::new("main-hall").unwrap()),
        ]
        .map(Address::from);
        for address in views.into_iter().chain([Address::from(query)]) {
            let href = address.href(&base());
            let (path, search) = href.split_once('?').unwrap_or((&href, ""));
            assert_eq!(
                Address::parse(&base(), path, search),
                Some(address),
                "{href}"
            );
        }
    }

    #[test]
    fn hosts_may_add_a_slash_or_a_file_name() {
        for path in [
            "/programme/mine",
            "/programme/mine/",
            "/programme/mine/index.html",
        ] {
            assert_eq!(Address::parse(&base(), path, "").unwrap().view, View::Mine);
        }
        assert_eq!(
            Address::parse(&base(), "/programme", "").unwrap().view,
            View::Programme
        );
    }

    #[test]
    fn what_names_nothing_is_missing_and_what_is_elsewhere_is_not_ours() {
        assert_eq!(
            Address::parse(&base(), "/programme/item/a b", "")
                .unwrap()
                .view,
            View::Missing
        );
        assert_eq!(Address::parse(&base(), "/elsewhere", ""), None);
        assert_eq!(Address::parse(&base(), "/programmes/", ""), None);
    }

    #[test]
    fn a_base_path_needs_no_escaping() {
        assert_eq!(BasePath::new("a/b").unwrap().as_str(), "/a/b/");
        for refused in ["/a//b/", "/a b/", "/../", "/\"/", "/é/"] {
            assert!(BasePath::new(refused).is_err(), "{refused}");
        }
    }
}
