//! `cargo xtask`: what cargo, rustup and trunk can't do: set up a new machine, make the site of what trunk
//! built, test, measure.

mod bench;
mod packages;
mod shell;
mod site;
mod size;
mod test;
mod tools;
mod wasm_target;

use std::path::PathBuf;

use anyhow::Result;
use clap::{Parser, Subcommand};
use xshell::Shell;

/// Set up, build, serve and test Hallway
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
enum Command {
    /// Set up the tools, and build the site into dist/ by `trunk build --release`
    Build {
        /// The path below which the site will live, such as /programme/
        #[arg(long, value_name = "PATH", default_value = "/")]
        base_path: String,
        /// Build the standard library too, for size
        #[arg(long)]
        small_std: bool,
    },
    /// Build the site and serve it on 127.0.0.1, with the headers that a good host sends
    Serve {
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
    /// Check format, lints and documentation, and run all tests, in browsers too
    Test {
        /// Only the tests in browsers whose names hold this
        #[arg(long, value_name = "NAME")]
        browsers: Option<String>,
    },
    /// Run at full length what `test` runs briefly: power cuts, databases that fail, web hosts, fuzzing
    Soak {
        /// How long to fuzz, and how long to keep a sync server busy
        #[arg(long, default_value_t = 10)]
        minutes: u64,
    },
    /// Try to break every reader with bytes that nobody would write, for that many seconds in all
    Fuzz {
        /// Shared by all readers alike
        seconds: u64,
    },
    /// Measure, and print what came out
    #[command(subcommand)]
    Bench(Bench),
    /// Take pictures of every view into docs/screenshots
    Screenshots,
    /// Write how large the site's files are into docs/size.txt, show what grew, and hold the app to its budget
    Size,
}

#[derive(Subcommand)]
enum Bench {
    /// The sync server beside a bare handler and a bare wait for the disk, on this machine
    Sync,
    /// The site in Chromium, slowed down as on a phone in a crowd, beside a plain page; the figures go
    /// into docs/performance.md
    Web {
        /// Schedules to measure besides the programme that the app carries; or numbers, for how it grows:
        /// made-up programmes of that many items
        #[arg(value_name = "FILE|NUMBER")]
        schedules: Vec<PathBuf>,
    },
}

fn main() -> Result<()> {
    let command = Command::parse();
    // Whatever folder one is in, all is done in the repository's own.
    std::env::set_current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))?;
    let sh = &Shell::new()?;
    match command {
        Command::Build {
            base_path,
            small_std,
        } => site::build(sh, &base_path, small_std),
        Command::Serve { port } => site::serve(sh, port),
        Command::Dev => site::dev(sh),
        Command::Cli { small_std } => site::command_with_app(sh, small_std),
        Command::Site => site::step(sh),
        Command::Test { browsers } => test::test(sh, browsers.as_deref()),
        Command::Soak { minutes } => bench::soak(sh, minutes),
        Command::Fuzz { seconds } => bench::fuzz(sh, seconds),
        Command::Bench(Bench::Sync) => bench::sync(sh, 0),
        Command::Bench(Bench::Web { schedules }) => bench::web(sh, &schedules),
        Command::Screenshots => bench::screenshots(sh),
        Command::Size => size::size(sh),
    }
}
