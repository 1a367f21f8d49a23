//! The attendee's rating of an item, for their own memory.

/// A rating of one to five stars.
///
/// ```
/// use hallway_agenda::Rating;
///
/// assert_eq!(Rating::new(5).map(Rating::stars), Some(5));
/// assert_eq!(Rating::new(0), None);
/// assert_eq!(Rating::new(6), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rating(u8);

impl Rating {
    /// The most stars of a rating.
    pub const MOST: u8 = 5;

    /// A rating of that many stars; `None` unless they are one to five.
    #[must_use]
    pub fn new(stars: u8) -> Option<Self> {
        (1..=Self::MOST).contains(&stars).then_some(Self(stars))
    }

    /// The number of stars.
    #[must_use]
    pub fn stars(self) -> u8 {
        self.0
    }
}
