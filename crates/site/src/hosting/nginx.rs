//! Writes a part of nginx's configuration, for a `server` block.

use hallway_app::route::BasePath;

use super::{ASK_ANEW, FOREVER, Headers, TYPES};
use crate::theme::LOGOS;

/// The headers are repeated in each location: nginx inherits none if a location adds any.
pub(super) fn write(headers: &Headers, base: &BasePath, folder: &str) -> String {
    let base = base.as_str();
    let folder = folder.trim_end_matches('/');
    let mut said = String::new();
    for (name, value) in headers.iter() {
        said += &format!("    add_header {name} \"{value}\" always;\n");
    }
    let place = |at: &str, keeping: &str, more: &str| {
        format!(
            "location {at} {{\n\
             {more}\
             \x20   gzip_static on;\n\
             {said}\
             \x20   add_header Vary Accept-Encoding;\n\
             \x20   add_header Cache-Control \"{keeping}\";\n}}\n"
        )
    };
    let mut file = String::from(
        "# Made by Hallway, to be put into a server block. With the module ngx_brotli, say\n\
         # \"brotli_static on;\" beside each \"gzip_static on;\".\n",
    );
    let files = format!(
        "    alias \"{folder}/\";\n    index index.html;\n    error_page 404 {base}404.html;\n"
    );
    file += &place(base, ASK_ANEW, &files);
    let logos = LOGOS.map(|(ending, of_type)| format!("{of_type} {ending};"));
    let logos = logos.join(" ");
    let assets = format!(
        "    alias \"{folder}/assets/\";\n    types {{ application/wasm wasm; text/javascript js; text/css css; application/json json; text/plain txt; {logos} }}\n"
    );
    file += &place(&format!("^~ {base}assets/"), FOREVER, &assets);
    for (ending, of_type) in TYPES {
        let escaped = base.replace('.', "\\.");
        let more = format!("    alias \"{folder}/$1\";\n    types {{ {of_type} {ending}; }}\n");
        file += &place(&format!("~ ^{escaped}(.+\\.{ending})$"), ASK_ANEW, &more);
    }
    file
}
