//! Revisions: which of two versions of a programme is newer.

use crate::Programme;

/// The highest revision allowed. A site that publishes every five minutes gets there after more
/// than nine years.
///
/// Phones ignore a programme whose revision is not higher than theirs. Without this limit, a site
/// that publishes 2⁵³ − 1 by mistake could never publish a change again.
pub const HIGHEST: u64 = 1_000_000;

/// The revision to publish after one above [`HIGHEST`], which older versions of Hallway allowed. It
/// is higher than what sites published before that mistake, and leaves as many revisions above it.
pub const AFTER_A_SLIP: u64 = HIGHEST / 2;

impl Programme {
    /// Makes the revision higher than that of the `published` version if the two programmes differ,
    /// or as high if they are the same. A revision that is already higher stays as it is. If
    /// `published` is another conference's programme, the revision also stays as it is.
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

    /// Raises the revision to at least [`AFTER_A_SLIP`]. Call this if the published version has a
    /// revision above [`HIGHEST`]. Phones ignore that version, so they still have an earlier one.
    #[must_use]
    pub fn following_a_slip(mut self) -> Self {
        self.revision = self.revision.max(AFTER_A_SLIP);
        self
    }
}
