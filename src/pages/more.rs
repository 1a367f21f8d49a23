//! More: the views that the navigation does not name, settings, this device, and what the app is.

use hallway_programme::Source;
use leptos::prelude::*;

use crate::components::calendar_file::save_my_calendar;
use crate::components::help::Keys;
use crate::components::install::InstallOffer;
use crate::components::list_row::{ButtonRow, FoldedRow, LinkRow, RowWords, tracks_href};
use crate::components::outward_link::OutwardLink;
use crate::components::reactive::reactive;
use crate::components::rich_text::rich_text;
use crate::components::settings_form::SettingsForm;
use crate::components::share::share_address;
use crate::components::unreadable::UnreadableSchedules;
use crate::i18n::{self, fill, texts};
use crate::notice::name_of;
use crate::platform::sharing;
use crate::route::View;
use crate::state::{Offline, State, state, without_app};

/// The view that leads to everything else.
///
/// What only the app knows stands at the end of a row or in what a row unfolds, so that nothing moves when
/// it comes.
#[component]
pub fn MorePage() -> impl IntoView {
    let state = state();
    view! {
        <div class="page more-page">
            <h1 tabindex="-1" dir="auto">{texts().more_view()}</h1>
            {explore(&state)}
            <SettingsForm/>
            {device(&state)}
            // It comes with the app, and only where something is wrong. At the end of the page, the notice
            // that says so would cover it.
            <UnreadableSchedules/>
            {share(&state)}
            {help(&state)}
        </div>
    }
}

/// The views that the navigation does not name.
fn explore(state: &State) -> impl IntoView + use<> {
    let (news, friends) = (state.news, state.friends);
    let programme = &state.programme;
    let changes = move || match news.with(Vec::len) {
        0 => String::new(),
        number => number.to_string(),
    };
    let names = move || {
        friends.with(|friends| {
            let names: Vec<&str> = friends.iter().map(name_of).collect();
            names.join(", ")
        })
    };
    let count = |number: usize| match number {
        0 => String::new(),
        number => number.to_string(),
    };
    let whats_new = RowWords::new("spark", texts().whats_new())
        .small(texts().updates_how())
        .value(changes);
    let people = RowWords::new("people", texts().people()).small(count(programme.people().len()));
    let venue = RowWords::new("door", texts().venue()).small(count(programme.rooms().len()));
    let tracks = RowWords::new("tag", texts().tracks()).small(count(programme.tracks().len()));
    let friends = RowWords::new("people", texts().friends()).value(names);
    view! {
        <section>
            <h2>{texts().explore()}</h2>
            <LinkRow words=whats_new href=state.href(View::WhatsNew)/>
            <LinkRow words=people href=state.href(View::People)/>
            <LinkRow words=venue href=state.href(View::Venue)/>
            <LinkRow words=tracks href=tracks_href(state)/>
            <LinkRow words=friends href=state.href(View::Friends)/>
        </section>
    }
}

/// How far the app is at home on this device, and what leaves the device.
fn device(state: &State) -> impl IntoView + use<> {
    let (device, pairing) = (state.device, state.pairing);
    let without_app = without_app();
    let state_of = move || match device.with(|device| device.offline) {
        Offline::Ready => texts().ready(),
        Offline::Refused => texts().off(),
        Offline::Coming => "",
    };
    let offline_how = move || match device.with(|device| device.offline) {
        Offline::Ready => texts().offline_done(),
        Offline::Refused => texts().offline_no(),
        Offline::Coming => texts().offline_soon(),
    };
    let syncs = move || {
        if pairing.with(Option::is_some) {
            texts().on().to_owned()
        } else {
            texts().off().to_owned()
        }
    };
    let save = {
        let state = state.clone();
        Box::new(move || save_my_calendar(&state))
    };
    let offline = RowWords::new("ok", texts().offline()).value(move || state_of().to_owned());
    let sync = RowWords::new("sync", texts().sync()).value(syncs);
    let install = RowWords::new("install", texts().install_where());
    let calendar = RowWords::new("calendar", texts().mine_to_calendar());
    let data = RowWords::new("about", texts().data());
    view! {
        <section>
            <h2>{texts().on_this_device()}</h2>
            <FoldedRow words=offline>
                <p data-promise=move || without_app().then_some("")>{reactive(offline_how)}</p>
            </FoldedRow>
            <LinkRow words=sync href=state.href(View::Sync)/>
            <FoldedRow words=install>
                <InstallOffer/>
                <p>{texts().install_how()}</p>
                <p>{texts().offline_ios()}</p>
            </FoldedRow>
            <ButtonRow words=calendar act=save/>
            <FoldedRow words=data>
                <p>{texts().data_how()}</p>
            </FoldedRow>
        </section>
    }
}

/// The programme for others, and on paper.
fn share(state: &State) -> impl IntoView + use<> {
    let share = {
        let state = state.clone();
        Box::new(move || {
            let title = &state.programme.conference().title;
            let href = state.href(View::Programme);
            share_address(&state, title, sharing::whole_address(&href));
        })
    };
    view! {
        <section>
            <h2>{texts().share()}</h2>
            <ButtonRow words=RowWords::new("share", texts().share_programme()) act=share/>
            <ButtonRow
                words=RowWords::new("print", texts().print())
                act=Box::new(sharing::print)
            />
        </section>
    }
}

/// What the keyboard does, and where all of this comes from.
fn help(state: &State) -> impl IntoView + use<> {
    let conference = state.published.conference();
    let link = conference.link.as_ref().map(|link| {
        let address = link.as_str().to_owned();
        view! { <p><OutwardLink href=link.as_str()>{address}</OutwardLink></p> }
    });
    let keys = RowWords::new("keys", texts().keys());
    let about = RowWords::new("about", fill(texts().about(), &[&conference.title]))
        .small(texts().sources());
    let licences = RowWords::new("about", texts().licences());
    let (days, zone) = (i18n::conference_days(conference), conference.zone.clone());
    let description = rich_text(&conference.description);
    let sources = sources(&conference.sources);
    view! {
        <section>
            <h2>{texts().help()}</h2>
            <FoldedRow words=keys>
                <Keys/>
            </FoldedRow>
            <FoldedRow words=about>
                <p>{days}</p>
                <p>{fill(texts().times_are(), &[&zone])}</p>
                {link}
                <div class="prose">{description}</div>
                {sources}
            </FoldedRow>
            <LinkRow words=licences href=state.base.join("licences.txt")/>
        </section>
    }
}

fn sources(sources: &[Source]) -> Option<impl IntoView + use<>> {
    (!sources.is_empty()).then(|| {
        let sources: Vec<_> = sources.iter().map(source).collect();
        view! {
            <h3>{texts().sources()}</h3>
            <ul class="sources">{sources}</ul>
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
