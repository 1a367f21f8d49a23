//! `cargo xtask`: what cargo, rustup and trunk can't do: set up a new machine, make the site of what trunk
//! built, test, measure.

mod bench;
mod debian;
mod licences;
mod packages;
mod parts;
mod shell;
mod site;
mod size;
mod small_std;
mod test;
mod tools;
mod wasm_target;
mod workspace;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use xshell::Shell;

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
    /// Set up the tools, and build the site into dist/ by `trunk build --release`
    Build(Release),
    /// Build the site and serve it on 127.0.0.1, with the headers that a good host sends
    Serve {
        #[command(flatten)]
        release: Release,
        /// The port on 127.0.0.1
        #[arg(long, default_value_t = 8080)]
        port: u16,
    },
    /// Set up the tools, and run `trunk serve`: the whole app, built anew whenever a file changes
    Dev,
    /// Build `hallway` with the app in it: one file that makes sites anywhere
    Cli {
        /// Build the standard library too, for size
        #[arg(long)]
        small_std: bool,
    },
    /// Make the site of what trunk built; trunk calls it, see Trunk.toml
    #[command(hide = true)]
    Site,
    /// Check format and lints, and run all tests, in browsers too
    Test {
        /// Only the tests in browsers whose names hold this
        #[arg(long, value_name = "NAME")]
        browsers: Option<String>,
    },
    /// Check the licences and sources of all dependencies
    Audit,
    /// Write the notices of others' code anew, after dependencies have changed
    Licences,
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
    /// Show how large the site's files are, what grew, and whether the app keeps to its budget
    Size {
        /// Compare with these sizes from now on
        #[arg(long)]
        keep: bool,
    },
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

/// How the site is built.
#[derive(Args)]
struct Release {
    /// The path below which the site will live, such as /programme/
    #[arg(long, value_name = "PATH", default_value = "/")]
    base_path: String,
    /// Build the standard library too, for size
    #[arg(long)]
    small_std: bool,
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<()> {
    let sh = &Shell::new()?;
    sh.change_dir(workspace::root());
    match command {
        Command::Build(release) => site::build(sh, &release.base_path, release.small_std),
        Command::Serve { release, port } => {
            site::serve(sh, &release.base_path, release.small_std, port)
        }
        Command::Dev => site::dev(sh),
        Command::Cli { small_std } => site::command_with_app(sh, small_std),
        Command::Site => site::step(sh),
        Command::Test { browsers: None } => test::all(sh),
        Command::Test {
            browsers: Some(name),
        } => test::some_in_browsers(sh, &name),
        Command::Audit => test::audit(sh),
        Command::Licences => licences::write(sh),
        Command::Screenshots => bench::screenshots(sh),
        Command::Bench {
            what: Bench::Sync { minutes },
        } => bench::sync(sh, minutes),
        Command::Bench {
            what: Bench::Web { schedules },
        } => bench::web(sh, &schedules),
        Command::Fuzz { seconds } => bench::fuzz(sh, seconds),
        Command::Size { keep } => site::size(sh, keep),
    }
}
