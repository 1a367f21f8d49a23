//! Whether a programme is best opened by its sessions or by its tracks.

use crate::{Day, Programme};

/// What the programme's page starts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Landing {
    /// The tracks: the programme has few sessions with a time yet, so the tracks say most.
    Tracks,
    /// The sessions, day by day.
    Sessions,
}

/// The seconds of a day on which clocks do not change.
const DAY: i64 = 24 * 60 * 60;

impl Landing {
    /// [`Landing::Tracks`] if the programme has two or more tracks, and either more than half of
    /// its days have no session or fewer than half of its items have a time. It does not depend on
    /// the current time, so a page says the same whenever it is made.
    #[must_use]
    pub fn of(programme: &Programme) -> Self {
        let conference = programme.conference();
        let (first, last) = (conference.first_day, conference.last_day);
        let seconds = last.noon_in_utc().unix_second() - first.noon_in_utc().unix_second();
        let days = usize::try_from(seconds / DAY).unwrap_or_default() + 1;

        // In the order of their start.
        let slots = programme.items().iter().filter_map(|item| item.slot);
        let timed = slots.clone().count();
        let mut with_sessions: Vec<Day> = slots
            .map(|slot| slot.start.day())
            .filter(|day| (first..=last).contains(day))
            .collect();
        with_sessions.dedup();

        let is_empty = 2 * with_sessions.len() < days;
        let is_untimed = 2 * timed < programme.items().len();
        if programme.tracks().len() >= 2 && (is_empty || is_untimed) {
            Self::Tracks
        } else {
            Self::Sessions
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A conference from the 1st to the 4th with so many tracks, a session on each of those days, and so
    /// many items without a time.
    fn landing(tracks: usize, days: &[u8], untimed: usize) -> Landing {
        let tracks: Vec<_> = (0..tracks)
            .map(|at| serde_json::json!({ "id": format!("t{at}"), "title": "Track" }))
            .collect();
        let timed = days.iter().enumerate().map(|(at, day)| {
            let [start, end] = [10, 11].map(|hour| format!("2026-05-0{day}T{hour}:00:00+02:00"));
            serde_json::json!({ "id": format!("i{at}"), "title": "Session", "start": start, "end": end })
        });
        let untimed =
            (0..untimed).map(|at| serde_json::json!({ "id": format!("u{at}"), "title": "Topic" }));
        let items: Vec<_> = timed.chain(untimed).collect();
        let mut json: serde_json::Value =
            serde_json::from_str(include_str!("../examples/tiny.json")).unwrap();
        let conference = json["conference"].as_object_mut().unwrap();
        conference.insert("first_day".into(), "2026-05-01".into());
        conference.insert("last_day".into(), "2026-05-04".into());
        for (name, list) in [
            ("tracks", tracks),
            ("items", items),
            ("rooms", Vec::new()),
            ("people", Vec::new()),
            ("topics", Vec::new()),
        ] {
            json[name] = list.into();
        }
        Landing::of(&Programme::from_json(&json.to_string()).unwrap())
    }

    #[test]
    fn sessions_come_first_where_most_days_have_some() {
        assert_eq!(landing(3, &[1, 2], 0), Landing::Sessions);
        assert_eq!(landing(3, &[1, 2, 3, 4], 4), Landing::Sessions);
    }

    #[test]
    fn tracks_come_first_where_most_days_are_empty() {
        assert_eq!(landing(2, &[1, 1, 1, 1, 1], 0), Landing::Tracks);
    }

    #[test]
    fn tracks_come_first_where_most_items_have_no_time() {
        assert_eq!(landing(2, &[1, 2, 3, 4], 5), Landing::Tracks);
    }

    #[test]
    fn one_track_is_nothing_to_choose_from() {
        assert_eq!(landing(1, &[1], 9), Landing::Sessions);
        assert_eq!(landing(0, &[], 0), Landing::Sessions);
    }
}
