//! The frame around every view: banner, navigation, the view, notices.

use leptos::prelude::*;

use crate::components::bar::Bar;
use crate::components::help::Help;
use crate::components::navigation::Navigation;
use crate::components::notices::Notices;
use crate::i18n::texts;
use crate::pages::friends::FriendsPage;
use crate::pages::item::ItemPage;
use crate::pages::mine::MinePage;
use crate::pages::missing::MissingPage;
use crate::pages::more::MorePage;
use crate::pages::now::NowPage;
use crate::pages::people::PeoplePage;
use crate::pages::person::PersonPage;
use crate::pages::programme::ProgrammePage;
use crate::pages::room::RoomPage;
use crate::pages::shared::SharedPage;
use crate::pages::sync::SyncPage;
use crate::pages::track::TrackPage;
use crate::pages::venue::VenuePage;
use crate::pages::whats_new::WhatsNewPage;
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
        <Bar shown=view/>
        <Navigation shown=view/>
        <main id="content" tabindex="-1">
            {move || page(view.get())}
        </main>
        <Notices/>
        <Help/>
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
    let view = Memo::new(|_| View::Missing);
    view! {
        <a class="skip" href="#content">{texts().skip()}</a>
        <Bar shown=view/>
        <Navigation shown=view/>
        <main id="content" tabindex="-1"></main>
    }
}

fn page(view: View) -> AnyView {
    match view {
        View::Programme => view! { <ProgrammePage/> }.into_any(),
        View::Now => view! { <NowPage/> }.into_any(),
        View::Mine => view! { <MinePage/> }.into_any(),
        View::About => view! { <MorePage/> }.into_any(),
        View::WhatsNew => view! { <WhatsNewPage/> }.into_any(),
        View::People => view! { <PeoplePage/> }.into_any(),
        View::Venue => view! { <VenuePage/> }.into_any(),
        View::Friends => view! { <FriendsPage/> }.into_any(),
        View::Shared(fragment) => view! { <SharedPage fragment/> }.into_any(),
        View::Sync => view! { <SyncPage/> }.into_any(),
        View::Track(track) => view! { <TrackPage track/> }.into_any(),
        View::Item(item) => view! { <ItemPage item/> }.into_any(),
        View::Person(person) => view! { <PersonPage person/> }.into_any(),
        View::Room(room) => view! { <RoomPage room/> }.into_any(),
        View::Missing => view! { <MissingPage/> }.into_any(),
    }
}
