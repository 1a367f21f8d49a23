//! Checks what is on, what is next and the phase, in every minute of a conference during which the
//! clocks change. The expected values come from a model that only counts minutes.

use hallway_programme::now::{Phase, now, phase};
use hallway_programme::{Moment, Programme};
use serde_json::json;

const DAY: i64 = 24 * 60;

const DECK: Option<&str> = Some("deck");
const HOLD: Option<&str> = Some("hold");

/// Minutes from before the first day to after the last, by any clocks.
const MINUTES: std::ops::Range<i64> = -4 * 60..2 * DAY + 4 * 60;

/// A conference around a night in which the clocks change.
struct Conference<'a> {
    zone: &'static str,
    /// The year and month of its days: `2021-10`.
    month: &'static str,
    /// The day of the month that is day 0.
    first: i64,
    /// When day 0 begins in UTC, in seconds since 1970.
    begin: i64,
    items: &'a [Item],
}

/// An item, with its times as a printed programme shows them.
struct Item {
    id: &'static str,
    room: Option<&'static str>,
    start: Clock,
    end: End,
}

/// A day, an hour and a minute, and how many hours the clocks are ahead of UTC.
#[derive(Clone, Copy)]
struct Clock(i64, i64, i64, i64);

enum End {
    At(Clock),
    /// No later than that.
    By(Clock),
    /// The end is unknown.
    Open,
    /// It does not take place.
    Cancelled(Clock),
}

impl Clock {
    /// The minute since day 0 began in UTC.
    fn minute(self) -> i64 {
        let Clock(day, hour, minute, ahead) = self;
        day * DAY + (hour - ahead) * 60 + minute
    }

    fn written(self, conference: &Conference) -> String {
        let Clock(day, hour, minute, ahead) = self;
        let (month, day) = (conference.month, conference.first + day);
        format!("{month}-{day:02}T{hour:02}:{minute:02}:00+{ahead:02}:00")
    }
}

impl Item {
    fn takes_place(&self) -> bool {
        !matches!(self.end, End::Cancelled(_))
    }

    fn is_on(&self, minute: i64) -> bool {
        let Clock(day, _, _, ahead) = self.start;
        let over = match self.end {
            End::At(end) | End::By(end) => end.minute(),
            End::Open => Clock(day + 1, 0, 0, ahead).minute(),
            End::Cancelled(_) => return false,
        };
        (self.start.minute()..over).contains(&minute)
    }

    fn starts(&self, minute: i64) -> bool {
        self.takes_place() && self.start.minute() == minute
    }
}

/// The programme as it would be published.
fn programme(conference: &Conference) -> Programme {
    let items = conference.items.iter().map(|item| {
        let start = item.start.written(conference);
        let mut json = json!({"id": item.id, "title": item.id, "start": start});
        if let Some(room) = item.room {
            json["room"] = room.into();
        }
        match item.end {
            End::At(end) => json["end"] = end.written(conference).into(),
            End::By(end) => json["ends_by"] = end.written(conference).into(),
            End::Open => {}
            End::Cancelled(end) => {
                json["end"] = end.written(conference).into();
                json["status"] = "cancelled".into();
            }
        }
        json
    });
    let day = |day: i64| format!("{}-{:02}", conference.month, conference.first + day);
    let rooms = ["deck", "hold"].map(|room| json!({"id": room, "title": room}));
    let json = json!({
        "format": 1,
        "revision": 1,
        "conference": {
            "id": "c", "title": "C", "first_day": day(0), "last_day": day(1), "zone": conference.zone,
        },
        "rooms": rooms,
        "items": items.collect::<Vec<_>>(),
    });
    Programme::from_json(&json.to_string()).expect("this is a programme")
}

/// What is next, found minute by minute: the next item of all gives the day, and then each room's
/// next item on that day is searched.
fn next_in(items: &[Item], after: i64) -> Vec<&'static str> {
    let starting = |minute: i64| items.iter().filter(move |item| item.starts(minute));
    let mut minutes = after + 1..MINUTES.end;
    let Some(first) = minutes.find_map(|minute| starting(minute).next()) else {
        return Vec::new();
    };
    let mut next = Vec::new();
    for room in [None, DECK, HOLD] {
        let of_room = |minute: i64| {
            let of_day = starting(minute).filter(|item| item.start.0 == first.start.0);
            of_day.filter(move |item| item.room == room)
        };
        let minute = (after + 1..MINUTES.end).find(|minute| of_room(*minute).next().is_some());
        next.extend(minute.into_iter().flat_map(of_room).map(|item| item.id));
    }
    next.sort_unstable();
    next
}

/// The name of the phase, from what has started so far and what still starts.
fn phase_in(conference: &Conference, minute: i64) -> &'static str {
    let starts = |minute: i64| conference.items.iter().any(|item| item.starts(minute));
    let begun = (MINUTES.start..=minute).any(starts);
    let goes_on = (minute + 1..MINUTES.end).any(starts);
    match (
        conference.items.iter().any(|item| item.is_on(minute)),
        begun,
        goes_on,
    ) {
        (true, ..) => "during",
        (false, false, true) => "before",
        (false, true, true) => "between",
        (false, true, false) => "after",
        (false, false, false) => "untimed",
    }
}

fn is_right_in_every_minute(conference: &Conference) {
    let programme = programme(conference);
    for minute in MINUTES {
        let second = conference.begin + minute * 60;
        let moment = Moment::from_unix_second(second).expect("calendars reach there");
        let ids = |positions: &[usize]| {
            let ids = positions
                .iter()
                .map(|at| programme.items()[*at].id.as_str());
            let mut ids: Vec<_> = ids.collect();
            ids.sort_unstable();
            ids
        };
        let found = now(&programme, moment);
        let on = conference.items.iter().filter(|item| item.is_on(minute));
        let mut on: Vec<_> = on.map(|item| item.id).collect();
        on.sort_unstable();
        assert_eq!(ids(&found.on), on, "on in minute {minute}");
        let next = next_in(conference.items, minute);
        assert_eq!(ids(&found.next), next, "next in minute {minute}");

        let (told, start) = match phase(&programme, moment) {
            Phase::Untimed => ("untimed", None),
            Phase::Before(start) => ("before", Some(start)),
            Phase::During => ("during", None),
            Phase::Between(start) => ("between", Some(start)),
            Phase::After => ("after", None),
        };
        assert_eq!(told, phase_in(conference, minute), "minute {minute}");
        if let Some(start) = start {
            let waiting = moment.seconds_until(start.moment()) / 60;
            let starts = |minute: &i64| conference.items.iter().any(|item| item.starts(*minute));
            let first = (minute + 1..MINUTES.end).find(starts);
            assert_eq!(first, Some(minute + waiting), "from minute {minute}");
        }
    }
}

fn item(id: &'static str, room: Option<&'static str>, start: Clock, end: End) -> Item {
    Item {
        id,
        room,
        start,
        end,
    }
}

/// At 03:00 the clocks go back to 02:00, so one hour comes twice.
#[test]
fn while_clocks_are_put_back() {
    is_right_in_every_minute(&Conference {
        zone: "Europe/Berlin",
        month: "2021-10",
        first: 30,
        begin: 1_635_552_000,
        items: &[
            item(
                "talk",
                DECK,
                Clock(0, 10, 0, 2),
                End::At(Clock(0, 11, 0, 2)),
            ),
            item(
                "cancelled",
                HOLD,
                Clock(0, 10, 30, 2),
                End::Cancelled(Clock(0, 11, 30, 2)),
            ),
            item(
                "at-once-after",
                DECK,
                Clock(0, 11, 0, 2),
                End::At(Clock(0, 11, 45, 2)),
            ),
            item(
                "beside-it",
                HOLD,
                Clock(0, 11, 0, 2),
                End::By(Clock(0, 12, 10, 2)),
            ),
            item(
                "and-in-the-same-room",
                HOLD,
                Clock(0, 11, 0, 2),
                End::At(Clock(0, 11, 5, 2)),
            ),
            item(
                "lunch",
                None,
                Clock(0, 12, 15, 2),
                End::At(Clock(0, 13, 0, 2)),
            ),
            item("party", None, Clock(0, 22, 0, 2), End::Open),
            item(
                "over-midnight",
                DECK,
                Clock(0, 23, 0, 2),
                End::At(Clock(1, 1, 30, 2)),
            ),
            item(
                "first-two",
                DECK,
                Clock(1, 2, 15, 2),
                End::At(Clock(1, 2, 45, 2)),
            ),
            item(
                "both-twos",
                HOLD,
                Clock(1, 2, 30, 2),
                End::At(Clock(1, 2, 30, 1)),
            ),
            item(
                "second-two",
                DECK,
                Clock(1, 2, 15, 1),
                End::At(Clock(1, 2, 45, 1)),
            ),
            item(
                "morning",
                HOLD,
                Clock(1, 9, 0, 1),
                End::At(Clock(1, 10, 0, 1)),
            ),
            item("open", DECK, Clock(1, 9, 30, 1), End::Open),
        ],
    });
}

/// At 02:00 the clocks go forward to 03:00, so one hour is missing.
#[test]
fn while_clocks_are_put_forward() {
    is_right_in_every_minute(&Conference {
        zone: "Europe/Oslo",
        month: "2026-03",
        first: 28,
        begin: 1_774_656_000,
        items: &[
            item(
                "talk",
                DECK,
                Clock(0, 10, 0, 1),
                End::At(Clock(0, 10, 45, 1)),
            ),
            item("late", HOLD, Clock(0, 23, 30, 1), End::Open),
            item(
                "night-watch",
                DECK,
                Clock(1, 1, 30, 1),
                End::At(Clock(1, 3, 30, 2)),
            ),
            item(
                "just-before",
                HOLD,
                Clock(1, 1, 45, 1),
                End::At(Clock(1, 3, 0, 2)),
            ),
            item(
                "just-after",
                HOLD,
                Clock(1, 3, 0, 2),
                End::By(Clock(1, 3, 20, 2)),
            ),
            item("open", DECK, Clock(1, 23, 0, 2), End::Open),
        ],
    });
}

#[test]
fn where_nothing_takes_place() {
    is_right_in_every_minute(&Conference {
        zone: "Europe/Oslo",
        month: "2026-03",
        first: 28,
        begin: 1_774_656_000,
        items: &[item(
            "cancelled",
            None,
            Clock(0, 10, 0, 1),
            End::Cancelled(Clock(0, 10, 45, 1)),
        )],
    });
}
