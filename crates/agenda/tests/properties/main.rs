//! What holds for the agenda whatever happened on whichever device, tried on many histories that
//! are made up.
//!
//! `.cargo/config.toml` fixes the seed, so that a run that fails fails again.

mod calendar;
mod choice;
mod conflicts;
mod events;
mod history;
mod hostile;
mod keeping;
mod merging;
mod overlaps;
mod programmes;
mod storing;
mod tabs;
mod twin;
