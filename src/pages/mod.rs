//! The views, one a file.

pub mod friends;
pub mod item;
pub mod mine;
pub mod missing;
pub mod more;
pub mod now;
pub mod people;
pub mod person;
pub mod programme;
pub mod room;
pub mod shared;
pub mod sync;
pub mod track;
pub mod venue;
pub mod whats_new;
