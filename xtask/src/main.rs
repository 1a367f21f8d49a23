//! `cargo xtask`: everything one does with the repository, set-up included.

mod app;
mod bench;
mod cache;
mod fuzz;
mod notices;
mod packages;
mod parts;
mod run;
mod site;
mod size;
mod test;
mod tool;
mod wasm_std;
mod workspace;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

#[derive(Parser)]
#[command(
    bin_name = "cargo xtask",
    about = "Set up, build, serve and test Hallway"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the site into dist/
    Build(Site),
    /// Build the site and serve it on 127.0.0.1, with the headers that a good host sends
    Serve {
        #[command(flatten)]
        site: Site,
        /// The port on 127.0.0.1
        #[arg(long, default_value_t = 8080)]
        port: u16,
    },
    /// Build `hallway` with the app in it: one file that makes sites anywhere
    Cli,
    /// Serve the app alone, and build it anew whenever a file changes
    Dev,
    /// Check format and lints, and run all tests, in browsers too
    Test {
        /// Only the tests in browsers whose names hold this
        #[arg(long, value_name = "NAME")]
        browsers: Option<String>,
    },
    /// Take pictures of every view into docs/screenshots
    Screenshots,
    /// Measure, and print what came out
    Bench {
        #[command(subcommand)]
        what: Bench,
    },
    /// Try to break every reader with bytes that nobody would write, for that many seconds in all
    Fuzz {
        /// Shared by all readers alike
        seconds: u64,
    },
    /// Show how large the site's files are, and whether the app keeps to its budget
    Size,
}

#[derive(Subcommand)]
enum Bench {
    /// The sync server beside a bare handler and a bare wait for the disk, on this machine
    Sync {
        /// Read and write on in turns for that many minutes more, and watch the server's memory
        #[arg(long, default_value_t = 0)]
        minutes: u64,
    },
    /// The site in Chromium, slowed down as on a phone in a crowd, beside a plain page; the figures go
    /// into docs/performance.md
    Web {
        /// Schedules to measure besides the programme that the app carries; or numbers, for how it grows:
        /// made-up programmes of that many items
        #[arg(value_name = "FILE|NUMBER")]
        schedules: Vec<PathBuf>,
    },
}

#[derive(Args)]
struct Site {
    /// The path below which the site will live, such as /programme/
    #[arg(long, value_name = "PATH", default_value = "/")]
    base_path: String,
}

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Build(site) => site::build(&site.base_path),
        Command::Serve { site, port } => site::serve(&site.base_path, port),
        Command::Cli => site::command_with_app(),
        Command::Dev => app::dev(),
        Command::Test { browsers: None } => test::all(),
        Command::Test {
            browsers: Some(name),
        } => test::some_in_browsers(&name),
        Command::Screenshots => test::screenshots(),
        Command::Bench {
            what: Bench::Sync { minutes },
        } => bench::sync(minutes),
        Command::Bench {
            what: Bench::Web { schedules },
        } => bench::web(&schedules),
        Command::Fuzz { seconds } => fuzz::all(seconds),
        Command::Size => site::size(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
