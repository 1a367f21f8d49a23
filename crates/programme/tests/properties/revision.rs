//! A programme that follows another gets a higher revision if it differs.

use hallway_programme::Programme;
use hallway_programme::revision::{AFTER_A_SLIP, HIGHEST};
use proptest::prelude::*;

use crate::arbitrary;

fn with_revision(programme: &Programme, revision: u64) -> Programme {
    let mut json: serde_json::Value =
        serde_json::from_str(&programme.to_json()).expect("it is JSON");
    json["revision"] = revision.into();
    Programme::from_json(&json.to_string()).expect("its revision is all that changed")
}

#[test]
fn only_what_changed_is_newer() {
    proptest!(ProptestConfig::with_cases(200), |(
        (one, _) in arbitrary::programme(),
        (other, _) in arbitrary::programme(),
        own in 0..9_u64,
        published in 0..9_u64,
    )| {
        let published = with_revision(&one, published);
        let same = with_revision(&one, own).following(&published);
        prop_assert_eq!(same.revision(), own.max(published.revision()));
        let next = with_revision(&other, own).following(&published);
        let is_the_same = with_revision(&other, 0) == with_revision(&one, 0);
        prop_assert_eq!(next.revision() > published.revision(), !is_the_same || own > published.revision());
        prop_assert!(next.revision() >= own);
        prop_assert_eq!(with_revision(&next, 0), with_revision(&other, 0));
        // The revision after a slip is high enough, and leaves room for more.
        let resumed = other.clone().following_a_slip();
        prop_assert_eq!(resumed.revision(), AFTER_A_SLIP.max(other.revision()));
        prop_assert!(resumed.revision() < HIGHEST);
    });
}
