//! What only the system's package manager can bring: browsers, drivers, a display, npm.

use std::process::{Command, Stdio};
use std::{fs, io};

use anyhow::{Result, bail};

use crate::run::{on_path, run, say};

/// A program, and the Debian package that brings it.
#[derive(Debug, Clone, Copy)]
pub struct Package {
    /// The program's name on the path.
    pub program: &'static str,
    /// The package's name.
    pub name: &'static str,
}

/// What the tests without browsers need: a second opinion on XML and on cryptography, a database, and
/// the web servers that sites are put on.
pub const TESTS: &[Package] = &[
    Package {
        program: "apache2",
        name: "apache2",
    },
    Package {
        program: "nginx",
        name: "nginx",
    },
    Package {
        program: "caddy",
        name: "caddy",
    },
    Package {
        program: "xmllint",
        name: "libxml2-utils",
    },
    Package {
        program: POSTGRES,
        name: "postgresql",
    },
    Package {
        program: CRYPTOGRAPHY,
        name: "python3-cryptography",
    },
];

/// Debian keeps it off the path, since there may be several.
const POSTGRES: &str = "initdb";

/// A module of Python's.
const CRYPTOGRAPHY: &str = "python3 with cryptography";

/// What the tests in browsers need; Apache for a folder of WebDAV.
pub const BROWSERS: &[Package] = &[
    Package {
        program: "chromium",
        name: "chromium",
    },
    Package {
        program: "chromedriver",
        name: "chromium-driver",
    },
    Package {
        program: "firefox-esr",
        name: "firefox-esr",
    },
    Package {
        program: "WebKitWebDriver",
        name: "webkit2gtk-driver",
    },
    Package {
        program: "Xvfb",
        name: "xvfb",
    },
    Package {
        program: "apache2",
        name: "apache2",
    },
];

/// Makes sure that the programs are there: asks apt for their packages where that is possible, and
/// says what to do where it is not.
///
/// # Errors
/// If a program is missing and can't be installed from here.
pub fn have(packages: &[Package]) -> Result<()> {
    let missing: Vec<&Package> = packages
        .iter()
        .filter(|package| !is_there(package.program))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let programs = names(&missing, |package| package.program);
    let names = names(&missing, |package| package.name);
    let by_hand = format!("apt-get install {names}");
    if !on_path("apt-get") {
        bail!(
            "{programs} missing. Install them with this system's package manager (on Debian the packages are {names}), so that they are on the PATH, and run this again"
        );
    }
    if !rustix::process::geteuid().is_root() {
        bail!("{programs} missing. Run `sudo {by_hand}`, then this again");
    }
    say(&format!("Asking the system's package manager for {names}"));
    install(&names).map_err(|error| {
        error.context(format!(
            "{programs} missing, and `{by_hand}` did not work: see above"
        ))
    })?;
    if let Some(package) = missing.iter().find(|package| !is_there(package.program)) {
        bail!(
            "the package {} is installed, but {} is not on the PATH",
            package.name,
            package.program
        );
    }
    Ok(())
}

fn is_there(program: &str) -> bool {
    match program {
        POSTGRES => {
            let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
            let installed = |entry: io::Result<fs::DirEntry>| {
                entry.is_ok_and(|entry| entry.path().join("bin").join(POSTGRES).exists())
            };
            on_path(POSTGRES) || versions.into_iter().any(installed)
        }
        CRYPTOGRAPHY => {
            let mut python = Command::new("python3");
            python.args(["-c", "import cryptography"]);
            let imported = python.stderr(Stdio::null()).status();
            imported.is_ok_and(|status| status.success())
        }
        _ => on_path(program),
    }
}

/// Installs packages by apt; only for root.
///
/// # Errors
/// If apt refuses.
pub fn install(names: &str) -> Result<()> {
    let apt = |arguments: &[&str]| {
        run(Command::new("apt-get")
            .args(["-qq", "-o", "Dpkg::Use-Pty=0"])
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive")
            // In single-user mode no service is started: the tests start their own.
            .env("RUNLEVEL", "1")
            .stdout(Stdio::null()))
    };
    apt(&["update"])?;
    let mut arguments = vec!["install", "--yes", "--no-install-recommends"];
    arguments.extend(names.split_whitespace());
    apt(&arguments)
}

fn names(packages: &[&Package], name: impl Fn(&Package) -> &'static str) -> String {
    packages
        .iter()
        .map(|package| name(package))
        .collect::<Vec<_>>()
        .join(" ")
}
