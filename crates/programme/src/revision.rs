//! Revisions: which of two versions of one programme is the newer.

use crate::Programme;

impl Programme {
    /// This programme as what follows a version that was published before: with a higher revision
    /// if it says anything else, with the same if it does not. A revision that is higher already
    /// stays; another conference's programme is followed by none.
    #[must_use]
    pub fn following(mut self, published: &Programme) -> Self {
        if self.conference.id != published.conference.id {
            return self;
        }
        let own = std::mem::replace(&mut self.revision, published.revision);
        if self == *published {
            self.revision = own.max(published.revision);
        } else {
            self.revision = own.max(published.revision.saturating_add(1));
        }
        self
    }
}
