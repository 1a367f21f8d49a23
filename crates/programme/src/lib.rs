//! The domain: what a conference publishes, checked, filtered, searched and laid out in time.
//!
//! This crate is pure: it uses no clock, browser, disk or time-zone database. Other crates do what
//! needs one of these, such as reading files and applying the rules of time zones.
//!
//! ```
//! use hallway_programme::{Programme, filter::Facets, query::Query, search::SearchIndex};
//! use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
//!
//! fn bare_letters(text: &str) -> String {
//!     let lower = text.nfd().flat_map(char::to_lowercase);
//!     lower.filter(|c| !is_combining_mark(*c)).collect()
//! }
//!
//! let json = include_str!("../examples/tiny.json");
//! let programme = Programme::from_json(json)?;
//! let index = SearchIndex::new(&programme, bare_letters);
//! let selection = Facets::of(&programme).select(&index.find("cafe"), &Query::default());
//! assert_eq!(programme.items()[selection.items[0]].title, "Café opening");
//! # Ok::<(), hallway_programme::ReadError>(())
//! ```

pub mod changes;
pub mod check;
mod clocks;
mod day;
mod de;
pub mod draft;
pub mod filter;
pub mod id;
pub mod instant;
mod keywords;
pub mod landing;
pub mod letters;
pub mod limits;
pub mod link;
mod model;
pub mod now;
pub mod object;
pub mod opening;
pub mod query;
mod read;
pub mod revision;
pub mod search;
pub mod slug;
pub mod text;
pub mod timeline;
pub mod timetable;
mod venue;

pub use day::Day;
pub use draft::Draft;
pub use id::{ItemId, PersonId, RoomId, TopicId, TrackId};
pub use instant::{Instant, Moment};
pub use link::Link;
pub use model::{
    Call, Conference, End, Item, Kind, Material, MaterialKind, Person, Programme, Room, Slot,
    Source, Status, Topic, Track,
};
pub use read::ReadError;
pub use venue::{FloorPlan, Location};
