//! Servers in processes of their own, for tests and benches: started, and never left behind.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};
use rustix::process::{Pid, Signal, kill_process};

/// A server that says `listening on` and its address in its first line, as `hallway sync-server` does;
/// ended with this.
#[derive(Debug)]
pub struct ServerProcess {
    process: Child,
    address: String,
}

impl ServerProcess {
    /// Starts it; ready when this returns.
    ///
    /// # Errors
    /// If it can't be started, or says something else.
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

    /// The system's number for the process.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// Ends it as a power cut would.
    ///
    /// # Errors
    /// What the system says.
    pub fn kill(mut self) -> Result<()> {
        self.process.kill()?;
        self.process.wait()?;
        Ok(())
    }

    /// Asks it to end, and gives whether it ended well.
    ///
    /// # Errors
    /// What the system says.
    pub fn end(mut self) -> Result<bool> {
        let process = Pid::from_raw(self.id().cast_signed()).context("it has an id")?;
        kill_process(process, Signal::TERM)?;
        Ok(self.process.wait()?.success())
    }
}

impl Drop for ServerProcess {
    fn drop(&mut self) {
        // One that ended already needs no ending.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
