//! Starts servers as child processes for tests and benchmarks, and always ends them.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};
use rustix::process::{Pid, Signal, kill_process};

/// A server that prints `listening on` and its address as its first line, as `hallway sync-server`
/// does. The process ends when this is dropped.
#[derive(Debug)]
pub struct ServerProcess {
    process: Child,
    address: String,
}

impl ServerProcess {
    /// Starts the server, and returns once it is listening.
    ///
    /// # Errors
    /// If it can't be started, or prints something else.
    pub fn start(command: &mut Command) -> Result<Self> {
        let mut process = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()?;
        let out = process.stdout.take().context("it has an output")?;
        let mut server = Self {
            process,
            address: String::new(),
        };
        let mut said = String::new();
        BufReader::new(out).read_line(&mut said)?;
        let address = said.trim().strip_prefix("listening on ");
        server.address = address.with_context(|| format!("it said {said:?}"))?.into();
        Ok(server)
    }

    /// Scheme, host and port.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The process id.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// Ends it abruptly, as a power cut would.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn kill(mut self) -> Result<()> {
        self.process.kill()?;
        self.process.wait()?;
        Ok(())
    }

    /// Asks it to end; returns whether it ended without an error.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn end(mut self) -> Result<bool> {
        let process = Pid::from_raw(self.id().cast_signed()).context("it has an id")?;
        kill_process(process, Signal::TERM)?;
        Ok(self.process.wait()?.success())
    }
}

impl Drop for ServerProcess {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
