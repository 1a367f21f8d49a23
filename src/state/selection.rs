//! What the filters and the search leave of the programme and of the agenda.

use hallway_programme::filter::Selection;
use hallway_programme::query::Query;
use hallway_programme::search::{Found, SearchIndex};

use super::State;
use crate::platform::{letters, timer};

impl State {
    /// What a query leaves of the programme.
    #[must_use]
    pub fn select(&self, query: &Query) -> Selection {
        self.facets.select(&self.find(query), query)
    }

    /// What a query leaves of the agenda; tracked.
    #[must_use]
    pub fn select_mine(&self, query: &Query) -> Selection {
        let found = self.find(query);
        let items = self.programme.items().iter().enumerate();
        let items = items.map(|(at, item)| found.item(at) && self.is_starred(&item.id));
        let found = Found::Some {
            items: items.collect(),
            tracks: vec![false; self.programme.tracks().len()],
        };
        self.facets.select(&found, query)
    }

    fn find(&self, query: &Query) -> Found {
        if query.text.trim().is_empty() {
            Found::All
        } else {
            self.index().find(&query.text)
        }
    }

    fn index(&self) -> &SearchIndex {
        let index = || SearchIndex::new(&self.programme, letters::bare_letters);
        self.index.get_or_init(index)
    }

    /// Makes ready for a search that is about to begin, once what is under way is done.
    pub fn expect_search(&self) {
        let state = self.clone();
        timer::after(0, move || {
            state.index();
        });
    }
}
