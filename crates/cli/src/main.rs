//! `hallway`: turns a conference's schedule into a site that works without a network.
//!
//! Exit codes: 0 success; 1 problems in the programme, the site or a file, one per line; 2 invalid
//! arguments.

#![allow(
    rustdoc::bare_urls,
    reason = "`--help` prints the comments on arguments"
)]
// All output goes through `output`, which makes control characters harmless for terminals.
#![warn(clippy::print_stdout, clippy::print_stderr)]

mod addresses;
mod build;
mod built_app;
mod check;
mod export;
mod host_config;
mod import;
mod output;
mod printable;
mod serve;
mod source;
#[cfg(feature = "sync-server")]
mod sync_server;
mod theme;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use addresses::UsageError;
use clap::{Args, Parser, Subcommand};
use hallway_importer::Format;
use hallway_importer::import::{ImportError, ImportOptions};

#[derive(Parser)]
#[command(
    version,
    about = "A conference programme that works without a network",
    long_about = "Turns a conference's schedule into a web site that works without a network.\n\n\
        Three commands from a schedule to a site:\n\
        \n  hallway import schedule.xml -o programme.json\
        \n  hallway build programme.json -o site/\
        \n  hallway serve site/\n\n\
        Then put the folder site/ on any web host. After a change of the schedule, run the first \
        two again: phones that have the programme fetch the new one and show what changed.",
    after_help = "Exit codes: 0 success; 1 there are problems, one per line; 2 the arguments are invalid."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read the schedule that another tool exported into a programme.json
    #[command(
        long_about = "Reads the schedule that another tool exported into a programme.json.\n\n\
            Formats: schedule.xml of frab, pretalx, pentabarf and wafer; schedule.json of frab and \
            pretalx; iCalendar; Sessionize (/view/All); Indico (event export and timetable); \
            KonOpas and ConClár (program.json); programme.json. Several files of one conference are \
            read as one.\n\n\
            Mistakes in a file are corrected where possible, with a warning. If the programme.json \
            exists already, its ids stay and its revision is raised if anything changed."
    )]
    Import {
        /// The files to read
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        #[command(flatten)]
        reading: Reading,
        /// Where to write the programme; "-" for standard output
        #[arg(short, long, value_name = "FILE", default_value = "programme.json")]
        output: PathBuf,
    },
    /// Report everything that is wrong with a programme
    Check {
        /// A programme.json, a folder kept by hand, or another tool's export
        #[arg(value_name = "FILE")]
        programme: PathBuf,
        #[command(flatten)]
        reading: Reading,
        /// Report as JSON, for other programs
        #[arg(long)]
        json: bool,
    },
    /// Build the site of a programme: static files, ready for any web host
    #[command(
        long_about = "Builds the site of a programme: static files, ready for any web host. It \
            needs no other tools and no network. The same input gives the same bytes.\n\n\
            A site that is in the folder already is replaced, except names that begin with a dot and CNAME, \
            which hosts keep there; .htaccess is removed and has to be made again. A folder with other \
            files, which no build made, is refused. If the site is the same conference's, the \
            programme's revision is raised if anything changed, so that phones accept it.\n\n\
            Floor plans and the logo are read only from within their folder. Everything in an SVG that \
            is not a picture, such as scripts and links, is left out, with a warning."
    )]
    Build {
        /// A programme.json, a folder kept by hand, or another tool's export
        #[arg(value_name = "FILE")]
        programme: PathBuf,
        #[command(flatten)]
        reading: Reading,
        /// Where to write the site
        #[arg(short, long, value_name = "FOLDER", default_value = "site")]
        output: PathBuf,
        /// The path below which the site will be served, such as /programme/
        #[arg(long, value_name = "PATH")]
        base_path: Option<String>,
        /// The site's address, such as https://example.org/programme/: the exports for other apps
        /// then link to the site's pages
        #[arg(long, value_name = "ADDRESS")]
        url: Option<String>,
        /// Let attendees sync their devices through the mailboxes at this address, such as
        /// https://sync.example.org/v1/mailboxes/, or /v1/mailboxes/ on the site's own host
        #[arg(long, value_name = "ADDRESS")]
        sync: Option<String>,
        /// Let pages of this web site, such as https://example.org, embed the programme; * for any.
        /// May be given several times. Pages of the site's own origin always may
        #[arg(long, value_name = "ORIGIN")]
        embed_in: Vec<String>,
        /// Leave out the compressed copies of files: faster, for a host that compresses files
        /// itself
        #[arg(long)]
        uncompressed: bool,
        /// A theme.toml with logo, accent, tracks and font; by default the one in the programme's
        /// folder
        #[arg(long, value_name = "FILE")]
        theme: Option<PathBuf>,
        /// Use the built app in this folder instead of the one embedded in this command
        #[arg(long, value_name = "FOLDER")]
        app: Option<PathBuf>,
    },
    /// Write a programme in a format that other apps and calendars read; its texts are not escaped
    Export {
        /// A programme.json, a folder kept by hand, or another tool's export
        #[arg(value_name = "FILE")]
        programme: PathBuf,
        #[command(flatten)]
        reading: Reading,
        /// The format: schedule.xml, schedule.json or ics
        #[arg(long, value_name = "FORMAT")]
        to: hallway_exporter::Format,
        /// The address of the programme's site, for links to its pages
        #[arg(long, value_name = "ADDRESS")]
        url: Option<String>,
        /// Where to write it; standard output by default
        #[arg(short, long, value_name = "FILE", default_value = "-")]
        output: PathBuf,
    },
    /// Serve a built site on this machine, with the headers that a good host sends
    Serve {
        /// The folder that holds the site
        #[arg(value_name = "FOLDER", default_value = "site")]
        site: PathBuf,
        /// The path below which the site is served; by default the one it was built for
        #[arg(long, value_name = "PATH")]
        base_path: Option<String>,
        /// The port on 127.0.0.1
        #[arg(long, default_value_t = 8080)]
        port: u16,
    },
    /// Write the configuration of a web server for a site: headers, types, compression
    #[command(
        long_about = "Writes the configuration of a web server for a site: security headers, caching, \
            types, and the files' compressed copies. Netlify and Cloudflare Pages read all this from the \
            site itself. For nginx and Caddy, put the output into their configuration; for Apache, into \
            the site as .htaccess, which needs AllowOverride All."
    )]
    HostConfig {
        /// The kind of server: nginx, caddy, apache or netlify
        #[arg(value_name = "SERVER")]
        kind: hallway_site::hosting::HostKind,
        /// The folder with the site, as the server finds it
        #[arg(value_name = "FOLDER", default_value = "site")]
        site: PathBuf,
    },
    /// Show the licences of third-party code in the app and in this command
    Licences,
    /// Run the server for sync: it stores mailboxes that only the attendees' devices can read
    #[cfg(feature = "sync-server")]
    #[command(
        long_about = "Stores the mailboxes of devices that sync, which only they can read, in a file of \
            SQLite or in PostgreSQL. Prints \"listening on\" and its address once it is ready, and \
            logs to standard error, without addresses or secrets. docs/sync-server.md describes \
            how to run it for a conference."
    )]
    SyncServer(sync_server::Options),
}

/// How to read a schedule.
#[derive(Args)]
struct Reading {
    /// Read it in this format, whatever it looks like: schedule.xml, schedule.json, ics,
    /// sessionize, indico, konopas or hallway
    #[arg(long, value_name = "FORMAT")]
    from: Option<Format>,
    /// The conference's time zone, such as Europe/Brussels, if the file names none or a wrong one
    #[arg(long, value_name = "ZONE")]
    zone: Option<String>,
    /// The conference's name, if the file has none or a wrong one
    #[arg(long, value_name = "NAME")]
    title: Option<String>,
    /// A short id for the conference, such as fosdem-2021. Attendees' schedules depend on it, so it
    /// must never change
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// The conference's own page
    #[arg(long, value_name = "ADDRESS")]
    link: Option<String>,
    /// More about its rooms: a rooms.toml with building, floor, links, location and plan
    #[arg(long, value_name = "FILE")]
    rooms: Option<PathBuf>,
}

impl Reading {
    /// Checks everything about the options that does not depend on the schedule. A folder kept by
    /// hand has its own link.
    ///
    /// # Errors
    /// If an address is invalid.
    fn check(&self, schedule: &Path) -> Result<(), UsageError> {
        match &self.link {
            Some(link) if !schedule.is_dir() => addresses::link(link),
            _ => Ok(()),
        }
    }

    /// # Errors
    /// If the file about the rooms can't be read.
    fn options(&self) -> Result<ImportOptions, ImportError> {
        let rooms = self.rooms.as_deref().map(source::open).transpose();
        Ok(ImportOptions {
            id: self.id.clone(),
            title: self.title.clone(),
            zone: self.zone.clone(),
            link: self.link.clone(),
            rooms: rooms.map_err(|diagnostic| ImportError(vec![diagnostic]))?,
        })
    }
}

fn main() -> ExitCode {
    match Cli::try_parse() {
        Ok(cli) => run(cli.command).unwrap_or_else(|error| say(&error)),
        Err(error) => not_understood(&error),
    }
}

/// Prints an error, one problem per line.
fn say(error: &anyhow::Error) -> ExitCode {
    if let Some(ImportError(diagnostics)) = error.downcast_ref() {
        diagnostics.iter().for_each(output::say);
    } else {
        output::say(format_args!("{error:#}"));
    }
    if error.is::<UsageError>() {
        ExitCode::from(NOT_UNDERSTOOD)
    } else {
        ExitCode::FAILURE
    }
}

/// The exit code for invalid arguments; the same as clap's.
const NOT_UNDERSTOOD: u8 = 2;

/// Prints help or the version if asked for, otherwise what is wrong with the arguments.
fn not_understood(error: &clap::Error) -> ExitCode {
    let told = if error.use_stderr() {
        // The message quotes arguments, which may be file names, so it is made from their printable
        // form.
        let printable =
            |argument: OsString| printable::one_line(&argument.to_string_lossy()).into_owned();
        Cli::try_parse_from(std::env::args_os().map(printable)).err()
    } else {
        None
    };
    // If standard error is closed, nothing can be done.
    let _ = told.as_ref().unwrap_or(error).print();
    u8::try_from(error.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from)
}

fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Import {
            files,
            reading,
            output,
        } => {
            files.first().map_or(Ok(()), |file| reading.check(file))?;
            import::import(&files, reading.from, &reading.options()?, &output)?;
        }
        Command::Check {
            programme,
            reading,
            json,
        } => {
            reading.check(&programme)?;
            let outcome = reading
                .options()
                .and_then(|options| source::read(&[programme], reading.from, &options));
            return check::check(&outcome, json);
        }
        Command::Build {
            programme,
            reading,
            output,
            base_path,
            url,
            sync,
            embed_in,
            uncompressed,
            theme,
            app,
        } => {
            let mut deployment =
                addresses::deployment(url.as_deref(), base_path.as_deref(), sync.as_deref())?;
            deployment.framers = addresses::framers(&embed_in)?;
            deployment.compressed = !uncompressed;
            reading.check(&programme)?;
            let options = reading.options()?;
            build::build(
                &programme,
                reading.from,
                &options,
                app.as_deref(),
                theme.as_deref(),
                &deployment,
                &output,
            )?;
        }
        Command::Export {
            programme,
            reading,
            to,
            url,
            output,
        } => {
            let deployment = addresses::deployment(url.as_deref(), None, None)?;
            reading.check(&programme)?;
            export::run(
                &programme,
                reading.from,
                &reading.options()?,
                to,
                &deployment,
                &output,
            )?;
        }
        Command::Serve {
            site,
            base_path,
            port,
        } => serve::serve(&site, base_path.as_deref(), port)?,
        Command::HostConfig { kind, site } => host_config::write(kind, &site)?,
        Command::Licences => output::print(&built_app::licences())?,
        #[cfg(feature = "sync-server")]
        Command::SyncServer(options) => sync_server::run(&options)?,
    }
    Ok(ExitCode::SUCCESS)
}
