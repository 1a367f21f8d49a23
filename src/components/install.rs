//! Offers to install the app, where the browser lets a page do so.

use leptos::prelude::*;

use crate::components::reactive::reactive;
use crate::i18n::texts;
use crate::platform::install;
use crate::state::state;

/// A button, while the browser offers installation; nothing otherwise.
#[component]
pub fn InstallOffer() -> impl IntoView {
    let device = state().device;
    reactive(move || {
        device.with(|device| device.installable).then(|| {
            view! {
                <div class="install">
                    <p>{texts().install_why()}</p>
                    <button
                        type="button"
                        class="button button-strong"
                        on:click=|_| install::prompt()
                    >
                        {texts().install()}
                    </button>
                </div>
            }
        })
    })
}
