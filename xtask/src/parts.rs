//! The parts of a long command: how many minutes each took, and how many tests passed in it.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::run::{run_reading, say};

/// What was done so far.
#[derive(Debug, Default)]
pub struct Parts {
    done: Vec<Part>,
}

#[derive(Debug)]
struct Part {
    name: &'static str,
    took: Duration,
    tests: Tests,
}

/// How many tests ended in which way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tests {
    passed: u32,
    failed: u32,
    skipped: u32,
}

impl Parts {
    /// Does a part, and gives what it made.
    ///
    /// # Errors
    /// What goes wrong in it.
    pub fn part<T>(
        &mut self,
        name: &'static str,
        part: impl FnOnce(&mut Tests) -> Result<T>,
    ) -> Result<T> {
        say(name);
        let begun = Instant::now();
        let mut tests = Tests::default();
        let made = part(&mut tests)?;
        self.done.push(Part {
            name,
            took: begun.elapsed(),
            tests,
        });
        Ok(made)
    }

    /// The parts with their minutes, and below them, as the last line, all tests.
    pub fn table(&self) -> String {
        let mut all = Tests::default();
        let mut whole = Duration::ZERO;
        let mut table = String::from("minutes  tests  part\n");
        let line = |took: Duration, tests: u32, name: &str| {
            let minutes = took.as_secs_f64() / 60.0;
            format!("{minutes:>7.1}  {tests:>5}  {name}\n")
        };
        for Part { name, took, tests } in &self.done {
            table.push_str(&line(*took, tests.passed, name));
            whole += *took;
            all.add(*tests);
        }
        table.push_str(&line(whole, all.passed, "all"));
        let Tests {
            passed,
            failed,
            skipped,
        } = all;
        table + &format!("\n{passed} passed, {failed} failed, {skipped} skipped")
    }
}

impl Tests {
    /// Runs a command that runs tests, and counts them.
    ///
    /// # Errors
    /// As [`crate::run::run`]'s.
    pub fn run(&mut self, command: &mut Command) -> Result<()> {
        run_reading(command, |line| self.add(Self::in_summary(line)))
    }

    fn add(&mut self, others: Self) {
        self.passed += others.passed;
        self.failed += others.failed;
        self.skipped += others.skipped;
    }

    /// The counts of a line with which a test binary ends; none of any other line.
    fn in_summary(line: &str) -> Self {
        let Some(counts) = line.trim().strip_prefix("test result: ") else {
            return Self::default();
        };
        let count = |of: &str| {
            let mut words = counts.split([' ', ';']).filter(|word| !word.is_empty());
            let at = words.clone().position(|word| word == of);
            let count = at.and_then(|at| words.nth(at.checked_sub(1)?));
            count.and_then(|count| count.parse().ok()).unwrap_or(0)
        };
        Self {
            passed: count("passed"),
            failed: count("failed"),
            skipped: count("ignored"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_is_counted_and_nothing_else_is() {
        let summary = "test result: ok. 12 passed; 0 failed; 3 ignored; 0 measured; 7 filtered out; finished in 1.20s\n";
        let expected = Tests {
            passed: 12,
            failed: 0,
            skipped: 3,
        };
        assert_eq!(Tests::in_summary(summary), expected);
        assert_eq!(Tests::in_summary("test a_test ... ok\n"), Tests::default());
    }

    #[test]
    fn the_last_line_counts_all_tests() {
        let mut parts = Parts::default();
        for (name, line) in [
            ("units", "test result: ok. 2 passed; 0 failed; 1 ignored"),
            ("browsers", "test result: ok. 3 passed; 0 failed; 0 ignored"),
        ] {
            let counted = parts.part(name, |tests| {
                tests.add(Tests::in_summary(line));
                Ok(())
            });
            counted.unwrap();
        }
        let table = parts.table();
        assert!(table.contains("      2  units\n"), "{table}");
        assert_eq!(table.lines().last(), Some("5 passed, 0 failed, 1 skipped"));
    }
}
