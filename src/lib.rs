//! The app: pages and components over the programme and the agenda, and the thin edge to the
//! browser. The same components run in the browser (`csr`) and make the prerendered pages (`ssr`).

mod app;
mod components;
mod embedded;
pub mod live;
pub mod news;
pub mod page;
mod pages;
pub mod platform;
pub mod prerender;
pub mod programmes;
pub mod revalidation;
pub mod route;
mod state;
#[cfg(feature = "csr")]
pub mod take_over;
mod words;

pub use embedded::programme_json;
