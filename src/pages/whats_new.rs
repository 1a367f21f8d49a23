//! What's new: all that changed in the programme since the attendee last looked, mine first.

use hallway_programme::ItemId;
use leptos::prelude::*;

use crate::components::element::{all, button, element, heading, if_any, inward, live, text};
use crate::components::lines::{Line, lines};
use crate::news;
use crate::route::View;
use crate::state::{Notice, State, state};
use crate::words::{self, texts};

/// The view of all changes.
#[must_use]
pub fn whats_new_page() -> AnyView {
    let state = state();
    let news = state.news;
    let summary = move || match news.with(Vec::len) {
        0 => texts().nothing_new().into(),
        number => words::changes(number),
    };
    let done = {
        let state = state.clone();
        move || {
            let state = state.clone();
            (news.with(Vec::len) > 0)
                .then(|| button(texts().got_it(), move || news::dismiss_all(&state)))
        }
    };
    let changes = lines(move || news.with(|news| in_order(&state, news)));
    let inner = vec![
        heading(texts().whats_new()),
        element("p", "status", live(move || Some(text(summary())))),
        live(done),
        changes.into_any(),
    ];
    element("div", "page", all(inner))
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
    let mine = if mine { texts().starred() } else { "" };
    let lines = [if_any("p", "card-kind", mine), if_any("p", "", &what)];
    let mut views = vec![element("h2", "", heading)];
    views.extend(lines.into_iter().flatten());
    element("article", "change", all(views))
}
