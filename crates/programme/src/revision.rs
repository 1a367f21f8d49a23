//! Revisions: which of two versions of a programme is newer.

use crate::Programme;

/// The highest revision allowed: publishing every five minutes takes more than nine years to get
/// there.
///
/// Phones ignore a programme whose revision is not higher than theirs, so after a mistake such as
/// 2⁵³ − 1 a site could never publish a change again.
pub const HIGHEST: u64 = 1_000_000;

/// The revision that follows one above [`HIGHEST`], which older versions allowed: higher than
/// anything that was published before the mistake, with as many revisions left above it.
pub const AFTER_A_SLIP: u64 = HIGHEST / 2;

impl Programme {
    /// Raises the revision above that of the `published` version if this programme says anything
    /// different from it, and keeps it if both say the same. A revision that is higher already
    /// stays, and so does that of another conference.
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

    /// Sets the revision to [`AFTER_A_SLIP`] at least, to follow a version that was published with
    /// one above [`HIGHEST`]. Phones ignored that version, so they have one that was published
    /// before it.
    #[must_use]
    pub fn following_a_slip(mut self) -> Self {
        self.revision = self.revision.max(AFTER_A_SLIP);
        self
    }
}
