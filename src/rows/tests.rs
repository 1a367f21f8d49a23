//! Every list of three small items, against what one finds by going through its day.

use hallway_agenda::{DeviceId, Plan};
use hallway_programme::Status;

use super::*;

/// What an item can be: when, how long, where; or of which track, without a time.
const SHAPES: [&str; 11] = [
    r#""start":"2021-10-30T10:00:00+02:00","end":"2021-10-30T10:30:00+02:00","room":"deck""#,
    r#""start":"2021-10-30T10:00:00+02:00","end":"2021-10-30T11:30:00+02:00","room":"hold""#,
    r#""start":"2021-10-30T10:30:00+02:00","end":"2021-10-30T11:00:00+02:00","room":"hold""#,
    r#""start":"2021-10-30T11:00:00+02:00","ends_by":"2021-10-30T11:30:00+02:00","room":"deck""#,
    r#""start":"2021-10-30T11:30:00+02:00","end":"2021-10-30T12:00:00+02:00","status":"cancelled""#,
    r#""start":"2021-10-30T12:00:00+02:00""#,
    r#""start":"2021-10-30T23:30:00+02:00","end":"2021-10-31T00:30:00+02:00","room":"deck""#,
    r#""start":"2021-10-31T09:00:00+01:00","end":"2021-10-31T09:30:00+01:00","room":"deck""#,
    r#""track":"sea""#,
    r#""track":"land""#,
    "",
];

const NAMES: [&str; 3] = ["a", "b", "c"];

/// The moments at which anything can begin or end, and what lies between: each half hour of the days.
fn half_hours() -> impl Iterator<Item = Moment> {
    let begin = Instant::parse("2021-10-29T12:00:00+00:00").expect("this is an instant");
    let begin = begin.moment().unix_second();
    (0..120).filter_map(move |at| Moment::from_unix_second(begin + at * 30 * 60))
}

/// All programmes of three items.
fn programmes() -> impl Iterator<Item = Programme> {
    let all = (0..SHAPES.len().pow(3)).map(|number| {
        let digits = [0, 1, 2].map(|at| number / SHAPES.len().pow(at) % SHAPES.len());
        let items = NAMES.iter().zip(digits).map(|(name, shape)| {
            let comma = if SHAPES[shape].is_empty() { "" } else { "," };
            format!(
                r#"{{"id":"{name}","title":"{name}"{comma}{}}}"#,
                SHAPES[shape]
            )
        });
        items.collect::<Vec<_>>().join(",")
    });
    all.map(|items| {
        let json = format!(
            r#"{{"format":1,"revision":1,"conference":{{"id":"c","title":"C","first_day":"2021-10-30","last_day":"2021-10-31","zone":"Europe/Berlin"}},
            "rooms":[{{"id":"deck","title":"Deck"}},{{"id":"hold","title":"Hold"}}],
            "tracks":[{{"id":"land","title":"Land"}},{{"id":"sea","title":"Sea"}}],"items":[{items}]}}"#
        );
        Programme::from_json(&json).expect("this is a programme")
    })
}

/// An agenda with those of the items to be at and those to be watched later, as a number says.
fn agenda(number: usize) -> Agenda {
    let mut agenda = Agenda::new(DeviceId::new(1));
    for (at, name) in (0_u32..).zip(NAMES) {
        let id = ItemId::new(name).expect("this is an id");
        match number / 3_usize.pow(at) % 3 {
            0 => {}
            1 => agenda.star(&id, true, 1),
            _ => {
                agenda.star(&id, true, 1);
                agenda.set_plan(&id, Plan::WatchLater, 2);
            }
        }
    }
    agenda
}

/// An agenda that has everything to be at.
const EVERYTHING: usize = 1 + 3 + 9;

/// The programme by the conference's clocks, and by some that are nine hours ahead of UTC.
fn by_two_clocks(published: &Programme) -> [Programme; 2] {
    let elsewhere = published.by_clocks(|_| 9 * 60 * 60, "Asia/Tokyo".into());
    [published.clone(), elsewhere]
}

/// The positions that a number's bits name.
fn positions(listed: usize) -> Vec<usize> {
    (0..3).filter(|at| listed >> at & 1 == 1).collect()
}

fn item<'a>(programme: &'a Programme, id: &ItemId) -> &'a Item {
    programme.item(id).expect("what is listed is an item")
}

fn start(item: &Item) -> Option<Moment> {
    item.slot.map(|slot| slot.start.moment())
}

/// When it is over, as far as that is known.
fn end(item: &Item) -> Option<Moment> {
    item.slot
        .map(|slot| slot.end.latest().unwrap_or(slot.start).moment())
}

/// Whether the attendee means to be at it.
fn is_attended(item: &Item, agenda: &Agenda) -> bool {
    let takes_place = item.slot.is_some() && item.status != Status::Cancelled;
    takes_place && agenda.plan(&item.id) == Some(Plan::Attend)
}

/// Every item stands once, timed ones in the programme's order below their day and their start, then
/// those of each track together; and no heading stands for nothing.
fn headings_are_right(programme: &Programme, listed: &[usize], rows: &[Row]) {
    let (mut day, mut at, mut track) = (None, None, None);
    let mut found = Vec::new();
    let mut tracks = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        match row {
            Row::Day(date) => {
                assert!(day.replace(*date) < Some(*date), "days in order: {rows:?}");
                at = None;
            }
            Row::Start(start) => {
                assert!(at.replace(*start) < Some(*start), "in order: {rows:?}");
                assert_eq!(day, Some(start.day()), "{rows:?}");
            }
            Row::Untimed => (day, at) = (None, None),
            Row::Track(of) => {
                assert!(!tracks.contains(of), "each track once: {rows:?}");
                tracks.push(of.clone());
                track = Some(of.clone());
            }
            Row::Item(id) => {
                let item = item(programme, id);
                assert_eq!(at, item.slot.map(|slot| slot.start), "{rows:?}");
                if item.slot.is_none() {
                    assert_eq!(track, Some(item.track.clone()), "{rows:?}");
                }
                found.push(id.clone());
            }
            Row::Present | Row::Gap(_) | Row::Conflict(..) => {}
        }
        if matches!(row, Row::Start(_) | Row::Track(_)) {
            let below = rows[place + 1..].iter();
            let mut below = below.skip_while(|row| matches!(row, Row::Conflict(..)));
            assert!(matches!(below.next(), Some(Row::Item(_))), "{rows:?}");
        }
    }
    let items = || listed.iter().map(|at| &programme.items()[*at]);
    let mut expected: Vec<_> = items()
        .filter(|item| item.slot.is_some())
        .map(|item| item.id.clone())
        .collect();
    for track in &tracks {
        let of_track = items().filter(|item| item.slot.is_none() && item.track == *track);
        expected.extend(of_track.map(|item| item.id.clone()));
    }
    assert_eq!(found, expected, "{rows:?}");
    assert_eq!(found.len(), listed.len(), "{rows:?}");
    let untimed = rows.iter().filter(|row| matches!(row, Row::Untimed));
    let any = items().any(|item| item.slot.is_none());
    assert_eq!(untimed.count(), usize::from(any), "{rows:?}");
}

#[test]
fn every_item_stands_once_below_its_headings() {
    for published in programmes() {
        for shown in by_two_clocks(&published) {
            for listed in (0..8).map(positions) {
                let rows = Rows::new(&shown, &listed).laid_out();
                headings_are_right(&shown, &listed, &rows);
                let is_plain =
                    |row: &Row| !matches!(row, Row::Present | Row::Gap(_) | Row::Conflict(..));
                assert!(rows.iter().all(is_plain), "{rows:?}");
            }
        }
    }
}

#[test]
fn the_present_is_between_what_has_begun_and_what_is_to_come() {
    for published in programmes().step_by(7) {
        for shown in by_two_clocks(&published) {
            let listed = positions(0b111);
            for present in half_hours() {
                let rows = Rows::new(&shown, &listed)
                    .with_present(Some(present))
                    .laid_out();
                headings_are_right(&shown, &listed, &rows);
                let is_today = |row: &Row| {
                    let Row::Start(at) = row else { return false };
                    let there = present.at_offset(at.offset_seconds());
                    there.is_some_and(|there| there.day() == at.day())
                };
                let places = rows.iter().enumerate();
                let places = places.filter(|(_, row)| **row == Row::Present);
                let places: Vec<_> = places.map(|(place, _)| place).collect();
                let today = rows.iter().any(is_today);
                assert_eq!(places.len(), usize::from(today), "{present:?} in {rows:?}");
                let Some(&place) = places.first() else {
                    continue;
                };
                for (other, row) in rows.iter().enumerate() {
                    if let Row::Start(at) = row {
                        assert_eq!(
                            other < place,
                            at.moment() <= present,
                            "{present:?} in {rows:?}"
                        );
                    }
                }
                let above = rows[..place].iter().rev();
                let mut headings = above.filter(|row| matches!(row, Row::Day(_) | Row::Untimed));
                let there = rows.iter().find(|row| is_today(row));
                let Some(Row::Start(at)) = there else {
                    continue;
                };
                assert_eq!(
                    headings.next(),
                    Some(&Row::Day(at.day())),
                    "{present:?} in {rows:?}"
                );
            }
        }
    }
}

/// A half hour is in a gap if nothing is on in it, and what was over last and what comes next are of
/// one day of the conference.
fn gaps_are_right(published: &Programme, agenda: &Agenda, all_listed: bool, rows: &[Row]) {
    let mut gaps = Vec::new();
    for pair in rows.windows(2) {
        if let Row::Gap(gap) = &pair[0] {
            assert_eq!(pair[1], Row::Start(gap.to), "before what ends it: {rows:?}");
            gaps.push(*gap);
        }
    }
    let attended = published.items().iter();
    let attended: Vec<_> = attended.filter(|item| is_attended(item, agenda)).collect();
    for moment in half_hours() {
        let in_gaps = gaps.iter();
        let in_gaps = in_gaps
            .filter(|gap| gap.from.moment() <= moment && moment < gap.to.moment())
            .count();
        let busy = attended.iter().any(|item| {
            start(item).is_some_and(|start| start <= moment)
                && end(item).is_some_and(|end| moment < end)
        });
        let slots = || attended.iter().filter_map(|item| item.slot);
        let over = slots()
            .map(|slot| slot.end.latest().unwrap_or(slot.start))
            .filter(|end| end.moment() <= moment)
            .max_by_key(|end| end.moment());
        let next = slots().map(|slot| slot.start);
        let next = next
            .filter(|start| start.moment() > moment)
            .min_by_key(|start| start.moment());
        let of_one_day = over
            .zip(next)
            .is_some_and(|(over, next)| over.day() == next.day());
        let expected = all_listed && !busy && of_one_day;
        assert_eq!(in_gaps, usize::from(expected), "{moment:?} in {rows:?}");
    }
}

/// Whether both can't be seen whole; the first is the one that comes first in the programme.
fn clash(first: &Item, second: &Item) -> Option<Clash> {
    let (begin, over) = (start(first)?, end(first)?);
    let later = start(second)?;
    let elsewhere = first.room.is_some() && second.room.is_some() && first.room != second.room;
    let overlaps = half_hours().any(|moment| {
        let during = |from: Moment, to: Moment| from <= moment && moment < to;
        during(begin, over) && moment >= later && moment < end(second).unwrap_or(later)
    });
    // What has no length overlaps with what is on when it begins.
    let begins_within = begin <= later && later < over;
    if overlaps || begins_within || begin == later {
        Some(Clash::Overlap)
    } else {
        let is_over = matches!(first.slot?.end, hallway_programme::End::At(_));
        (over == later && elsewhere && is_over).then_some(Clash::NoTimeToWalk)
    }
}

/// Each pair that conflicts stands once, right above the later one, if that is listed.
fn conflicts_are_right(shown: &Programme, agenda: &Agenda, listed: &[usize], rows: &[Row]) {
    let attended = |at: usize| is_attended(&shown.items()[at], agenda);
    let mut expected = Vec::new();
    for second in (0..3).filter(|at| attended(*at) && listed.contains(at)) {
        for first in (0..second).filter(|at| attended(*at)) {
            let (first, second) = (&shown.items()[first], &shown.items()[second]);
            if let Some(clash) = clash(first, second) {
                expected.push(Row::Conflict(first.id.clone(), second.id.clone(), clash));
            }
        }
    }
    let found = rows.iter().filter(|row| matches!(row, Row::Conflict(..)));
    assert!(found.eq(&expected), "{expected:?} in {rows:?}");
    for pair in rows.windows(2) {
        if let Row::Conflict(_, second, _) = &pair[0] {
            let below = match &pair[1] {
                Row::Conflict(_, below, _) | Row::Item(below) => below,
                other => panic!("{other:?} below a conflict: {rows:?}"),
            };
            assert_eq!(below, second, "{rows:?}");
        }
    }
}

fn what_is_mine_is_right(published: &Programme, agenda: &Agenda, listed: &[usize]) {
    for shown in by_two_clocks(published) {
        let rows = Rows::new(&shown, listed)
            .with_agenda(Some(agenda), published)
            .laid_out();
        headings_are_right(&shown, listed, &rows);
        let items = published.items().iter().enumerate();
        let mut attended = items.filter(|(_, item)| is_attended(item, agenda));
        let all_listed = attended.all(|(at, _)| listed.contains(&at));
        gaps_are_right(published, agenda, all_listed, &rows);
        conflicts_are_right(&shown, agenda, listed, &rows);
    }
}

#[test]
fn free_time_and_conflicts_stand_where_they_belong_whatever_is_picked() {
    for published in programmes().step_by(3) {
        for number in 0..3_usize.pow(3) {
            what_is_mine_is_right(&published, &agenda(number), &positions(0b111));
        }
    }
}

#[test]
fn free_time_is_told_only_while_all_is_listed() {
    for published in programmes().step_by(2) {
        for listed in 0..8 {
            what_is_mine_is_right(&published, &agenda(EVERYTHING), &positions(listed));
        }
    }
}
