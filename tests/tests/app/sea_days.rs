//! The Sea Days of `tests/programmes`: a small conference that has what a conference day can bring.
//! Talks that overlap, no time to change rooms, free time, a break, a night in which the clocks
//! change, a room with a floor plan.

use anyhow::Result;
use hallway_browser_tests::{Case, Settings, Site, Visit};

/// A moment of the first day, by the conference's clocks, as it stands in an address.
pub fn on_the_first_day(clock: &str) -> String {
    format!("2026-03-28T{clock}:00%2B01:00")
}

/// A visit to its site, before anything is opened.
pub async fn visit(case: Case) -> Result<Visit> {
    Visit::to(case, Site::sea_days(case.base)?, Settings::default()).await
}
