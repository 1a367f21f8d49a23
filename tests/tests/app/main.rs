//! The app in Chromium, Firefox and WebKit, against the site as users get it.

mod filters;
mod offline;
mod published;
mod seed;
