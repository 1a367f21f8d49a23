//! What only the system's package manager can bring: browsers, drivers, a display, npm.

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

/// A line of shell that fails where something is missing, and the packages of Debian that bring it.
pub struct Packages(&'static str, &'static str);

pub const NPM: Packages = Packages("which npm", "npm");

/// What the tests without browsers need: the web servers that sites are put on, a second opinion on XML and on
/// cryptography, and a database, which Debian keeps off the PATH.
pub const TESTS: Packages = Packages(
    "which apache2 nginx caddy xmllint && python3 -c 'import cryptography' \
     && { which initdb || ls /usr/lib/postgresql/*/bin/initdb; }",
    "apache2 nginx caddy libxml2-utils python3-cryptography postgresql",
);

/// What the tests in browsers need; Apache for a folder of WebDAV.
pub const BROWSERS: Packages = Packages(
    "which chromium chromedriver firefox-esr WebKitWebDriver Xvfb apache2",
    "chromium chromium-driver firefox-esr webkit2gtk-driver xvfb apache2",
);

/// Makes sure that all is there that these packages bring.
pub fn have(sh: &Shell, Packages(probe, names): Packages) -> Result<()> {
    let probe = cmd!(sh, "sh -c {probe}").quiet();
    if probe.ignore_stdout().ignore_stderr().run().is_ok() {
        return Ok(());
    }
    install(sh, names)
}

/// Installs packages by apt. In single-user mode no service is started: the tests start their own.
pub fn install(sh: &Shell, names: &str) -> Result<()> {
    let apt = format!(
        "apt-get -qq update && DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
         apt-get -qq -o Dpkg::Use-Pty=0 --no-install-recommends --yes install {names}"
    );
    let apt = cmd!(sh, "sh -c {apt}").ignore_stdout();
    let elsewhere = format!("elsewhere than as root on Debian, install what these bring: {names}");
    apt.run().context(elsewhere)
}
