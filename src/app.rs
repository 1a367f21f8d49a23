//! The frame around every view: banner, navigation, the view, notices.

use leptos::prelude::*;

use crate::components::banner::Banner;
use crate::components::icons::Symbols;
use crate::components::navigation::Navigation;
use crate::components::notices::Notices;
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
        <Symbols/>
        <a class="skip" href="#content">"Skip to the content"</a>
        <Banner/>
        <Navigation view=view/>
        <main id="content" tabindex="-1">
            {move || page(view.get())}
        </main>
        <Notices/>
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
        <Symbols/>
        <a class="skip" href="#content">"Skip to the content"</a>
        <Banner/>
        <Navigation view=Memo::new(|_| View::Missing)/>
        <main id="content" tabindex="-1"></main>
    }
}

fn page(view: View) -> AnyView {
    match view {
        View::Programme => pages::programme::ProgrammePage().into_any(),
        View::Now => pages::now::NowPage().into_any(),
        View::Mine => pages::mine::MinePage().into_any(),
        View::About => pages::about::AboutPage().into_any(),
        View::WhatsNew => pages::whats_new::WhatsNewPage().into_any(),
        View::Track(id) => pages::track::track_page(&id),
        View::Item(id) => pages::item::item_page(&id),
        View::Person(id) => pages::person::person_page(&id),
        View::Missing => pages::missing::MissingPage().into_any(),
    }
}
