//! Programmes as people and other tools keep them, read into one that is checked.
//!
//! [`folder`] reads what is kept by hand and refuses what it can't show; [`import`] reads what other
//! tools export and puts right what it can. Both end in [`hallway_programme::check`], which says
//! what makes a programme hold together.

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
pub mod prose;
mod rooms;
mod schedule_json;
mod schedule_xml;
mod sessionize;
pub mod zone;

pub use finding::{Finding, Findings};
pub use format::Format;
