//! What's new: all that changed in the programme since the attendee last looked, mine first.

use std::sync::Arc;

use hallway_programme::changes::Change;
use leptos::prelude::*;

use crate::components::lines::{Line, Lines};
use crate::components::more::{self, MoreButton};
use crate::components::reactive::reactive;
use crate::components::zone_note::ZoneNote;
use crate::i18n::{self, texts};
use crate::news;
use crate::notice::take_away;
use crate::route::View;
use crate::state::{Notice, State, state, without_app};

/// The view of all changes.
#[component]
pub fn WhatsNewPage() -> impl IntoView {
    let state = state();
    let without_app = without_app();
    let news = state.news;
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
            (news.with(Vec::len) > 0).then(|| {
                view! {
                    <button
                        type="button"
                        class="button"
                        on:click=move |_| news::dismiss_all(&state)
                    >
                        {texts().got_it()}
                    </button>
                }
            })
        }
    };
    let shown = RwSignal::new(more::FIRST);
    let total = Memo::new(move |_| news.with(Vec::len));
    let changes = Signal::derive(move || {
        let mut changes = news.with(|news| in_order(&state, news));
        changes.truncate(shown.get());
        changes
    });
    view! {
        <div class="page">
            <h1 tabindex="-1" dir="auto">{texts().whats_new()}</h1>
            <p class="status" role="status" data-promise=move || without_app().then_some("")>
                {reactive(summary)}
            </p>
            <ZoneNote/>
            {reactive(done)}
            <Lines each=changes/>
            <MoreButton shown total/>
        </div>
    }
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
    let heading = match state.programme.item(&change.item) {
        Some(item) => {
            view! { <a href=state.href(View::Item(item.id.clone()))>{title}</a> }.into_any()
        }
        None => title.into_any(),
    };
    let sentence = i18n::change(change);
    view! {
        <article class="change">
            <h2>{heading}</h2>
            {mine.then(|| view! { <p class="change-starred">{texts().starred()}</p> })}
            {(!sentence.is_empty()).then(|| view! { <p>{sentence}</p> })}
        </article>
    }
    .into_any()
}
