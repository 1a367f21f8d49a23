//! About: the conference, where the programme comes from, and how the app treats its reader.

use hallway_programme::Source;
use leptos::prelude::*;

use crate::components::element::{
    all, element, heading, if_any, inward, live, outward, section, tag, text, without_app, words_in,
};
use crate::components::help::keys;
use crate::components::install::install_offer;
use crate::components::rich_text::rich_text;
use crate::components::settings_form::settings_form;
use crate::components::unreadable::unreadable;
use crate::i18n::{self, fill, texts};
use crate::route::View;
use crate::state::{Offline, state};

/// The view that says what this is.
#[must_use]
pub fn about_page() -> AnyView {
    let state = state();
    let conference = state.published.conference();
    let device = state.device;
    let offline = move || match device.with(|device| device.offline) {
        Offline::Ready => texts().offline_done(),
        Offline::Refused => texts().offline_no(),
        Offline::Coming => texts().offline_soon(),
    };
    let mut about = vec![
        words_in("p", "", i18n::conference_days(conference)),
        words_in("p", "", fill(texts().all_times(), &[&conference.zone])),
    ];
    if let Some(link) = &conference.link {
        let address = text(link.as_str().to_owned());
        about.push(element("p", "", outward(link.as_str(), address)));
    }
    about.push(element("div", "prose", rich_text(&conference.description)));
    let ways = [
        (View::People, texts().people()),
        (View::Venue, texts().venue()),
        (View::Friends, texts().friends()),
        (View::Sync, texts().sync()),
    ];
    let ways = ways.map(|(view, name)| inward("button", state.href(view), name));
    about.push(element("div", "actions", all(ways.into())));
    let whats_new = inward("button", state.href(View::WhatsNew), texts().whats_new());
    let updates = vec![
        words_in("p", "", texts().updates_how()),
        element("p", "", whats_new),
    ];
    let offline = vec![
        tag("p")
            .live("data-promise", without_app())
            .with(live(move || Some(text(offline().into()))))
            .view(),
        words_in("p", "note", texts().offline_ios()),
    ];
    let licences = inward(
        "button",
        state.base.join("licences.txt"),
        texts().licences(),
    );
    tag("div")
        .class("page")
        .with(heading(texts().about()))
        .with(section(&conference.title, about))
        .with(settings_form())
        .with(section(texts().updates(), updates))
        .with(section(
            texts().data(),
            vec![words_in("p", "", texts().data_how()), unreadable()],
        ))
        .with(section(texts().keys(), vec![keys()]))
        .maybe(sources(&conference.sources))
        .with(element("p", "", licences))
        // Last, since both change when the browser pleases, and must not move what one reads.
        .with(section(texts().offline(), offline))
        .with(install_offer())
        .view()
}

fn sources(sources: &[Source]) -> Option<AnyView> {
    let sources: Vec<_> = sources.iter().map(source).collect();
    (!sources.is_empty()).then(|| {
        section(
            texts().sources(),
            vec![element("ul", "sources", all(sources))],
        )
    })
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
