//! `hallway build`: makes the site of a programme.

use std::path::Path;

use anyhow::Result;
use hallway_importer::Format;
use hallway_importer::import::ImportOptions;
use hallway_site::{Deployment, Files, Plans};

use crate::{addresses, built_app, import, output, source, theme};

/// Pictures of more bytes than this are worth a warning: a few times the size of the app.
const HEAVY: usize = 1_000_000;

/// Builds the site of a programme. If the folder has a site of the same conference, the new site's
/// revision continues from it: higher if anything changed.
pub fn build(
    programme_path: &Path,
    format: Option<Format>,
    options: &ImportOptions,
    app: Option<&Path>,
    theme: Option<&Path>,
    deployment: &Deployment,
    output: &Path,
) -> Result<()> {
    Files::check_output(output)?;
    if addresses::syncs_by_http(deployment) {
        output::say(
            "warning: browsers refuse to sync by an http: address on another machine: use the sync server's https: address",
        );
    }
    let app = built_app::find(app)?;
    let source = output::saying("Reading the programme", || {
        source::read(&[programme_path.into()], format, options)
    })?;
    output::say_repairs(&source.repairs);
    let published = import::published(&output.join("programme.json"))?;
    let programme = import::following(source.programme, published)?;
    let look = theme::look(theme, programme_path)?;
    let plans = Plans::read(&programme, &source.folder)?;
    for warning in look.warning().into_iter().chain(plans.warnings()) {
        output::say(format_args!("warning: {warning}"));
    }
    if plans.bytes() > HEAVY {
        output::say(format_args!(
            "warning: the floor plans are {} KB large, and every phone downloads them all: smaller pictures load faster",
            plans.bytes() / 1000
        ));
    }
    let pages = programme.items().len() + programme.people().len() + programme.tracks().len();
    let files = output::saying(&format!("Building {pages} pages"), || {
        hallway_site::build(&app, &programme, &plans, &look, deployment)
    })?;
    let htaccess = output.join(".htaccess");
    let had_htaccess = htaccess.exists();
    files.write(output)?;
    if had_htaccess {
        output::say(format_args!(
            "warning: {} belonged to the previous site and was removed: make it again with `hallway host-config apache`",
            htaccess.display()
        ));
    }
    let summary = import::summary(&programme);
    output::tell(format_args!("{}: {summary}", output.display()))
}
