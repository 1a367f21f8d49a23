//! Reads programmes from folders kept by hand and from the exports of other tools.
//!
//! [`folder`] reads a folder that its author keeps by hand, and refuses what Hallway can't show.
//! [`import`] reads what other tools export, and corrects what it can. Both end with
//! [`hallway_programme::check`], which defines what a valid programme is.

mod finding;
pub mod folder;
mod foreign;
pub mod format;
mod icalendar;
pub mod import;
mod indico;
pub mod input;
mod json;
mod konopas;
pub mod markdown;
mod nearest;
mod producer;
pub mod prose;
mod rooms;
mod schedule_json;
mod schedule_rooms;
mod schedule_times;
mod schedule_xml;
mod sessionize;
mod written;
pub mod zone;

pub use finding::{Finding, Findings};
pub use format::Format;
