//! What only the system's package manager can bring: browsers, drivers, a display, npm.

use std::process::{Command, Stdio};

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

/// What the tests without browsers need: a second opinion on XML.
pub const TESTS: &[Package] = &[Package {
    program: "xmllint",
    name: "libxml2-utils",
}];

/// What the tests in browsers need.
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
];

/// Makes sure that the programs are there: asks apt for their packages where that is possible, and
/// says what to do where it is not.
///
/// # Errors
/// If a program is missing and can't be installed from here.
pub fn have(packages: &[Package]) -> Result<()> {
    let missing: Vec<&Package> = packages
        .iter()
        .filter(|package| !on_path(package.program))
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
    if let Some(package) = missing.iter().find(|package| !on_path(package.program)) {
        bail!(
            "the package {} is installed, but {} is not on the PATH",
            package.name,
            package.program
        );
    }
    Ok(())
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
