//! Every id can be read back from its slug.

use hallway_programme::{ItemId, slug};
use proptest::prelude::*;

#[test]
fn an_id_is_found_again_by_its_slug() {
    let id = "[a-cI_-]{0,4}(-item|-Item|item){0,2}[a-cI_-]{0,2}";
    proptest!(ProptestConfig::with_cases(2_000), |(id in id)| {
        let Ok(id) = ItemId::new(&id) else { return Ok(()) };
        let slug = slug::of_item(&id);
        prop_assert!(slug.len() >= 4 && slug.ends_with(|last: char| last.is_ascii_alphanumeric()));
        let is_fit = |letter| matches!(letter, 'a'..='z' | '0'..='9' | '-' | '_');
        prop_assert!(slug.chars().all(is_fit), "{slug}");
        prop_assert_eq!(slug::item(&slug), Some(id));
    });
}
