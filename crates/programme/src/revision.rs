//! Revisions: which of two versions of one programme is the newer.

use crate::Programme;

/// The highest revision that a programme may have: whoever publishes one every five minutes gets there
/// after nine years.
///
/// Phones pass over whatever has no higher revision than what they have, so a slip such as 2⁵³ − 1
/// would be the last word of a site for ever.
pub const HIGHEST: u64 = 1_000_000;

/// The revision that follows one beyond [`HIGHEST`], which was published by a version that allowed it:
/// above what was published before the slip, with as many left above it.
pub const AFTER_A_SLIP: u64 = HIGHEST / 2;

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

    /// This programme as what follows one that was published with a revision beyond [`HIGHEST`], and
    /// that phones pass over for it: they may have any that was published before.
    #[must_use]
    pub fn following_a_slip(mut self) -> Self {
        self.revision = self.revision.max(AFTER_A_SLIP);
        self
    }
}
