//! Where the programme opens during the event.

use hallway_programme::ItemId;
use hallway_programme::opening::opens_at;
use hallway_programme::query::Query;
use leptos::prelude::*;

use super::State;
use crate::platform::document;
use crate::route::{Address, View};

impl State {
    /// The item that an address opens at: during the event what is on now, unless the address asks for
    /// something. Within a page that shows this one, that page scrolls.
    #[must_use]
    pub fn opens_at(&self, address: &Address) -> Option<ItemId> {
        let is_whole = address.view == View::Programme && address.query == Query::default();
        let has_place = !self.place.read_untracked().is_empty();
        if !is_whole || has_place || document::is_framed() {
            return None;
        }
        self.item_at_now(address)
    }

    /// Scrolls the list to what is on now.
    pub fn jump_to_now(&self) {
        let address = self.address.get_untracked();
        if let Some(item) = self.item_at_now(&address) {
            self.jump.set(item.to_string());
        }
    }

    /// Whether the event has begun and is not over yet.
    #[must_use]
    pub fn is_during_event(&self) -> bool {
        self.item_at_now(&View::Programme.into()).is_some()
    }

    /// The first item of what is on now, of those that the address asks for.
    fn item_at_now(&self, address: &Address) -> Option<ItemId> {
        let now = self.now.get_untracked()?;
        let listed = self.select(&address.query).items;
        let at = opens_at(&self.programme, &listed, now)?;
        Some(self.programme.items()[at].id.clone())
    }
}
