//! A track in a list: what it is about, who leads it, and how much there is in it.

use hallway_programme::query::Choice;
use hallway_programme::text::plain;
use hallway_programme::{Kind, Track, TrackId};
use leptos::prelude::*;

use crate::components::filters::options_of;
use crate::components::person_link::names;
use crate::components::track_hue::hue_class;
use crate::i18n::{self, fill, texts};
use crate::route::View;
use crate::state::{State, state};

/// How many of those who lead a track its row names.
const LEADS: usize = 2;

/// How many characters of its description a row has: more than two lines on any screen.
const ABOUT: usize = 240;

/// The row of a track; nothing if the programme has no such track.
#[component]
pub fn TrackRow(
    /// The track.
    track: TrackId,
) -> impl IntoView {
    let state = state();
    let track = state.programme.track(&track)?;
    let about: String = plain(&track.description).chars().take(ABOUT).collect();
    let call = track.call.as_ref().map(|call| {
        let ends = fill(texts().cfp_ends(), &[&call.ends]);
        view! { <span class="tag tag-call">{ends}</span> }
    });
    let extent = extent(&state, track).into_iter();
    let extent = extent.map(|words| view! { <span>{words}</span> });
    Some(view! {
        <section
            class=format!("track {}", hue_class(&state.programme, Some(&track.id)))
            data-track=track.id.to_string()
            data-options=options_of(&state, || Choice::all_of_track(track))
        >
            <h3 dir="auto">
                <a href=state.href(View::Track(track.id.clone()))>{track.title.clone()}</a>
            </h3>
            {(!about.is_empty()).then(|| view! { <p class="track-about" dir="auto">{about}</p> })}
            {leads(&state, track)}
            <p class="track-extent">{call} {extent.collect_view()}</p>
        </section>
    })
}

/// Who leads it: the first by name, the others by their number.
fn leads(state: &State, track: &Track) -> Option<impl IntoView + use<>> {
    (!track.leads.is_empty()).then(|| {
        let named = &track.leads[..track.leads.len().min(LEADS)];
        let mut names = names(&state.programme, named);
        let others = track.leads.len() - named.len();
        if others > 0 {
            names += &format!(" +{others}");
        }
        view! { <p class="track-leads">{fill(texts().led_by(), &[&names])}</p> }
    })
}

/// How many topics are suggested for it, and how many items it has besides.
fn extent(state: &State, track: &Track) -> Vec<String> {
    let items = state.programme.items_of_track(&track.id);
    let (topics, items): (Vec<_>, Vec<_>) = items.partition(|item| item.kind == Kind::Topic);
    let mut extent = Vec::new();
    if !topics.is_empty() {
        extent.push(i18n::suggested_topics(topics.len()));
    } else if track.call.is_some() {
        extent.push(texts().no_topics_yet().into());
    }
    if !items.is_empty() {
        extent.push(i18n::items(items.len()));
    }
    if extent.is_empty() {
        extent.push(texts().no_items().into());
    }
    extent
}
