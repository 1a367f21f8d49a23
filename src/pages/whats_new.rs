//! What's new: all that changed in the programme since the attendee last looked, mine first.

use hallway_programme::changes::Change;
use leptos::prelude::*;

use crate::components::lines::{Line, lines};
use crate::news;
use crate::route::View;
use crate::state::{State, state};
use crate::words;

/// The view of all changes.
#[component]
pub fn WhatsNewPage() -> impl IntoView {
    let state = state();
    let news = state.news;
    let summary = move || match news.with(Vec::len) {
        0 => "Nothing new since you last looked.".into(),
        number => words::count(number, "change", "changes"),
    };
    let done = {
        let state = state.clone();
        move || {
            let state = state.clone();
            let dismiss = move |_| news::dismiss_all(&state);
            (news.with(|news| !news.is_empty())).then(|| {
                view! { <button type="button" class="button" on:click=dismiss>"Got it"</button> }
            })
        }
    };
    view! {
        <div class="page">
            <h1 tabindex="-1">"What’s new"</h1>
            <p class="status">{summary}</p>
            {done}
            <div class="changes">
                {lines(move || news.with(|news| in_order(&state, news)))}
            </div>
        </div>
    }
}

/// The changes of the attendee's own items, then the others.
fn in_order(state: &State, news: &[Change]) -> Vec<Line> {
    let (mine, others): (Vec<&Change>, Vec<&Change>) = news
        .iter()
        .partition(|change| state.is_starred(&change.item));
    mine.into_iter().chain(others).map(line).collect()
}

fn line(change: &Change) -> Line {
    let (change, sentence) = (change.clone(), words::change(change));
    Line::new(format!("{} {sentence}", change.item), move || {
        show(&change, &sentence)
    })
}

fn show(change: &Change, sentence: &str) -> AnyView {
    let state = state();
    let title = match state.programme.item(&change.item) {
        Some(_) => {
            let href = state.href(View::Item(change.item.clone()));
            view! { <a href=href>{change.title.clone()}</a> }.into_any()
        }
        None => change.title.clone().into_any(),
    };
    let mine = untrack(|| state.is_starred(&change.item))
        .then(|| view! { <span class="card-kind">"In my schedule"</span> });
    view! {
        <article class="change">
            <h2>{title}</h2>
            {mine}
            <p>{sentence.to_owned()}</p>
        </article>
    }
    .into_any()
}
