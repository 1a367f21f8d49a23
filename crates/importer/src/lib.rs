//! Programmes as people and other tools keep them, read into one that is checked.
//!
//! Reading and resolving times is here; what makes a programme hold together is
//! [`hallway_programme::check`]'s.

mod finding;
pub mod folder;
pub mod markdown;
mod nearest;
pub mod zone;

pub use finding::{Finding, Findings};
