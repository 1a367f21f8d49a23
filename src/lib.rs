//! The app: pages and components over the programme and the agenda, and the thin edge to the
//! browser. The same components run in the browser (`csr`) and make the prerendered pages (`ssr`).

mod app;
mod carried;
mod components;
mod folding;
pub mod friends;
pub mod head;
pub mod hint;
pub mod live;
pub mod news;
pub mod next_visit;
pub mod notice;
mod pages;
pub mod platform;
pub mod prerender;
pub mod programmes;
pub mod reminders;
pub mod revalidation;
pub mod route;
mod rows;
#[cfg(test)]
mod scripts;
pub mod settings;
mod state;
pub mod sync;
#[cfg(feature = "csr")]
pub mod take_over;
mod words;

pub use components::track_hue::HUES;
