//! Running other programs: said before, checked after.

use std::env;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write as _};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// Says what is being done, on standard error.
pub fn say(what: &str) {
    eprintln!("→ {what}");
}

/// Runs a program to its end.
///
/// # Errors
/// If it can't be started or fails; with the command as one would type it.
pub fn run(command: &mut Command) -> Result<()> {
    let line = line(command);
    forget_own_package(command);
    let status = command
        .stdin(Stdio::null())
        .status()
        .with_context(|| format!("`{line}` could not be started"))?;
    if !status.success() {
        bail!("`{line}` failed ({status})");
    }
    Ok(())
}

/// Runs a program to its end, and shows `read` each line that it says on standard output as that passes.
///
/// # Errors
/// As [`run`]'s.
pub fn run_reading(command: &mut Command, mut read: impl FnMut(&str)) -> Result<()> {
    let line = line(command);
    forget_own_package(command);
    let mut process = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("`{line}` could not be started"))?;
    let mut said = BufReader::new(process.stdout.take().context("it has an output")?);
    let mut bytes = Vec::new();
    while said.read_until(b'\n', &mut bytes)? > 0 {
        std::io::stdout().write_all(&bytes)?;
        read(&String::from_utf8_lossy(&bytes));
        bytes.clear();
    }
    let status = process.wait()?;
    if !status.success() {
        bail!("`{line}` failed ({status})");
    }
    Ok(())
}

/// Leaves out what `cargo run` tells this program of its own package: build scripts of some crates look
/// at that, and would build them anew whenever cargo is called without it.
fn forget_own_package(command: &mut Command) {
    let of_package =
        |name: &str| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_");
    let names = env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    for name in names.filter(|name| of_package(name)) {
        command.env_remove(name);
    }
}

/// Runs a program and gives what it says on standard output, without the line's end.
///
/// # Errors
/// If it can't be started, fails, or says something that is not text.
pub fn output(command: &mut Command) -> Result<String> {
    let line = line(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("`{line}` could not be started"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("`{line}` failed ({}): {}", output.status, said.trim());
    }
    let text = String::from_utf8(output.stdout)
        .with_context(|| format!("what `{line}` said is not text"))?;
    Ok(text.trim_end().to_owned())
}

/// Whether a program of that name is on the path.
pub fn on_path(program: &str) -> bool {
    let folders = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&folders).any(|folder| folder.join(program).is_file())
}

fn line(command: &Command) -> String {
    let mut line = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args() {
        // Writing to a text does not fail.
        let _ = write!(line, " {}", argument.to_string_lossy());
    }
    line
}
