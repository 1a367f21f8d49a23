//! Properties of every programme and every query, tested on many made-up ones.
//!
//! `.cargo/config.toml` fixes the seed, so that a run that fails fails again.

mod arbitrary;
mod changes;
mod check;
mod clocks;
mod draft;
mod every_minute;
mod filter;
mod instant;
mod json;
mod now;
mod query;
mod revision;
mod search;
mod slug;
mod timeline;
mod timetable;
