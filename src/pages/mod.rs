//! The views, one a file.

pub mod about;
pub mod item;
pub mod mine;
pub mod missing;
pub mod now;
pub mod person;
pub mod programme;
pub mod track;
pub mod whats_new;
