//! `hallway`: from a conference's schedule to a site that works without a network.
//!
//! Exit codes: 0 all is well; 1 the programme, the site or a file has problems, each said in a
//! line; 2 the command itself was not understood.

#![allow(
    rustdoc::bare_urls,
    reason = "what is said of arguments is printed by `--help`"
)]
// What is printed goes through `output`, which lets nothing of it act on a terminal.
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
        two again: phones that have the programme fetch the new one and tell what changed.",
    after_help = "Exit codes: 0 all is well; 1 there are problems, each said in a line; 2 the command was not understood."
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
            What a file gets wrong is put right where that is possible, and said. If the \
            programme.json stands there already, its ids stay and its revision is raised when \
            anything changed."
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
    /// Say everything that is wrong with a programme
    Check {
        /// A programme.json, a folder kept by hand, or another tool's export
        #[arg(value_name = "FILE")]
        programme: PathBuf,
        #[command(flatten)]
        reading: Reading,
        /// Say it as JSON, for other programs
        #[arg(long)]
        json: bool,
    },
    /// Build the site of a programme: static files, ready for any web host
    #[command(
        long_about = "Builds the site of a programme: static files, ready for any web host. It \
            needs no other tools and no network. The same input gives the same bytes.\n\n\
            A site that stands in the folder already is replaced whole, but for names that begin with a \
            dot and CNAME, which hosts keep there; .htaccess is made anew after each build. A folder that \
            holds anything else, which no build made, is refused. If it is the same conference's, the \
            programme's revision is raised when anything changed, so that phones take the new one.\n\n\
            Floor plans and the logo are read from within their folder only. Of SVGs, what is more than a \
            picture, such as scripts and links, is left out, and said."
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
        /// The path below which the site will live, such as /programme/
        #[arg(long, value_name = "PATH")]
        base_path: Option<String>,
        /// The address at which the site will live, such as https://example.org/programme/: what
        /// it publishes for other apps then links to its pages
        #[arg(long, value_name = "ADDRESS")]
        url: Option<String>,
        /// Let attendees sync their devices by the mailboxes at this address, such as
        /// https://sync.example.org/v1/mailboxes/, or /v1/mailboxes/ on the site's own host
        #[arg(long, value_name = "ADDRESS")]
        sync: Option<String>,
        /// Let pages of this web site, such as https://example.org, show the programme within
        /// themselves; may be said several times, * for any. Pages of the site's own origin always may
        #[arg(long, value_name = "ORIGIN")]
        embed_in: Vec<String>,
        /// Leave out the files' compressed twins: faster, for a host that compresses files itself
        #[arg(long)]
        uncompressed: bool,
        /// How the site looks: a theme.toml with logo, accent, tracks and font; the one in the
        /// programme's folder if it is left out
        #[arg(long, value_name = "FILE")]
        theme: Option<PathBuf>,
        /// Use the built app in this folder instead of the one that this command carries
        #[arg(long, value_name = "FOLDER")]
        app: Option<PathBuf>,
    },
    /// Write a programme in a format that other apps and calendars read, with its texts as they are
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
        /// Where to write it; standard output if it is left out
        #[arg(short, long, value_name = "FILE", default_value = "-")]
        output: PathBuf,
    },
    /// Serve a built site on this machine, with the headers that a good host sends
    Serve {
        /// The folder that holds the site
        #[arg(value_name = "FOLDER", default_value = "site")]
        site: PathBuf,
        /// The path below which the site lives; the one it was built for if it is left out
        #[arg(long, value_name = "PATH")]
        base_path: Option<String>,
        /// The port on 127.0.0.1
        #[arg(long, default_value_t = 8080)]
        port: u16,
    },
    /// Write what a web server is to be told of a site: headers, types, compression
    #[command(
        long_about = "Writes what a web server is to be told of a site: security headers, how long \
            what may be kept, types, and the files' ready-made compressed twins. Netlify and \
            Cloudflare Pages find that in the site itself. For nginx and Caddy, put what this writes \
            into their configuration; for Apache, into the site as .htaccess, where AllowOverride All \
            holds."
    )]
    HostConfig {
        /// The kind of server: nginx, caddy, apache or netlify
        #[arg(value_name = "SERVER")]
        kind: hallway_site::hosting::HostKind,
        /// The folder that holds the site, as the server finds it
        #[arg(value_name = "FOLDER", default_value = "site")]
        site: PathBuf,
    },
    /// Show the licences of others' code in the app and in this command
    Licences,
    /// Keep what devices sync: mailboxes that only they can read
    #[cfg(feature = "sync-server")]
    #[command(
        long_about = "Keeps what devices sync, in mailboxes that only they can read: in a file of \
            SQLite, or in PostgreSQL. Says \"listening on\" and its \
            address once it is ready, and logs on standard error, without addresses or secrets. \
            How to run it for a conference stands in docs/sync-server.md."
    )]
    SyncServer(sync_server::Options),
}

/// How a schedule is to be read.
#[derive(Args)]
struct Reading {
    /// Read it as this format, whatever it looks like: schedule.xml, schedule.json, ics,
    /// sessionize, indico, konopas or hallway
    #[arg(long, value_name = "FORMAT")]
    from: Option<Format>,
    /// The conference's time zone, such as Europe/Brussels, if the file names none or a wrong one
    #[arg(long, value_name = "ZONE")]
    zone: Option<String>,
    /// The conference's name, if the file has none or a wrong one
    #[arg(long, value_name = "NAME")]
    title: Option<String>,
    /// A short id for the conference, such as fosdem-2021. Attendees' schedules hang on it, so it
    /// never changes
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
    /// Checks what can be wrong with the options whatever the schedule is. A folder kept by hand knows its
    /// own link.
    ///
    /// # Errors
    /// If an address can't be read.
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

/// Says what went wrong, a line each.
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

/// The exit code where the command itself was not understood; clap's own.
const NOT_UNDERSTOOD: u8 = 2;

/// Prints help or the version, if that was asked for, or what is wrong with the arguments.
fn not_understood(error: &clap::Error) -> ExitCode {
    let told = if error.use_stderr() {
        // What is wrong quotes arguments, which may be names of files: it is said of their printable form.
        let printable =
            |argument: OsString| printable::one_line(&argument.to_string_lossy()).into_owned();
        Cli::try_parse_from(std::env::args_os().map(printable)).err()
    } else {
        None
    };
    // Without anybody to tell, there is nothing else to be done.
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
