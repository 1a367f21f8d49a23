//! One address of each kind of view, for what has to hold on all of them.

use anyhow::{Context, Result};

use crate::published::Programme;

/// Addresses below the base path: the programme whole, filtered and without a result, the present,
/// the agenda, More, people, venue, friends, sync, a shared schedule, the news, a track, items with and without a time, a person, a room, and nothing.
pub fn one_of_each(programme: &Programme) -> Result<Vec<String>> {
    let (track, person) = (&programme.tracks[0], &programme.people[0]);
    let room = programme.rooms.first().context("there are rooms")?;
    let mut items = programme.items.iter();
    let timed = items.clone().find(|item| item.start.is_some());
    let untimed = items.find(|item| item.start.is_none());
    let (timed, untimed) = timed
        .zip(untimed)
        .context("there are items of both kinds")?;
    let start = timed.start.as_deref().context("it has a start")?;
    Ok(vec![
        String::new(),
        format!("?track={}&q=a", track.id),
        "?q=no+such+words".into(),
        format!("now?now={start}"),
        "mine".into(),
        "about".into(),
        "people".into(),
        "venue".into(),
        "friends".into(),
        "sync".into(),
        format!("shared#name=Ada&items={}.{}", timed.id, untimed.id),
        "whats-new".into(),
        format!("track/{}", track.id),
        format!("item/{}", timed.id),
        format!("item/{}", untimed.id),
        format!("person/{}", person.id),
        format!("room/{}", room.id),
        "no-such-view".into(),
    ])
}
