//! The timeline has each item once, in order, at the item's own day and start.

use hallway_programme::timeline::timeline;
use proptest::prelude::*;

use crate::arbitrary;

#[test]
fn it_holds_every_item_once_where_its_time_puts_it() {
    proptest!(ProptestConfig::with_cases(400), |((programme, document) in arbitrary::programme())| {
        let timeline = timeline(programme.items());
        let mut laid_out = Vec::new();
        for day in &timeline.days {
            prop_assert!(!day.starts.is_empty());
            for start in &day.starts {
                prop_assert!(!start.items.is_empty());
                prop_assert_eq!(start.at.day(), day.date);
                for item in &start.items {
                    prop_assert_eq!(item.slot.map(|slot| slot.start), Some(start.at));
                    laid_out.push(item.id.as_str());
                }
            }
            prop_assert!(day.starts.is_sorted_by(|a, b| a.at.moment() < b.at.moment()));
        }
        prop_assert!(timeline.days.is_sorted_by(|a, b| a.date < b.date));
        for group in &timeline.untimed {
            prop_assert!(!group.items.is_empty());
            for item in &group.items {
                prop_assert_eq!(item.slot, None);
                prop_assert_eq!(item.track.as_ref(), group.track);
                laid_out.push(item.id.as_str());
            }
        }
        let groups = timeline.untimed.iter().map(|group| group.track);
        prop_assert_eq!(groups.collect::<std::collections::BTreeSet<_>>().len(), timeline.untimed.len());

        let mut all: Vec<&str> = document["items"].as_array().into_iter().flatten().filter_map(|item| item["id"].as_str()).collect();
        laid_out.sort_unstable();
        all.sort_unstable();
        prop_assert_eq!(laid_out, all);
    });
}

#[test]
fn items_come_by_time_and_otherwise_as_they_were_written() {
    proptest!(ProptestConfig::with_cases(400), |((programme, document) in arbitrary::programme())| {
        let written = |id: &str| {
            let mut items = document["items"].as_array().into_iter().flatten();
            items.position(|item| item["id"] == id)
        };
        let order = programme.items().iter().map(|item| {
            let start = item.slot.map(|slot| slot.start.moment());
            (start.is_none(), start, written(item.id.as_str()))
        });
        prop_assert!(order.is_sorted());
    });
}
