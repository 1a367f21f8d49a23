//! What only the system's package manager can install: browsers, drivers, a display, npm.

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

/// A shell command that fails if something is missing, and the Debian packages that contain it.
pub struct Packages(&'static str, &'static str);

pub const NPM: Packages = Packages("which npm", "npm");

/// What the tests without browsers need: web servers, other implementations of XML and of cryptography to
/// compare with, and a database, which Debian does not put on the PATH.
pub const TESTS: Packages = Packages(
    "which apache2 nginx caddy xmllint && python3 -c 'import cryptography' \
     && { which initdb || ls /usr/lib/postgresql/*/bin/initdb; }",
    "apache2 nginx caddy libxml2-utils python3-cryptography postgresql",
);

/// What the tests in browsers need; Apache is there to serve a WebDAV folder.
pub const BROWSERS: Packages = Packages(
    "which chromium chromedriver firefox-esr WebKitWebDriver Xvfb apache2",
    "chromium chromium-driver firefox-esr webkit2gtk-driver xvfb apache2",
);

/// Installs the packages if something that they contain is missing.
pub fn have(sh: &Shell, Packages(probe, names): Packages) -> Result<()> {
    let probe = cmd!(sh, "sh -c {probe}").quiet();
    if probe.ignore_stdout().ignore_stderr().run().is_ok() {
        return Ok(());
    }
    install(sh, names)
}

/// Installs packages with apt. `RUNLEVEL=1` keeps services from starting: the tests start their own.
pub fn install(sh: &Shell, names: &str) -> Result<()> {
    let apt = format!(
        "apt-get -qq update && DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
         apt-get -qq -o Dpkg::Use-Pty=0 --no-install-recommends --yes install {names}"
    );
    let apt = cmd!(sh, "sh -c {apt}").ignore_stdout();
    let elsewhere = format!("this needs root on Debian; or install yourself: {names}");
    apt.run().context(elsewhere)
}
