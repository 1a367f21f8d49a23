//! Whether a programme is best opened by its sessions or by its tracks.

use crate::keywords::keywords;
use crate::{Conference, Day, Programme};

keywords! {
    /// What the programme's page starts with.
    pub enum Landing {
        /// The tracks: the programme has few sessions with a time yet, so the tracks say most.
        Tracks = "tracks",
        /// The sessions, day by day.
        #[default]
        Sessions = "sessions",
    }
}

/// The longest name, in characters, that fits beside the names of days.
const LONGEST_SHORT: usize = 16;

impl Conference {
    /// A short name for the conference's tracks, to show beside the names of days: `tracks_title`
    /// if that is short enough, or else its last word. `None` if `tracks_title` is empty or its
    /// last word is too long.
    ///
    /// ```
    /// # use hallway_programme::Programme;
    /// let lpc = include_str!("../../../programmes/lpc-2021.json");
    /// let lpc = Programme::from_json(lpc).unwrap();
    /// assert_eq!(lpc.conference().tracks_title, "Accepted Microconferences");
    /// assert_eq!(lpc.conference().short_tracks_title(), Some("Microconferences"));
    /// ```
    #[must_use]
    pub fn short_tracks_title(&self) -> Option<&str> {
        let whole = self.tracks_title.trim();
        let last = whole.split_whitespace().next_back();
        let is_short = |title: &&str| (1..=LONGEST_SHORT).contains(&title.chars().count());
        [whole].into_iter().chain(last).find(is_short)
    }
}

/// The seconds of a day on which clocks do not change.
const DAY: i64 = 24 * 60 * 60;

impl Landing {
    /// What the conference chose. If it chose nothing: [`Landing::Tracks`] if the programme has two
    /// or more tracks, and either more than half of its days have no session or fewer than half of
    /// its items have a time; otherwise [`Landing::Sessions`]. The result does not depend on the
    /// current time, so the same programme always gives the same page.
    #[must_use]
    pub fn of(programme: &Programme) -> Self {
        let conference = programme.conference();
        if let Some(landing) = conference.landing {
            return landing;
        }
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

    /// What the page begins with if the conference chose nothing.
    fn landing(tracks: usize, days: &[u8], untimed: usize) -> Landing {
        Landing::of(&programme(tracks, days, untimed, None, ""))
    }

    /// A conference from the 1st to the 4th with `tracks` tracks, a session on each day in `days`,
    /// and `untimed` items without a time.
    fn programme(
        tracks: usize,
        days: &[u8],
        untimed: usize,
        landing: Option<&str>,
        tracks_title: &str,
    ) -> Programme {
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
        conference.insert("landing".into(), landing.into());
        conference.insert("tracks_title".into(), tracks_title.into());
        for (name, list) in [
            ("tracks", tracks),
            ("items", items),
            ("rooms", Vec::new()),
            ("people", Vec::new()),
            ("topics", Vec::new()),
        ] {
            json[name] = list.into();
        }
        Programme::from_json(&json.to_string()).unwrap()
    }

    #[test]
    fn what_the_conference_says_comes_before_the_rule() {
        for (word, said) in Landing::KEYWORDS {
            for days in [&[1, 2, 3, 4][..], &[1]] {
                let programme = programme(2, days, 0, Some(word), "");
                assert_eq!(Landing::of(&programme), *said);
                let published = Programme::from_json(&programme.to_json()).unwrap();
                assert_eq!(Landing::of(&published), *said);
            }
        }
    }

    #[test]
    fn a_short_title_of_the_tracks_is_said_whole_and_a_long_one_by_its_last_word() {
        for (title, short) in [
            ("", None),
            ("Devrooms", Some("Devrooms")),
            ("Developer Rooms", Some("Developer Rooms")),
            ("Accepted Microconferences", Some("Microconferences")),
            ("Ständige Ausschüsse", Some("Ausschüsse")),
            ("Accepted Miniconferences2026", None),
            ("議題別分科会", Some("議題別分科会")),
        ] {
            let programme = programme(2, &[1], 0, None, title);
            assert_eq!(
                programme.conference().short_tracks_title(),
                short,
                "{title}"
            );
        }
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
