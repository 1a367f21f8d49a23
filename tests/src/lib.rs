//! The framework of the tests in `tests/app`, which use the app in real browsers.
//!
//! Each test has a server ([`server`]) with a site ([`site`]) and a browser ([`browser`]) of its
//! own, and reads the page by its contract ([`page`]): roles, names and data attributes, never
//! classes.

pub mod axe;
pub mod browser;
mod capabilities;
mod display;
mod driver;
pub mod engine;
pub mod page;
mod profile;
pub mod server;
pub mod site;
pub mod visit;
pub mod wait;

pub use browser::{Browser, Settings};
pub use engine::{Case, Engine};
pub use page::Page;
pub use server::{Held, Server};
pub use site::{Site, Version, command};
pub use visit::Visit;

/// Makes tests of the case function with the same name in the module above: one for each engine,
/// with the site at the root of its host or below a path.
///
/// Each run takes seconds of a processor, so a test names the engines in which it can find
/// something new:
///
/// ```ignore
/// // What our own code decides: counts, words, what a file holds.
/// browser_test!(a_search_finds_names in chromium);
/// // What engines do in ways of their own: layout, focus, scrolling, history, storage, workers, frames.
/// browser_test!(stars_come_and_go_in_every_tab in every_engine);
/// // What hangs on addresses is tried below a path, too, in Chromium.
/// browser_test!(a_link_leads_to_its_item in chromium and below_a_path);
/// browser_test!(one_visit_is_enough in every_engine and below_a_path);
/// // An engine that can't do something has a test that is reported as ignored, with the reason.
/// browser_test!(a_handout_is_printed in every_engine, webkit cannot "print");
/// ```
///
/// A test without a list runs in every engine and below a path.
#[macro_export]
macro_rules! browser_test {
    ($name:ident in chromium) => {
        $crate::browser_test!($name: chromium_at_the_root);
    };
    ($name:ident in chromium and below_a_path) => {
        $crate::browser_test!($name: chromium);
    };
    ($name:ident in every_engine $(, webkit cannot $why:literal)?) => {
        $crate::browser_test!($name: chromium_at_the_root, firefox, webkit $(cannot $why)?);
    };
    ($name:ident in every_engine and below_a_path) => {
        $crate::browser_test!($name);
    };
    ($name:ident) => {
        $crate::browser_test!($name: chromium, firefox, webkit);
    };
    ($name:ident at_the_root) => {
        $crate::browser_test!($name in every_engine);
    };
    ($name:ident: $($engine:ident $(cannot $why:literal)?),+ $(,)?) => {
        mod $name {
            $($crate::browser_test!(@engine $name $engine $($why)?);)+
        }
    };
    (@engine $name:ident chromium $($why:literal)?) => {
        $crate::browser_test!(@test $name chromium Chromium "/" $($why)?);
        $crate::browser_test!(@test $name chromium_below_a_path Chromium "/programme/" $($why)?);
    };
    (@engine $name:ident chromium_at_the_root) => {
        $crate::browser_test!(@test $name chromium Chromium "/");
    };
    (@engine $name:ident firefox $($why:literal)?) => {
        $crate::browser_test!(@test $name firefox Firefox "/" $($why)?);
    };
    (@engine $name:ident webkit $($why:literal)?) => {
        $crate::browser_test!(@test $name webkit WebKit "/" $($why)?);
    };
    (@test $name:ident $test:ident $engine:ident $base:literal $($why:literal)?) => {
        #[test]
        $(#[ignore = $why])?
        fn $test() -> anyhow::Result<()> {
            let case = $crate::Case { engine: $crate::Engine::$engine, base: $base };
            $crate::engine::run(|| super::$name(case))
        }
    };
}
