//! About: the conference, where the programme comes from, and how the app treats its reader.

use hallway_programme::Source;
use leptos::prelude::*;

use crate::components::element::{all, element, if_any, inward, outward, section, words_in};
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
    let mut about = vec![
        words_in("p", "", words::conference_days(conference)),
        words_in("p", "", format!("All times are {} time.", conference.zone)),
    ];
    if let Some(link) = &conference.link {
        let text = link.as_str().to_owned().into_any();
        about.push(element("p", "", outward(link.as_str(), text)));
    }
    about.push(element("div", "prose", rich_text(&conference.description)));
    let whats_new = inward("button", state.href(View::WhatsNew), "What’s new");
    view! {
        <div class="page">
            <h1 tabindex="-1">"About"</h1>
            {section(&conference.title, about)}
            {section("Changes", vec![
                words_in("p", "", "A newer programme is looked for every few minutes, and what changed in your schedule is told."),
                element("p", "", whats_new),
            ])}
            {section("Without a network", vec![
                element("p", "", offline.into_any()),
                words_in("p", "note", "On an iPhone or iPad: Share, then Add to Home Screen. Safari clears what web sites keep after seven days without a visit; installed apps are spared."),
            ])}
            {section("Your data", vec![
                words_in("p", "", "Your schedule stays in this browser. Nothing is sent anywhere, and no other site is contacted."),
            ])}
            {sources(&conference.sources)}
            // Last, since it comes when the browser pleases, and must not move what one reads.
            <InstallOffer/>
        </div>
    }
}

fn sources(sources: &[Source]) -> Option<AnyView> {
    let sources: Vec<_> = sources.iter().map(source).collect();
    (!sources.is_empty()).then(|| section("Sources", vec![element("ul", "sources", all(sources))]))
}

fn source(source: &Source) -> AnyView {
    let title = source.title.clone().into_any();
    let title = match &source.link {
        Some(link) => outward(link.as_str(), title),
        None => title,
    };
    let mut views = vec![title];
    views.extend(if_any("p", "", &source.note));
    element("li", "", all(views))
}
