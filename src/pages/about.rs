//! About: the conference, where the programme comes from, and how the app treats its reader.

use hallway_programme::Source;
use leptos::prelude::*;

use crate::components::help::Keys;
use crate::components::install::InstallOffer;
use crate::components::outward_link::OutwardLink;
use crate::components::reactive::reactive;
use crate::components::rich_text::rich_text;
use crate::components::settings_form::SettingsForm;
use crate::components::unreadable::UnreadableSchedules;
use crate::i18n::{self, fill, texts};
use crate::route::View;
use crate::state::{Offline, State, state, without_app};

/// The view that says what this is.
#[component]
pub fn AboutPage() -> impl IntoView {
    let state = state();
    let without_app = without_app();
    let device = state.device;
    let offline = move || match device.with(|device| device.offline) {
        Offline::Ready => texts().offline_done(),
        Offline::Refused => texts().offline_no(),
        Offline::Coming => texts().offline_soon(),
    };
    view! {
        <div class="page">
            <h1 tabindex="-1" dir="auto">{texts().about()}</h1>
            {conference(&state)}
            <SettingsForm/>
            <section>
                <h2>{texts().updates()}</h2>
                <p>{texts().updates_how()}</p>
                <p><a class="button" href=state.href(View::WhatsNew)>{texts().whats_new()}</a></p>
            </section>
            <section>
                <h2>{texts().data()}</h2>
                <p>{texts().data_how()}</p>
                <UnreadableSchedules/>
            </section>
            <section>
                <h2>{texts().keys()}</h2>
                <Keys/>
            </section>
            {sources(&state.published.conference().sources)}
            <p><a class="button" href=state.base.join("licences.txt")>{texts().licences()}</a></p>
            // Last, since both change when the browser pleases, and must not move what one reads.
            <section>
                <h2>{texts().offline()}</h2>
                <p data-promise=move || without_app().then_some("")>{reactive(offline)}</p>
                <p class="note">{texts().offline_ios()}</p>
            </section>
            <InstallOffer/>
        </div>
    }
}

/// What the conference says of itself, and the ways to the views that the navigation does not name.
fn conference(state: &State) -> impl IntoView + use<> {
    let conference = state.published.conference();
    let link = conference.link.as_ref().map(|link| {
        let address = link.as_str().to_owned();
        view! { <p><OutwardLink href=link.as_str()>{address}</OutwardLink></p> }
    });
    view! {
        <section>
            <h2>{conference.title.clone()}</h2>
            <p>{i18n::conference_days(conference)}</p>
            <p>{fill(texts().all_times(), &[&conference.zone])}</p>
            {link}
            <div class="prose">{rich_text(&conference.description)}</div>
            <div class="actions">
                <a class="button" href=state.href(View::People)>{texts().people()}</a>
                <a class="button" href=state.href(View::Venue)>{texts().venue()}</a>
                <a class="button" href=state.href(View::Friends)>{texts().friends()}</a>
                <a class="button" href=state.href(View::Sync)>{texts().sync()}</a>
            </div>
        </section>
    }
}

fn sources(sources: &[Source]) -> Option<impl IntoView + use<>> {
    (!sources.is_empty()).then(|| {
        let sources: Vec<_> = sources.iter().map(source).collect();
        view! {
            <section>
                <h2>{texts().sources()}</h2>
                <ul class="sources">{sources}</ul>
            </section>
        }
    })
}

fn source(source: &Source) -> impl IntoView + use<> {
    let title = source.title.clone();
    let title = match &source.link {
        Some(link) => view! { <OutwardLink href=link.as_str()>{title}</OutwardLink> }.into_any(),
        None => title.into_any(),
    };
    let note = source.note.clone();
    let note = (!note.is_empty()).then(|| view! { <p>{note}</p> });
    view! { <li>{title} {note}</li> }
}
