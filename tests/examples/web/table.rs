//! What was measured, as tables in Markdown.

use std::fmt;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

/// Between these lines of the file stands what was measured last.
pub const MEASURED: (&str, &str) = ("<!-- measured -->\n", "<!-- end of what was measured -->\n");

/// Between these, how that grows with the number of items.
pub const GROWTH: (&str, &str) = ("<!-- growth -->\n", "<!-- end of growth -->\n");

/// One figure, and what it shall be.
#[derive(Debug, Clone)]
pub struct Row {
    what: String,
    value: String,
    goal: String,
}

impl Row {
    pub fn new(what: &str, value: String, goal: &str) -> Self {
        Self {
            what: what.into(),
            value,
            goal: goal.into(),
        }
    }
}

/// All figures of one site.
#[derive(Debug)]
pub struct Table {
    title: String,
    rows: Vec<Row>,
}

impl Table {
    pub fn new(name: &str, items: usize) -> Self {
        Self {
            title: format!("{name}, {items} items"),
            rows: Vec::new(),
        }
    }

    pub fn add(&mut self, rows: &[Row]) {
        self.rows.extend_from_slice(rows);
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "### {}\n\n| | measured | goal |\n| --- | --- | --- |",
            self.title
        )?;
        for Row { what, value, goal } in &self.rows {
            writeln!(f, "| {what} | {value} | {goal} |")?;
        }
        Ok(())
    }
}

/// Bytes as thousands of them.
pub fn kilobytes(bytes: u64) -> String {
    format!("{:.0} KB", bytes as f64 / 1e3)
}

/// The value in the middle; 0 if there are none.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

/// Puts what was measured into the file between those marks, in place of what stands there.
pub fn write(file: &Path, marks: (&str, &str), measured: &str) -> Result<()> {
    let text = fs::read_to_string(file).with_context(|| format!("{}", file.display()))?;
    let (begin, end) = marks;
    let missing = format!("{} has no {begin}", file.display());
    let (before, rest) = text.split_once(begin).context(missing.clone())?;
    let (_, after) = rest.split_once(end).context(missing)?;
    let measured = format!("{}\n{measured}", machine()?);
    Ok(fs::write(
        file,
        format!("{before}{begin}{measured}{end}{after}"),
    )?)
}

/// Where and when that was.
fn machine() -> Result<String> {
    let said = |program: &str, arguments: &[&str]| -> Result<String> {
        let output = Command::new(program).args(arguments).output()?;
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let processor = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let processor = processor
        .lines()
        .find_map(|line| line.strip_prefix("model name"));
    let processor = processor.map_or("an unknown processor", |name| {
        name.trim_start_matches(['\t', ' ', ':'])
    });
    let cores = std::thread::available_parallelism()?;
    Ok(format!(
        "By `cargo xtask bench web` on {}, {cores} cores of {processor}, {}.\n",
        said("date", &["-u", "+%-d %B %Y"])?,
        said("chromium", &["--version"])?,
    ))
}
