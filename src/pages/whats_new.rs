//! What's new: all that changed in the programme since the attendee last looked, mine first.

use std::sync::Arc;

use hallway_programme::changes::Change;
use leptos::prelude::*;

use crate::components::element::{
    all, button, element, heading, if_any, inward, live, promised_status, tag,
};
use crate::components::lines::{Line, lines};
use crate::components::more;
use crate::components::zone_note::zone_note;
use crate::i18n::{self, texts};
use crate::news;
use crate::notice::take_away;
use crate::route::View;
use crate::state::{Notice, State, state};

/// The view of all changes.
#[must_use]
pub fn whats_new_page() -> AnyView {
    let state = state();
    let (news, zone) = (state.news, zone_note(&state));
    // It is read here.
    let is_read = |notice: &Notice| matches!(notice, Notice::ScheduleChanged(_));
    take_away(state.notices, &is_read);
    let summary = move || match news.with(Vec::len) {
        0 => texts().nothing_new().into(),
        number => i18n::changes(number),
    };
    let done = {
        let state = state.clone();
        move || {
            let state = state.clone();
            (news.with(Vec::len) > 0)
                .then(|| button(texts().got_it(), move || news::dismiss_all(&state)))
        }
    };
    let shown = RwSignal::new(more::FIRST);
    let total = Memo::new(move |_| news.with(Vec::len));
    let changes = lines(move || {
        let mut changes = news.with(|news| in_order(&state, news));
        changes.truncate(shown.get());
        changes
    });
    tag("div")
        .class("page")
        .with(heading(texts().whats_new()))
        .with(promised_status(summary))
        .maybe(zone)
        .with(live(done))
        .with(changes.into_any())
        .with(more::more(shown, total))
        .view()
}

/// The changes of the attendee's own items, then the others.
fn in_order(state: &State, news: &[Notice]) -> Vec<Line> {
    let mut all = Vec::with_capacity(news.len());
    for mine in [true, false] {
        for notice in news {
            if let Notice::ItemChanged(change) = notice
                && state.is_starred(&change.item) == mine
            {
                all.push(line(change, mine));
            }
        }
    }
    all
}

fn line(change: &Arc<Change>, mine: bool) -> Line {
    let change = change.clone();
    let key = format!("{} {}", change.item, i18n::change(&change));
    Line::new(key, move || show(&change, mine))
}

fn show(change: &Change, mine: bool) -> AnyView {
    let (state, title) = (state(), change.title.clone());
    // One that left the programme has no page.
    let href = state
        .programme
        .item(&change.item)
        .map(|item| state.href(View::Item(item.id.clone())));
    let heading = match href {
        Some(href) => inward("", href, title),
        None => title.into_any(),
    };
    let mine = if mine { texts().starred() } else { "" };
    let lines = [
        if_any("p", "card-kind", mine),
        if_any("p", "", &i18n::change(change)),
    ];
    let mut views = vec![element("h2", "", heading)];
    views.extend(lines.into_iter().flatten());
    element("article", "change", all(views))
}
