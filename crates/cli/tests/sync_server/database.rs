//! The databases of tests: a SQLite file, or a PostgreSQL server on a free port.

use std::fs;
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, geteuid, kill_process};
use tempfile::TempDir;

/// Which database a test runs against.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    Sqlite,
    Postgres,
}

/// A database for one test, empty at first, and deleted when this is dropped.
pub struct Database {
    pub url: String,
    // Dropped in this order: first the server, then its files.
    server: Option<Postgres>,
    _folder: TempDir,
}

/// How PostgreSQL ends suddenly.
#[derive(Debug, Clone, Copy)]
pub enum End {
    /// Its main process is killed, and the others notice that and end.
    Killed,
    /// An immediate shutdown: nothing more is written, and the next start recovers.
    Immediate,
}

impl Database {
    pub fn new(kind: Kind) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let (url, server) = match kind {
            Kind::Sqlite => {
                let file = folder.path().join("mailboxes.db");
                (format!("sqlite:{}", file.display()), None)
            }
            Kind::Postgres => {
                let server = Postgres::start(folder.path())?;
                (server.url(), Some(server))
            }
        };
        Ok(Self {
            url,
            server,
            _folder: folder,
        })
    }

    /// Ends PostgreSQL suddenly, and starts it again on the same port; returns once it is ready.
    pub fn end_and_start_again(&mut self, end: End) -> Result<()> {
        let server = self.server.as_mut().context("a file has no server")?;
        match end {
            End::Killed => server.process.kill()?,
            End::Immediate => server.shut_down_at_once(),
        }
        server.process.wait()?;
        server.start_again()
    }
}

/// A running PostgreSQL.
struct Postgres {
    programs: PathBuf,
    data: PathBuf,
    port: u16,
    process: Child,
}

/// How long PostgreSQL may take to start.
const PATIENCE: Duration = Duration::from_secs(60);

impl Postgres {
    fn start(folder: &Path) -> Result<Self> {
        let programs = programs()?;
        let data = folder.join("data");
        fs::create_dir(&data)?;
        if geteuid().is_root() {
            for folder in [folder, &data] {
                std::os::unix::fs::chown(folder, Some(NOBODY), Some(NOBODY))?;
            }
        }
        let made = unprivileged(&programs.join("initdb"))
            .args(["--username", "hallway", "--auth", "trust", "--no-sync"])
            .arg("--pgdata")
            .arg(&data)
            .output()?;
        if !made.status.success() {
            bail!("initdb: {}", String::from_utf8_lossy(&made.stderr));
        }
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let process = run(&programs, &data, port)?;
        let mut server = Self {
            programs,
            data,
            port,
            process,
        };
        if !server.comes_up()? {
            bail!("PostgreSQL did not come up");
        }
        Ok(server)
    }

    /// Starts PostgreSQL with the files of one that ended suddenly. It refuses to start while processes
    /// of that one are left, so this tries again until they are gone.
    fn start_again(&mut self) -> Result<()> {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            self.process = run(&self.programs, &self.data, self.port)?;
            if self.comes_up()? {
                return Ok(());
            }
        }
        bail!("PostgreSQL did not start again");
    }

    /// Waits until PostgreSQL answers; returns false if it ends instead.
    fn comes_up(&mut self) -> Result<bool> {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if self.process.try_wait()?.is_some() {
                return Ok(false);
            }
            if self.answers()?.status.success() {
                return Ok(true);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        bail!("PostgreSQL does not answer");
    }

    fn answers(&self) -> Result<Output> {
        Command::new(self.programs.join("psql"))
            .args(["-h", "127.0.0.1", "-U", "hallway", "-d", "postgres"])
            .args(["-p", &self.port.to_string(), "-c", "SELECT 1"])
            .stdin(Stdio::null())
            .output()
            .context("psql can't be run")
    }

    /// The signal for an immediate shutdown, which ends its children too.
    fn shut_down_at_once(&mut self) {
        // If the process has ended, its id may be that of another process.
        if matches!(self.process.try_wait(), Ok(None))
            && let Some(process) = Pid::from_raw(self.process.id().cast_signed())
        {
            let _ = kill_process(process, Signal::QUIT);
        }
    }

    fn url(&self) -> String {
        let port = self.port;
        format!("postgres://hallway@127.0.0.1:{port}/postgres?sslmode=disable")
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.shut_down_at_once();
        let _ = self.process.wait();
    }
}

/// Starts PostgreSQL with its folder.
fn run(programs: &Path, data: &Path, port: u16) -> Result<Child> {
    Ok(unprivileged(&programs.join("postgres"))
        .arg("-D")
        .arg(data)
        .args(["-p", &port.to_string()])
        .args(["-c", "listen_addresses=127.0.0.1"])
        .args(["-c", "unix_socket_directories="])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?)
}

/// The user `nobody`, since PostgreSQL refuses to run as root.
const NOBODY: u32 = 65_534;

fn unprivileged(program: &Path) -> Command {
    let mut command = Command::new(program);
    // The user `nobody` may not have access to the current folder.
    command.current_dir("/");
    if geteuid().is_root() {
        command.uid(NOBODY).gid(NOBODY);
    }
    command
}

/// The folder of PostgreSQL's programs: on the PATH, or where Debian has it.
fn programs() -> Result<PathBuf> {
    let on_path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&on_path).collect();
    if let Ok(versions) = fs::read_dir("/usr/lib/postgresql") {
        folders.extend(versions.filter_map(|entry| Some(entry.ok()?.path().join("bin"))));
    }
    let has_all = |folder: &PathBuf| {
        let programs = ["initdb", "postgres", "psql"];
        programs.iter().all(|program| folder.join(program).exists())
    };
    folders
        .into_iter()
        .find(has_all)
        .context("there is no PostgreSQL: install it (on Debian the package is postgresql)")
}
