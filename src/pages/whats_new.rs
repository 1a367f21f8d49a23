//! What's new: all that changed in the programme since the attendee last looked, mine first.

use hallway_programme::ItemId;
use leptos::prelude::*;

use crate::components::element::{all, button, element, if_any, inward};
use crate::components::lines::{Line, lines};
use crate::news;
use crate::route::View;
use crate::state::{Notice, State, state};
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
            (news.with(Vec::len) > 0).then(|| button("Got it", move || news::dismiss_all(&state)))
        }
    };
    view! {
        <div class="page">
            <h1 tabindex="-1">"What’s new"</h1>
            <p class="status">{summary}</p>
            {done}
            {lines(move || news.with(|news| in_order(&state, news)))}
        </div>
    }
}

/// The changes of the attendee's own items, then the others.
fn in_order(state: &State, news: &[Notice]) -> Vec<Line> {
    let mut all = Vec::with_capacity(news.len());
    for mine in [true, false] {
        for notice in news {
            if let Notice::ItemChanged { item, title, what } = notice
                && state.is_starred(item) == mine
            {
                all.push(line(item, title, what, mine));
            }
        }
    }
    all
}

fn line(item: &ItemId, title: &str, what: &str, mine: bool) -> Line {
    let (item, title, what) = (item.clone(), title.to_owned(), what.to_owned());
    Line::new(format!("{item} {what}"), move || {
        show(&item, title.clone(), what.clone(), mine)
    })
}

fn show(item: &ItemId, title: String, what: String, mine: bool) -> AnyView {
    let state = state();
    // One that left the programme has no page.
    let href = state
        .programme
        .item(item)
        .map(|item| state.href(View::Item(item.id.clone())));
    let heading = match href {
        Some(href) => inward("", href, title),
        None => title.into_any(),
    };
    let mine = if mine { "In my schedule" } else { "" };
    let lines = [if_any("p", "card-kind", mine), if_any("p", "", &what)];
    let mut views = vec![element("h2", "", heading)];
    views.extend(lines.into_iter().flatten());
    element("article", "change", all(views))
}
