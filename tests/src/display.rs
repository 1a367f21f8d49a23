//! A display in memory, for the engine that has no headless mode.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

/// An X display of its own; gone when dropped.
#[derive(Debug)]
pub(crate) struct Display {
    server: Child,
    name: String,
}

impl Display {
    /// Starts a display on a number that Xvfb finds free.
    pub fn start() -> Result<Self> {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-nolisten", "tcp"])
            .args(["-screen", "0", "2800x2000x24"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("Xvfb could not be started: is it installed?")?;
        let output = server.stdout.take().context("Xvfb says its number")?;
        let mut display = Self {
            server,
            name: String::new(),
        };
        let mut number = String::new();
        BufReader::new(output).read_line(&mut number)?;
        display.name = format!(":{}", number.trim());
        Ok(display)
    }

    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        // A display that ended already needs no ending.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
