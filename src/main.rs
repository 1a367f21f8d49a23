//! Where the app starts in the browser.

fn main() {
    #[cfg(feature = "csr")]
    hallway_app::take_over::take_over();
}
