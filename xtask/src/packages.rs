//! What only the system's package manager can bring: browsers, drivers, a display, npm.

use std::fs;

use anyhow::{Context, Result, bail};
use xshell::{Shell, cmd};

use crate::shell::{on_path, say};

/// A program, and the Debian package that brings it.
#[derive(Debug, Clone, Copy)]
pub struct Package(&'static str, &'static str);

pub const NPM: Package = Package("npm", "npm");

/// Debian keeps it off the path, since there may be several.
const POSTGRES: &str = "initdb";

/// A module of Python's.
const CRYPTOGRAPHY: &str = "python3 with cryptography";

/// What the tests without browsers need: a second opinion on XML and on cryptography, a database, and
/// the web servers that sites are put on.
pub const TESTS: &[Package] = &[
    Package("apache2", "apache2"),
    Package("nginx", "nginx"),
    Package("caddy", "caddy"),
    Package("xmllint", "libxml2-utils"),
    Package(POSTGRES, "postgresql"),
    Package(CRYPTOGRAPHY, "python3-cryptography"),
];

/// What the tests in browsers need; Apache for a folder of WebDAV.
pub const BROWSERS: &[Package] = &[
    Package("chromium", "chromium"),
    Package("chromedriver", "chromium-driver"),
    Package("firefox-esr", "firefox-esr"),
    Package("WebKitWebDriver", "webkit2gtk-driver"),
    Package("Xvfb", "xvfb"),
    Package("apache2", "apache2"),
];

/// Makes sure that the programs are there: asks apt for their packages where that is possible, and
/// says what to do where it is not.
///
/// # Errors
/// If a program is missing and can't be installed from here.
pub fn have(sh: &Shell, packages: &[Package]) -> Result<()> {
    let mut missing = packages.to_vec();
    missing.retain(|package| !is_there(sh, package.0));
    if missing.is_empty() {
        return Ok(());
    }
    let programs = missing
        .iter()
        .map(|package| package.0)
        .collect::<Vec<_>>()
        .join(", ");
    let names: Vec<_> = missing.iter().map(|package| package.1).collect();
    install(sh, &names).with_context(|| format!(
        "{programs} missing. Install them with this system's package manager, so that they are on the PATH, \
         and run this again; on Debian: `sudo apt-get install {}`", names.join(" ")
    ))?;
    match missing.iter().find(|package| !is_there(sh, package.0)) {
        Some(Package(program, name)) => {
            bail!("the package {name} is installed, but {program} is not on the PATH")
        }
        None => Ok(()),
    }
}

fn is_there(sh: &Shell, program: &str) -> bool {
    match program {
        POSTGRES => {
            let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
            let mut programs = versions
                .flatten()
                .map(|version| version.path().join("bin").join(POSTGRES));
            on_path(sh, POSTGRES) || programs.any(|program| program.exists())
        }
        CRYPTOGRAPHY => cmd!(sh, "python3 -c 'import cryptography'")
            .quiet()
            .ignore_stderr()
            .run()
            .is_ok(),
        _ => on_path(sh, program),
    }
}

/// Installs packages by apt.
///
/// # Errors
/// If there is no apt, if it may not be used, or if it refuses.
pub fn install(sh: &Shell, names: &[&str]) -> Result<()> {
    if !on_path(sh, "apt-get") || !rustix::process::geteuid().is_root() {
        bail!("this is no system with apt, or you are not root");
    }
    say(&format!(
        "Asking the system's package manager for {}",
        names.join(" ")
    ));
    // In single-user mode no service is started: the tests start their own.
    let _single_user = (
        sh.push_env("DEBIAN_FRONTEND", "noninteractive"),
        sh.push_env("RUNLEVEL", "1"),
    );
    cmd!(sh, "apt-get -qq update").ignore_stdout().run()?;
    let install = cmd!(
        sh,
        "apt-get -qq -o Dpkg::Use-Pty=0 install --yes --no-install-recommends {names...}"
    );
    Ok(install.ignore_stdout().run()?)
}
