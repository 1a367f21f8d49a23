//! The frame around every view: banner, navigation, the view, notices.

use leptos::prelude::*;

use crate::components::banner::banner;
use crate::components::help::help;
use crate::components::navigation::navigation;
use crate::components::notices::notices;
use crate::i18n::texts;
use crate::pages;
use crate::route::View;
use crate::state::State;

/// The whole page below `body`.
#[component]
pub fn App(
    /// What the components share.
    state: State,
) -> impl IntoView {
    let address = state.address;
    provide_context(state);
    // A memo, so that typing and filtering do not make the view anew.
    let view = Memo::new(move |_| address.with(|address| address.view.clone()));
    view! {
        <a class="skip" href="#content">{texts().skip()}</a>
        {banner()}
        {navigation(view)}
        <main id="content" tabindex="-1">
            {move || page(view.get())}
        </main>
        {notices()}
        {help()}
    }
}

/// The frame without a view: what stands on the screen offline until the app is there.
#[cfg(feature = "ssr")]
#[component]
pub fn Frame(
    /// What the components share.
    state: State,
) -> impl IntoView {
    provide_context(state);
    view! {
        <a class="skip" href="#content">{texts().skip()}</a>
        {banner()}
        {navigation(Memo::new(|_| View::Missing))}
        <main id="content" tabindex="-1"></main>
    }
}

fn page(view: View) -> AnyView {
    match view {
        View::Programme => pages::programme::programme_page(),
        View::Now => pages::now::now_page(),
        View::Mine => pages::mine::mine_page(),
        View::About => pages::about::about_page(),
        View::WhatsNew => pages::whats_new::whats_new_page(),
        View::People => pages::people::people_page(),
        View::Venue => pages::venue::venue_page(),
        View::Friends => pages::friends::friends_page(),
        View::Shared(fragment) => pages::shared::shared_page(&fragment),
        View::Sync => pages::sync::sync_page(),
        View::Track(id) => pages::track::track_page(&id),
        View::Item(id) => pages::item::item_page(&id),
        View::Person(id) => pages::person::person_page(&id),
        View::Missing => pages::missing::missing_page(),
    }
}
