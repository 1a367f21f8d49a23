//! The parts of a long command, and how many minutes each took.

use std::time::Instant;

use anyhow::Result;

use crate::shell::say;

/// A table of what was done so far.
#[derive(Debug, Default)]
pub struct Parts(String);

impl Parts {
    /// Does a part, and gives what it made.
    ///
    /// # Errors
    /// What goes wrong in it.
    pub fn part<T>(&mut self, name: &str, part: impl FnOnce() -> Result<T>) -> Result<T> {
        say(name);
        let begun = Instant::now();
        let made = part()?;
        let minutes = begun.elapsed().as_secs_f64() / 60.0;
        self.0.push_str(&format!("{minutes:>7.1}  {name}\n"));
        Ok(made)
    }

    /// The parts with their minutes.
    pub fn table(&self) -> String {
        format!("minutes  part\n{}", self.0)
    }
}
