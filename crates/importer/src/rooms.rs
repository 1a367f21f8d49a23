//! What an organiser knows of the rooms that a schedule only names: building, floor, links, place
//! and floor plan, from a `rooms.toml` like that of a folder kept by hand.

use hallway_programme::draft::RoomDraft;

use crate::nearest::nearest;

/// Tells each room what is known of it; the same room is the one of the same id, or else of the same
/// title, whatever the case. Gives a message for each that no room is.
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
        "no room of the schedule is called \"{}\": passed over. {instead}",
        known.title
    )
}
