//! `hallway host-config`: what a web server is to be told of a site.

use std::path::{Path, absolute};

use anyhow::{Context, Result};
use hallway_app::route::BasePath;
use hallway_site::hosting::HostKind;

use crate::{output, serve};

/// Writes the configuration of a kind of server for the site in a folder.
pub fn write(kind: HostKind, site: &Path) -> Result<()> {
    let host = serve::host(site, None)?;
    let base = BasePath::new(&host.base_path)?;
    let folder = absolute(site).with_context(|| format!("{} can't be found", site.display()))?;
    let headers = serve::headers_of(site);
    output::print(&kind.configuration(&headers, &base, &folder.to_string_lossy()))
}
