//! `hallway`: checks a programme, builds its site, serves it.
//!
//! Exit codes: 0 all is well; 1 the programme or the site has problems, each said in a line; 2 the
//! command itself was not understood.

mod build;
mod check;
mod serve;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use hallway_app::route::BasePath;

#[derive(Parser)]
#[command(version, about = "A conference programme that works without a network")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Say everything that is wrong with a programme
    Check {
        /// The folder that holds the programme
        programme: PathBuf,
    },
    /// Build the site of a programme: static files, ready for any host
    Build {
        /// The folder that holds the programme
        programme: PathBuf,
        /// The folder that holds the built app
        #[arg(long, value_name = "FOLDER", default_value = "target/app")]
        app: PathBuf,
        /// The path below which the site will live, such as /programme/
        #[arg(long, value_name = "PATH", default_value = "/")]
        base_path: String,
        /// Where to write the site; a site that stands there is replaced
        #[arg(short, long, value_name = "FOLDER", default_value = "dist")]
        output: PathBuf,
    },
    /// Serve a built site on this machine, with the headers that a good host sends
    Serve {
        /// The folder that holds the site
        site: PathBuf,
        /// The path below which the site lives, as it was built
        #[arg(long, value_name = "PATH", default_value = "/")]
        base_path: String,
        /// The port on 127.0.0.1
        #[arg(long, default_value_t = 8080)]
        port: u16,
    },
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
    match command {
        Command::Check { programme } => check::check(&programme),
        Command::Build {
            programme,
            app,
            base_path,
            output,
        } => build::build(&programme, &app, &BasePath::new(&base_path)?, &output),
        Command::Serve {
            site,
            base_path,
            port,
        } => serve::serve(&site, &BasePath::new(&base_path)?, port),
    }
}
