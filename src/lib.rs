//! The app: pages and components over the programme and the agenda, and the thin edge to the
//! browser. The same components run in the browser (`csr`) and make the prerendered pages (`ssr`).
//!
//! A module is public if other crates use it, or if what is in it is used by the take-over alone: that
//! is no part of `ssr`, where all of it would pass for dead code.

mod app;
#[cfg(feature = "csr")]
pub mod bootstrap;
mod components;
mod embedded;
pub mod friends;
pub mod head;
mod hint;
mod i18n;
pub mod live;
mod news;
mod next_visit;
mod notice;
mod pages;
pub mod platform;
pub mod prerender;
pub mod programmes;
pub mod reminders;
pub mod removed;
mod revalidation;
pub mod route;
mod rows;
#[cfg(test)]
mod scripts;
pub mod settings;
mod state;
pub mod sync;
mod virtual_list;

pub use components::track_hue::HUES;
