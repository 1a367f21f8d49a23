//! About: the conference, where the programme comes from, and how the app treats its reader.

use hallway_programme::Source;
use leptos::prelude::*;

use crate::components::install::InstallOffer;
use crate::components::rich_text::rich_text;
use crate::route::View;
use crate::state::state;
use crate::words;

/// The view that says what this is.
#[component]
pub fn AboutPage() -> impl IntoView {
    let state = state();
    let conference = state.programme.conference();
    let device = state.device;
    let offline = move || {
        if device.with(|device| device.offline_ready) {
            "Everything is on this device: the programme, the search and your schedule work without a network."
        } else {
            "Once the page has loaded completely, the whole programme is kept on this device and works without a network."
        }
    };
    let link = conference.link.as_ref().map(|link| {
        let (href, text) = (link.as_str().to_owned(), link.as_str().to_owned());
        view! { <p><a href=href rel="noopener">{text}</a></p> }
    });
    view! {
        <div class="page">
            <h1 tabindex="-1">"About"</h1>
            <section>
                <h2>{conference.title.clone()}</h2>
                <p>{words::conference_days(conference)}</p>
                <p>{format!("All times are {} time.", conference.zone)}</p>
                {link}
                <div class="prose">{rich_text(&conference.description)}</div>
            </section>
            <section>
                <h2>"Changes"</h2>
                <p>"While the page is open, it looks for a newer programme every few minutes, and tells what changed in your schedule."</p>
                <p><a href=state.href(View::WhatsNew)>"What’s new"</a></p>
            </section>
            <section>
                <h2>"Without a network"</h2>
                <p>{offline}</p>
                <p class="note">
                    "On an iPhone or iPad: Share, then Add to Home Screen. Safari clears what web sites keep after seven days without a visit; installed apps are spared."
                </p>
            </section>
            <section>
                <h2>"Your data"</h2>
                <p>"Your schedule stays in this browser. Nothing is sent anywhere, and no other site is contacted."</p>
            </section>
            <Sources sources=&conference.sources/>
            // Last, since it comes when the browser pleases, and must not move what one reads.
            <InstallOffer/>
        </div>
    }
}

#[component]
fn Sources<'a>(sources: &'a [Source]) -> impl IntoView + use<> {
    let sources: Vec<_> = sources.iter().map(source).collect();
    (!sources.is_empty()).then(|| {
        view! { <section><h2>"Sources"</h2><ul class="sources">{sources}</ul></section> }
    })
}

fn source(source: &Source) -> impl IntoView + use<> {
    let title = source.title.clone();
    let title = match &source.link {
        Some(link) => {
            view! { <a href=link.as_str().to_owned() rel="noopener">{title}</a> }.into_any()
        }
        None => title.into_any(),
    };
    let note = (!source.note.is_empty()).then(|| view! { <p>{source.note.clone()}</p> });
    view! { <li>{title}{note}</li> }
}
