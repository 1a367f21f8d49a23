//! Where the programme opens during the event: at what is on now.

use crate::now::over_by;
use crate::{Instant, Moment, Programme, Status};

/// The item that a list of the programme opens at: the first of the latest start that is not later than
/// `moment`, or of the next start if nothing is on. `None` before the first start and once all is over, when a
/// list opens at its top.
///
/// `positions` are those of the items that are listed, in the programme's order. Cancelled items start nothing.
#[must_use]
pub fn opens_at(programme: &Programme, positions: &[usize], moment: Moment) -> Option<usize> {
    let listed = || positions.iter().map(|&at| (at, &programme.items()[at]));
    let slots = listed().filter(|(_, item)| item.status != Status::Cancelled);
    let slots = slots.filter_map(|(_, item)| item.slot);
    let (mut latest, mut next) = (None, None);
    let mut is_on = false;
    for slot in slots {
        let start = slot.start.moment();
        if start <= moment {
            latest = Some(start);
            is_on |= moment < over_by(slot);
        } else {
            next = next.or(Some(start));
        }
    }
    let start = if is_on { latest? } else { latest.and(next)? };
    let starts_then =
        |slot: Option<crate::Slot>| slot.is_some_and(|slot| slot.start.moment() == start);
    let (at, _) = listed().find(|(_, item)| starts_then(item.slot))?;
    Some(at)
}

/// The moment by which everything is over that starts until `start`, cancelled items left out. `None` if nothing
/// does.
#[must_use]
pub fn over_at(programme: &Programme, start: Instant) -> Option<Moment> {
    let items = programme.items().iter();
    let slots = items
        .filter(|item| item.status != Status::Cancelled)
        .filter_map(|item| item.slot)
        .filter(|slot| slot.start.moment() <= start.moment());
    slots.map(over_by).max()
}

/// From when until when the event lasts: from its first start until all is over. `None` if nothing has a time,
/// or all is cancelled.
#[must_use]
pub fn extent(programme: &Programme) -> Option<(Moment, Moment)> {
    let items = programme.items().iter();
    let slots = || {
        let items = items
            .clone()
            .filter(|item| item.status != Status::Cancelled);
        items.filter_map(|item| item.slot)
    };
    let first = slots().map(|slot| slot.start.moment()).min()?;
    Some((first, slots().map(over_by).max()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::now::{Phase, phase};
    use proptest::prelude::*;

    /// A programme of one room with items of those starts and lengths, in minutes after 10:00, some cancelled.
    fn programme(items: &[(u32, u32, bool)]) -> Programme {
        let time = |minutes: u32| {
            let (day, minutes) = (1 + minutes / 1440, minutes % 1440);
            format!(
                "2026-05-{day:02}T{:02}:{:02}:00Z",
                minutes / 60,
                minutes % 60
            )
        };
        let items: Vec<_> = items
            .iter()
            .enumerate()
            .map(|(at, &(start, length, is_cancelled))| {
                serde_json::json!({
                    "id": format!("i{at:03}"),
                    "title": "Session",
                    "start": time(start),
                    "end": time(start + length),
                    "status": if is_cancelled { "cancelled" } else { "planned" },
                })
            })
            .collect();
        let mut json: serde_json::Value =
            serde_json::from_str(include_str!("../examples/tiny.json")).unwrap();
        json["conference"]["first_day"] = "2026-05-01".into();
        json["conference"]["last_day"] = "2026-05-04".into();
        json["conference"]["zone"] = "UTC".into();
        for name in ["tracks", "rooms", "people", "topics"] {
            json[name] = Vec::<serde_json::Value>::new().into();
        }
        json["items"] = items.into();
        Programme::from_json(&json.to_string()).unwrap()
    }

    fn moment(minutes: u32) -> Moment {
        let start = Instant::parse("2026-05-01T00:00:00Z").unwrap().moment();
        Moment::from_unix_second(start.unix_second() + i64::from(minutes) * 60).unwrap()
    }

    proptest! {
        /// The twin asks `phase`, which looks for what is on in a way of its own.
        #[test]
        fn it_opens_at_the_latest_start_or_else_at_the_next(
            items in proptest::collection::vec((0u32..2000, 5u32..90, any::<bool>()), 1..20),
            now in 0u32..2200,
        ) {
            let programme = programme(&items);
            let now = moment(now);
            let all: Vec<usize> = (0..programme.items().len()).collect();
            let start = opens_at(&programme, &all, now)
                .map(|at| programme.items()[at].slot.unwrap().start.moment());
            let takes_place = programme.items().iter().filter(|item| item.status != Status::Cancelled);
            let starts = takes_place.map(|item| item.slot.unwrap().start.moment());
            let expected = match phase(&programme, now) {
                Phase::During => starts.filter(|start| *start <= now).max(),
                Phase::Between(next) => Some(next.moment()),
                Phase::Untimed | Phase::Before(_) | Phase::After => None,
            };
            prop_assert_eq!(start, expected);
            let lasts = extent(&programme).is_some_and(|(from, until)| from <= now && now < until);
            prop_assert_eq!(start.is_some(), lasts);
        }
    }

    #[test]
    fn what_is_over_at_a_start_counts_what_goes_on_from_before() {
        let programme = programme(&[(600, 120, false), (660, 30, false), (700, 500, true)]);
        let at = |text| Instant::parse(text).unwrap();
        assert_eq!(over_at(&programme, at("2026-05-01T09:00:00Z")), None);
        assert_eq!(
            over_at(&programme, at("2026-05-01T11:00:00Z")),
            Some(moment(720))
        );
    }
}
