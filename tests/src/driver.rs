//! A WebDriver server in a process of its own, which is ended with everything that it started.

use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process_group};
use tokio::net::TcpStream;

use crate::wait::until;

/// Waits until its input is closed, then ends a group of processes and removes their folder.
const WATCH: &str = r#"cat > /dev/null; kill -s KILL -- "-$1"; rm -rf -- "$2" || rm -rf -- "$2""#;

/// A running driver.
#[derive(Debug)]
pub(crate) struct Driver {
    process: Child,
    /// Ends the driver if this process ends without dropping it.
    watch: Option<Child>,
    port: u16,
}

impl Driver {
    /// Starts a driver on a free port; its browsers keep their profiles and temporary files below
    /// `home`.
    pub async fn start(mut command: Command, home: &Path) -> Result<Self> {
        let port = free_port()?;
        let name = command.get_program().to_string_lossy().into_owned();
        let process = command
            .arg(format!("--port={port}"))
            .env("TMPDIR", home)
            .env("XDG_CACHE_HOME", home.join("cache"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // A process group of its own, so that the browsers that it starts can be ended with it.
            .process_group(0)
            .spawn()
            .with_context(|| format!("{name} could not be started: is it installed?"))?;
        let mut driver = Self {
            process,
            watch: None,
            port,
        };
        let watch = Command::new("sh")
            .args(["-c", WATCH, "sh"])
            .arg(driver.process.id().to_string())
            .arg(home)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // Interrupting the tests does not interrupt this process.
            .process_group(0)
            .spawn()
            .context("sh could not be started")?;
        driver.watch = Some(watch);
        until(&format!("{name} listens"), async || {
            if let Some(status) = driver.process.try_wait()? {
                bail!("{name} ended at once ({status})");
            }
            Ok(TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.ok())
        })
        .await?;
        Ok(driver)
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if let Some(mut watch) = self.watch.take() {
            // It may have ended already.
            if let Some(group) = Pid::from_raw(watch.id().cast_signed()) {
                let _ = kill_process_group(group, Signal::KILL);
            }
            let _ = watch.wait();
        }
        if let Some(group) = Pid::from_raw(self.process.id().cast_signed()) {
            // It may have ended already.
            let _ = kill_process_group(group, Signal::KILL);
        }
        let _ = self.process.wait();
    }
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
        .local_addr()?
        .port())
}
