//! Small programmes of KonOpas and ConClár of kinds that are found in published files, with the right value of
//! each.

use hallway_importer::import::{File, Import, ImportOptions, import};
use hallway_programme::Programme;

fn files(contents: &[&str]) -> Result<Import, String> {
    let files: Vec<_> = contents
        .iter()
        .map(|content| File {
            path: "program".into(),
            content: (*content).into(),
        })
        .collect();
    let options = ImportOptions {
        title: Some("X 30".into()),
        zone: Some("Europe/Berlin".into()),
        ..ImportOptions::default()
    };
    import(&files, None, &options).map_err(|refused| refused.to_string())
}

fn read(content: &str) -> Import {
    files(&[content]).unwrap_or_else(|refused| panic!("{refused}"))
}

fn titles(programme: &Programme) -> Vec<&str> {
    let items = programme.items().iter();
    items.map(|item| item.title.as_str()).collect()
}

/// The names of the people of each item.
fn names(programme: &Programme) -> Vec<Vec<&str>> {
    let name = |id| programme.person(id).map_or("", |person| &person.name);
    let items = programme.items().iter();
    items
        .map(|item| item.people.iter().map(name).collect())
        .collect()
}

#[test]
fn the_present_form_of_conclar_is_read() {
    let import = read(include_str!("field/k01-v2-schedule.json"));
    assert_eq!(titles(&import.programme), ["Tea"]);
}

#[test]
fn scripts_are_read_as_they_are_written() {
    for script in [
        include_str!("field/k05-js-syntax.js"),
        include_str!("field/k05b-tab.js"),
        include_str!("field/k05c-comment-bracket.js"),
        "/* items: [1] */\nvar program = [ // the first\n{id: '1', title: 'Tea', date: \"2030-05-04\", time: \"10:00\", desc: 'a ] b',},\n];\nvar people = [];",
    ] {
        let import = read(script);
        let titles = titles(&import.programme);
        assert!(
            matches!(titles[..], ["Tea" | "Tea\ttime" | "Tea time"]),
            "{titles:?}"
        );
    }
}

#[test]
fn a_script_that_nests_without_end_is_refused() {
    let nested = format!("var program = [{}1,", "[".repeat(1_000_000));
    assert!(files(&[&nested]).is_err_and(|said| said.contains("cut off")));
    let closed = format!(
        "var program = [{}{}];",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    assert!(files(&[&closed]).is_err());
}

#[test]
fn a_role_stands_beside_the_name() {
    let import = read(include_str!("field/k07-moderator.json"));
    assert_eq!(names(&import.programme), [["Ann Arbor"], ["Ann Arbor"]]);
    assert!(
        import
            .repairs
            .iter()
            .any(|repair| repair.to_string().contains("role"))
    );
}

#[test]
fn rooms_of_one_name_in_two_areas_are_two() {
    let import = read(include_str!("field/k08-loc-levels.json"));
    let rooms: Vec<_> = import
        .programme
        .rooms()
        .iter()
        .map(|room| room.title.as_str())
        .collect();
    assert_eq!(rooms, ["Room 1, West Wing", "Room 1, East Wing"]);
}

const PROGRAM: &str = r#"[
    {"id": "1", "title": "Tea", "date": "2030-05-04", "time": "10:00", "tags": [{"value": "t_1", "category": "Track", "label": "Drinks"}], "people": [{"id": "a", "name": "A. Arbor"}]},
    {"id": "2", "title": "Milk", "date": "2030-05-04", "time": "11:00", "tags": ["t_1"]}]"#;
const PEOPLE: &str =
    r#"[{"id": "a", "name": "Ann Arbor", "bio": "Likes tea.", "prog": ["1", "2"]}]"#;

#[test]
fn items_and_people_come_in_two_files_in_either_order() {
    for order in [[PROGRAM, PEOPLE], [PEOPLE, PROGRAM]] {
        let import = files(&order).unwrap_or_else(|refused| panic!("{refused}"));
        let programme = &import.programme;
        assert_eq!(titles(programme), ["Tea", "Milk"]);
        assert_eq!(names(programme), [["Ann Arbor"], ["Ann Arbor"]]);
        assert!(!programme.people()[0].biography.is_empty());
        // The label is given once, and holds for both.
        let tracks: Vec<_> = programme
            .items()
            .iter()
            .map(|item| item.track.clone())
            .collect();
        assert!(tracks[0].is_some() && tracks[0] == tracks[1], "{tracks:?}");
    }
}

#[test]
fn other_views_of_sessionize_are_met_with_the_one_to_take() {
    let refused = files(&[include_str!("field/s07-view-sessions.json")]);
    assert!(refused.is_err_and(|said| said.contains("\"All\"")));
}
