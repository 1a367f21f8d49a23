//! Offers to install the app, where the browser lets a page do so.

use leptos::prelude::*;

use crate::platform::install;
use crate::state::state;

/// A button, while the browser offers installation; nothing otherwise.
#[component]
pub fn InstallOffer() -> impl IntoView {
    let device = state().device;
    let offer = move || {
        device.with(|device| device.installable).then(|| {
            view! {
                <div class="install">
                    <p>"Put the programme on your home screen: it opens like an app, without a network too."</p>
                    <button type="button" class="button button-strong" on:click=|_| install::prompt()>
                        "Install"
                    </button>
                </div>
            }
        })
    };
    view! { {offer} }
}
