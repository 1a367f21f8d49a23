//! Writes a made-up schedule.xml to standard output: `cargo run --example schedule_xml -- 20000`.

fn main() {
    let events = std::env::args()
        .nth(1)
        .and_then(|events| events.parse().ok());
    print!("{}", hallway_bench::schedule_xml(events.unwrap_or(1_000)));
}
