//! `hallway host-config`: writes a web server's configuration for a site.

use std::path::{Path, absolute};

use anyhow::{Context, Result, bail};
use hallway_app::route::BasePath;
use hallway_site::hosting::HostKind;

use crate::{output, printable, serve};

/// Writes the configuration of that kind of server for the site in a folder.
pub fn write(kind: HostKind, site: &Path) -> Result<()> {
    let host = serve::host(site, None)?;
    let base = BasePath::new(&host.base_path)?;
    let folder = absolute(site).with_context(|| format!("{} can't be found", site.display()))?;
    let headers = serve::headers_of(site);
    let written = kind.configuration(&headers, &base, &folder.to_string_lossy());
    // A line break in a folder's name would start another directive.
    let acts = |c: char| printable::acts(c) && !matches!(c, '\n' | '\t');
    let name = folder.to_string_lossy();
    if written.contains(acts) || name.contains(printable::acts) || name.contains('"') {
        bail!(
            "the name of {} or its file {} has control characters or quotes, which can't be in a server's configuration: rename it, or build the site again",
            site.display(),
            hallway_site::hosting::Headers::FILE
        );
    }
    output::print(&written)
}
