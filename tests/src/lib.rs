//! The app in real browsers: what the tests in `tests/app` stand on.
//!
//! Each test gets a server of its own ([`server`]) with a site ([`site`]) and a browser of its own
//! ([`browser`]), and reads the page by its contract ([`page`]): roles, names and data attributes,
//! never classes.

pub mod axe;
pub mod browser;
mod capabilities;
mod display;
mod driver;
pub mod engine;
pub mod page;
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

/// Makes a test of the case function of the same name in the module above, once per engine, and for
/// Chromium also below a base path, unless nothing in it hangs on addresses. An engine that can't show
/// something is named with the reason, and its test is reported as ignored with it:
///
/// ```ignore
/// browser_test!(stars_stay);
/// browser_test!(the_clock_ticks at_the_root);
/// browser_test!(no_shift: chromium, firefox, webkit cannot "observe shifts");
/// ```
#[macro_export]
macro_rules! browser_test {
    ($name:ident) => {
        $crate::browser_test!($name: chromium, firefox, webkit);
    };
    ($name:ident at_the_root) => {
        $crate::browser_test!($name: chromium_at_the_root, firefox, webkit);
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
            $crate::engine::run(super::$name(case))
        }
    };
}
