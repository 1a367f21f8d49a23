//! A colour per track: which of the style's hues a track has.

use hallway_programme::{Programme, TrackId};

/// How many hues `style/tokens.css` defines; tracks beyond take them in turn.
pub const HUES: usize = 8;

/// The class that gives an element its track's colour.
#[must_use]
pub fn hue_class(programme: &Programme, track: Option<&TrackId>) -> String {
    match track.and_then(|track| programme.track_position(track)) {
        Some(position) => format!("hue-{}", position % HUES + 1),
        None => "hue-none".into(),
    }
}
