//! Adds what an organiser knows about rooms that a schedule only names: building, floor, links,
//! location and floor plan, from a `rooms.toml` like that of a folder kept by hand.

use hallway_programme::draft::RoomDraft;

use crate::nearest::nearest;

/// Adds the details in `known` to the rooms, which are matched by id, or else by title regardless
/// of case. Returns warnings about entries that match no room.
pub(crate) fn describe(rooms: &mut [RoomDraft], known: Vec<RoomDraft>) -> Vec<String> {
    let mut messages = Vec::new();
    for known in known {
        let title = known.title.to_lowercase();
        let by_id = rooms.iter().position(|room| room.id == known.id);
        let by_title = || {
            let mut titles = rooms.iter().map(|room| room.title.to_lowercase());
            titles.position(|other| other == title)
        };
        match by_id.or_else(by_title) {
            Some(at) => {
                let id = std::mem::take(&mut rooms[at].id);
                rooms[at] = RoomDraft { id, ..known };
            }
            None => messages.push(unknown(&known, rooms)),
        }
    }
    messages
}

fn unknown(known: &RoomDraft, rooms: &[RoomDraft]) -> String {
    let titles = || rooms.iter().map(|room| room.title.as_str());
    let instead = match nearest(&known.title, titles()) {
        Some(title) => format!("Did you mean \"{title}\"?"),
        None => format!("There are: {}", titles().collect::<Vec<_>>().join(", ")),
    };
    format!(
        "no room of the schedule is called \"{}\": ignored. {instead}",
        known.title
    )
}
