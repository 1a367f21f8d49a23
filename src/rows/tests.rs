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
            Row::Present | Row::Gap(_) | Row::Overlap(_) | Row::Changeover(..) => {}
        }
        if matches!(row, Row::Start(_) | Row::Track(_)) {
            let below = rows[place + 1..].iter();
            let mut below =
                below.skip_while(|row| matches!(row, Row::Overlap(_) | Row::Changeover(..)));
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
                let is_plain = |row: &Row| {
                    matches!(
                        row,
                        Row::Day(_) | Row::Start(_) | Row::Untimed | Row::Track(_) | Row::Item(_)
                    )
                };
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

/// Whether two overlap, whichever comes first.
fn overlap(one: &Item, two: &Item) -> bool {
    clash(one, two) == Some(Clash::Overlap) || clash(two, one) == Some(Clash::Overlap)
}

/// Items by position, with those together that overlap, directly or by way of another one of the three.
fn together(programme: &Programme, of: &[usize]) -> Vec<Vec<usize>> {
    let items = programme.items();
    let overlap = |one: usize, two: usize| overlap(&items[one], &items[two]);
    let is_joined = |one: usize, two: usize| {
        let mut by_way = of.iter().filter(|way| **way != one && **way != two);
        overlap(one, two) || by_way.any(|way| overlap(one, *way) && overlap(*way, two))
    };
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for &at in of {
        match groups.iter_mut().find(|group| is_joined(group[0], at)) {
            Some(group) => group.push(at),
            None => groups.push(vec![at]),
        }
    }
    groups.retain(|group| group.len() > 1);
    groups
}

/// What is listed of overlaps: items to choose from stand in one run below one bar; what is to be watched
/// later instead of others is folded into a bar above the first of these. Gives what is folded.
fn overlaps_are_right(
    shown: &Programme,
    agenda: &Agenda,
    listed: &[usize],
    rows: &[Row],
) -> Vec<usize> {
    let items = shown.items();
    let takes_place =
        |at: &usize| items[*at].slot.is_some() && items[*at].status != Status::Cancelled;
    let starred: Vec<_> = (0..3)
        .filter(takes_place)
        .filter(|at| agenda.is_starred(&items[*at].id))
        .collect();
    let attended: Vec<_> = starred
        .iter()
        .copied()
        .filter(|at| is_attended(&items[*at], agenda))
        .collect();
    let open = together(shown, &attended);
    let mut bars = Vec::new();
    for group in &open {
        if let Some(below) = group.iter().find(|at| listed.contains(at)) {
            bars.push((*below, group[0]));
        }
    }
    let mut folded = Vec::new();
    for group in together(shown, &starred) {
        let is_open = open
            .iter()
            .any(|open| open.iter().all(|at| group.contains(at)));
        let (chosen, later): (Vec<_>, Vec<_>) =
            group.iter().copied().partition(|at| attended.contains(at));
        let is_listed = group.iter().all(|at| listed.contains(at));
        if !is_open && is_listed && !chosen.is_empty() && !later.is_empty() {
            bars.push((chosen[0], group[0]));
            folded.extend(later);
        }
    }
    bars.sort_unstable();
    let mut found = Vec::new();
    for pair in rows.windows(2) {
        if let (Row::Overlap(first), below) = (&pair[0], &pair[1]) {
            let Row::Item(below) = below else {
                panic!("{below:?} below a bar: {rows:?}");
            };
            let position = |id: &ItemId| items.iter().position(|item| item.id == *id);
            found.extend(position(below).zip(position(first)));
        }
    }
    assert_eq!(found, bars, "{rows:?}");
    folded.sort_unstable();
    folded
}

/// Above an item stands from which room to change without any time for it, but not among items to choose
/// from.
fn changeovers_are_right(shown: &Programme, agenda: &Agenda, listed: &[usize], rows: &[Row]) {
    let items = shown.items();
    let attended: Vec<_> = (0..3)
        .filter(|at| is_attended(&items[*at], agenda))
        .collect();
    let open = together(shown, &attended);
    let mut expected = Vec::new();
    for &second in attended.iter().filter(|at| listed.contains(at)) {
        let first = attended.iter().rev().find(|first| {
            let is_choice = |group: &Vec<usize>| group.contains(first) && group.contains(&second);
            **first < second
                && clash(&items[**first], &items[second]) == Some(Clash::NoTimeToWalk)
                && !open.iter().any(is_choice)
        });
        let changeover =
            |first: &usize| Row::Changeover(items[*first].id.clone(), items[second].id.clone());
        expected.extend(first.map(changeover));
    }
    let found = rows.iter().filter(|row| matches!(row, Row::Changeover(..)));
    assert!(found.eq(&expected), "{expected:?} in {rows:?}");
    for (place, row) in rows.iter().enumerate() {
        if let Row::Changeover(_, second) = row {
            let mut below = rows[place + 1..].iter();
            let below = below.find(|row| !matches!(row, Row::Overlap(_)));
            assert_eq!(below, Some(&Row::Item(second.clone())), "{rows:?}");
        }
    }
}

fn what_is_mine_is_right(published: &Programme, agenda: &Agenda, listed: &[usize]) {
    for shown in by_two_clocks(published) {
        let rows = Rows::new(&shown, listed)
            .with_agenda(Some(agenda), published)
            .laid_out();
        let folded = overlaps_are_right(&shown, agenda, listed, &rows);
        let unfolded: Vec<_> = listed
            .iter()
            .copied()
            .filter(|at| !folded.contains(at))
            .collect();
        headings_are_right(&shown, &unfolded, &rows);
        let items = published.items().iter().enumerate();
        let mut attended = items.filter(|(_, item)| is_attended(item, agenda));
        let all_listed = attended.all(|(at, _)| listed.contains(&at));
        gaps_are_right(published, agenda, all_listed, &rows);
        changeovers_are_right(&shown, agenda, listed, &rows);
    }
}

#[test]
fn free_time_and_overlaps_stand_where_they_belong_whatever_is_picked() {
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

#[test]
fn nothing_is_folded_that_is_not_whole_in_the_list() {
    for published in programmes().step_by(5) {
        for number in 0..3_usize.pow(3) {
            for listed in [0b011, 0b101, 0b110] {
                what_is_mine_is_right(&published, &agenda(number), &positions(listed));
            }
        }
    }
}

/// A programme of three items at those times of one day, in rooms of their own.
fn one_day(times: [(&str, &str); 3]) -> Programme {
    let items = NAMES.iter().zip(times).map(|(name, (start, end))| {
        let instant = |clock: &str| format!("2021-10-30T{clock}:00+02:00");
        format!(
            r#"{{"id":"{name}","title":"{name}","start":"{}","end":"{}"}}"#,
            instant(start),
            instant(end)
        )
    });
    let items: Vec<_> = items.collect();
    let json = format!(
        r#"{{"format":1,"revision":1,"conference":{{"id":"c","title":"C","first_day":"2021-10-30","last_day":"2021-10-30","zone":"Europe/Berlin"}},"items":[{}]}}"#,
        items.join(",")
    );
    Programme::from_json(&json).expect("this is a programme")
}

/// The rows of an agenda at a time of that day.
fn rows_at(programme: &Programme, agenda: &Agenda, clock: &str) -> Vec<Row> {
    let present = Instant::parse(&format!("2021-10-30T{clock}:00+02:00"));
    Rows::new(programme, &positions(0b111))
        .with_present(present.ok().map(Instant::moment))
        .with_agenda(Some(agenda), programme)
        .laid_out()
}

#[test]
fn free_time_is_told_from_ten_minutes_until_it_is_over() {
    let programme = one_day([("10:00", "10:30"), ("10:39", "11:00"), ("11:10", "12:00")]);
    let starts = |clock: &str| -> Vec<String> {
        let rows = rows_at(&programme, &agenda(EVERYTHING), clock).into_iter();
        rows.filter_map(|row| match row {
            Row::Gap(gap) => Some(gap.from.clock()),
            _ => None,
        })
        .collect()
    };
    assert_eq!(starts("09:00"), ["11:00"]);
    assert_eq!(starts("11:09"), ["11:00"]);
    assert!(starts("11:10").is_empty());
}

#[test]
fn what_is_watched_later_is_folded_until_its_time_is_over() {
    let programme = one_day([("10:00", "11:00"), ("10:30", "11:30"), ("13:00", "14:00")]);
    // The first is to be watched later, the others attended.
    let agenda = agenda(2 + 3 + 9);
    let items = |clock: &str| -> Vec<Row> {
        let rows = rows_at(&programme, &agenda, clock).into_iter();
        rows.filter(|row| matches!(row, Row::Item(_) | Row::Overlap(_)))
            .collect()
    };
    let [a, b, c] = NAMES.map(|name| ItemId::new(name).expect("this is an id"));
    let [row_a, row_b, row_c] = [&a, &b, &c].map(|id| Row::Item(id.clone()));
    let folded = [Row::Overlap(a), row_b.clone(), row_c.clone()];
    assert_eq!(items("09:00"), folded);
    assert_eq!(items("11:29"), folded);
    assert_eq!(items("11:30"), [row_a, row_b, row_c]);
}
