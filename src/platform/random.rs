//! Random numbers: they tell this browser's changes from those of other devices, and keep devices from
//! asking all at once.

use super::window;

/// Sixty-four random bits.
#[must_use]
pub fn bits() -> u64 {
    let mut bytes = [0; 8];
    let filled = window()
        .crypto()
        .and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes));
    if filled.is_err() {
        // Only very old engines come here; two devices being alike costs no star, only the order
        // of changes made in the same millisecond.
        return (js_sys::Math::random() * 9_007_199_254_740_992.0) as u64;
    }
    u64::from_le_bytes(bytes)
}
