//! The app in Chromium, Firefox and WebKit, against the site as users get it.

mod accessibility;
mod contract;
mod filters;
mod keyboard;
mod layout;
mod live;
mod mine;
mod offline;
mod origins;
mod published;
mod seed;
mod storage;
mod take_over;
mod updates;
mod views;
mod without_script;
