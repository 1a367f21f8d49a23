//! The address that is shown: where links lead, and what takes its place.

use hallway_programme::query::{Choice, Query};
use leptos::prelude::*;

use super::State;
use crate::platform::{history, scroll};
use crate::route::{Address, View};

/// How an address takes its place in the browser's history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A new entry: back returns to where one was.
    Forward,
    /// In place of the current entry.
    InPlace,
}

impl State {
    /// Where a link to a view leads.
    #[must_use]
    pub fn href(&self, view: View) -> String {
        Address::from(view).href(&self.base)
    }

    /// Where a link to the programme filtered by one option leads.
    #[must_use]
    pub fn href_of_choice(&self, choice: Choice) -> String {
        let mut query = Query::default();
        query.toggle(choice);
        Address::from(query).href(&self.base)
    }

    /// Shows an address.
    pub fn go(&self, address: Address, step: Step) {
        if self.address.with_untracked(|current| *current == address) {
            return;
        }
        history::write(&address.href(&self.base), step);
        if let Some(item) = self.opens_at(&address).filter(|_| step == Step::Forward) {
            scroll::open_at(&item);
        }
        self.address.set(address);
    }

    /// Changes what is asked of the programme, or of My schedule while that is shown.
    pub fn ask(&self, change: impl FnOnce(&mut Query), step: Step) {
        let mut address = self.address.get_untracked();
        change(&mut address.query);
        if address.view != View::Mine {
            address.view = View::Programme;
        }
        self.go(address, step);
    }
}
