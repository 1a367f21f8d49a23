//! `cargo xtask` does what cargo, rustup and trunk can't: it sets up a new machine, makes the site from the
//! app that trunk built, tests, and measures.

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
    /// Set up the tools, and build the site into dist/ with `trunk build --release`
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
    /// Set up the tools, and run `trunk serve`: the whole app, rebuilt whenever a file changes
    Dev,
    /// Build `hallway` with the app in it: one file that makes sites anywhere
    Cli {
        /// Build the standard library too, for size
        #[arg(long)]
        small_std: bool,
    },
    /// Make the site from the app that trunk built; trunk calls this, see Trunk.toml
    #[command(hide = true)]
    Site,
    /// Check format, lints and documentation, and run all tests, in browsers too
    Test {
        /// Run only the browser tests whose names contain this
        #[arg(long, value_name = "NAME")]
        browsers: Option<String>,
    },
    /// Run the long versions of tests: power cuts, failing databases, web hosts, fuzzing
    Soak {
        /// How long to fuzz, and how long to keep a sync server busy
        #[arg(long, default_value_t = 10)]
        minutes: u64,
    },
    /// Fuzz every parser, for that many seconds in all
    Fuzz {
        /// Each parser gets an equal share of these seconds
        seconds: u64,
    },
    /// Run a benchmark, and print the results
    #[command(subcommand)]
    Bench(Bench),
    /// Take screenshots of every view into docs/screenshots
    Screenshots,
    /// Write the sizes of the site's files to docs/size.txt, show what changed, and check the app's budget
    Size,
}

#[derive(Subcommand)]
enum Bench {
    /// The sync server on this machine, compared with a minimal handler and with a plain sync of the disk
    Sync,
    /// The site in Chromium, as slow as on a phone in a crowd, compared with a plain page; writes the
    /// results to docs/performance.md
    Web {
        /// Schedules to measure besides the embedded programme; or numbers, for made-up programmes of that
        /// many items
        #[arg(value_name = "FILE|NUMBER")]
        schedules: Vec<PathBuf>,
    },
}

fn main() -> Result<()> {
    let command = Command::parse();
    // Everything runs in the repository's folder, whatever the current folder is.
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
