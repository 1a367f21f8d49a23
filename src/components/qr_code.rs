//! Addresses as codes that cameras read.

use leptos::prelude::*;
use qrcodegen::QrCodeEcc;

use crate::i18n::texts;

/// A QR code (ISO/IEC 18004) as a picture, with the four modules of light around it that scanners
/// want.
#[component]
pub fn QrCode(
    /// The address.
    address: String,
) -> impl IntoView {
    let Ok(code) = qrcodegen::QrCode::encode_text(&address, QrCodeEcc::Low) else {
        return view! { <p class="note">{texts().code_too_long()}</p> }.into_any();
    };
    let side = code.size() + 8;
    view! {
        <svg class="code" role="img" aria-label=texts().qr_code() viewBox=format!("0 0 {side} {side}")>
            <path d=dark_modules(&code)></path>
        </svg>
    }
    .into_any()
}

/// The dark modules, run by run.
fn dark_modules(code: &qrcodegen::QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size())
                .take_while(|&x| code.get_module(x, y))
                .count();
            // A code has at most 177 modules a side.
            let run = i32::try_from(run).unwrap_or_default();
            if run > 0 {
                path.push_str(&format!("M{} {}h{run}v1h-{run}z", x + 4, y + 4));
            }
            x += run + 1;
        }
    }
    path
}
