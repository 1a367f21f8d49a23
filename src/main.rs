//! Where the app starts in the browser.

/// A third of the size of the allocator that the standard library brings.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

fn main() {
    #[cfg(feature = "csr")]
    hallway_app::bootstrap::bootstrap();
}
