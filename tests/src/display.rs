//! A virtual display, for the engine that has no headless mode.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

/// The size of the display: enough for the largest page and its window.
const SIZE: (u32, u32) = (2800, 2000);

/// The position at which a window is under the pointer, which starts in the display's middle:
/// without a window manager, that makes the window active, and only an active window shows the
/// focus.
pub(crate) const UNDER_THE_POINTER: (u32, u32) = (SIZE.0 / 2 - 10, SIZE.1 / 2 - 10);

/// A separate X display; ended when dropped.
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
            .args(["-screen", "0", &format!("{}x{}x24", SIZE.0, SIZE.1)])
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
        // It may have ended already.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
