//! What an agenda leaves to do once a conference is over.

use hallway_programme::{Item, MaterialKind, Programme, Status};

use crate::{Agenda, Plan};

/// How many items there are of each kind of what is left to do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Afterwards {
    /// To watch later, with a recording that is there.
    pub recordings: usize,
    /// Picked to be there, took place, and not rated.
    pub unrated: usize,
    /// With a note.
    pub notes: usize,
}

/// What is left to do of the items that the programme has.
#[must_use]
pub fn afterwards(programme: &Programme, agenda: &Agenda) -> Afterwards {
    let count = |is_left: &dyn Fn(&Item) -> bool| {
        let items = programme.items().iter();
        items.filter(|item| is_left(item)).count()
    };
    let is_recorded = |item: &Item| {
        let mut materials = item.materials.iter();
        materials.any(|material| material.kind == MaterialKind::Video)
    };
    Afterwards {
        recordings: count(&|item| {
            agenda.plan(&item.id) == Some(Plan::WatchLater) && is_recorded(item)
        }),
        unrated: count(&|item| {
            agenda.plan(&item.id) == Some(Plan::Attend)
                && item.slot.is_some()
                && item.status != Status::Cancelled
                && agenda.rating(&item.id).is_none()
        }),
        notes: count(&|item| agenda.note(&item.id).is_some_and(|note| !note.is_empty())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DeviceId, Rating};
    use hallway_programme::ItemId;

    #[test]
    fn what_is_left_is_counted_by_kind() {
        let programme = Programme::from_json(
            r#"{"format": 1, "revision": 1, "conference": {"id": "c", "title": "C",
            "zone": "Africa/Cairo", "first_day": "2026-05-04", "last_day": "2026-05-04"}, "items": [
            {"id": "a", "title": "A", "start": "2026-05-04T10:00:00+02:00",
             "materials": [{"kind": "video", "to": "https://example.org/a"}]},
            {"id": "b", "title": "B", "start": "2026-05-04T10:00:00+02:00"},
            {"id": "c", "title": "C"}]}"#,
        )
        .unwrap();
        let id = |id: &str| ItemId::new(id).unwrap();
        let mut agenda = Agenda::new(DeviceId::new(1));
        for item in ["a", "b", "c"] {
            agenda.star(&id(item), true, 1);
        }
        let left = |agenda: &Agenda| {
            let left = afterwards(&programme, agenda);
            (left.recordings, left.unrated, left.notes)
        };
        assert_eq!(left(&agenda), (0, 2, 0));
        agenda.set_plan(&id("a"), Plan::WatchLater, 2);
        agenda.set_plan(&id("c"), Plan::WatchLater, 2);
        agenda.set_note(&id("c"), "Ask", 3);
        assert_eq!(left(&agenda), (1, 1, 1));
        agenda.rate(&id("b"), Rating::new(4), 4);
        assert_eq!(left(&agenda), (1, 0, 1));
    }
}
