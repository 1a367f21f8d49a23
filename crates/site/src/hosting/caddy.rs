//! Writes a part of Caddy's configuration, for the block of a site.

use hallway_app::route::BasePath;

use super::{ASK_ANEW, FOREVER, Headers, TYPES};

pub(super) fn write(headers: &Headers, base: &BasePath, folder: &str) -> String {
    let base = base.as_str();
    let mut said = String::new();
    for (name, value) in headers.iter() {
        said += &format!("\t\t{name} \"{value}\"\n");
    }
    let mut types = String::new();
    for (ending, of_type) in TYPES {
        types +=
            &format!("\t@{ending} path *.{ending}\n\theader @{ending} Content-Type {of_type}\n");
    }
    format!(
        "# Made by Hallway, to be put into a site's block.\n\
         handle_path {base}* {{\n\
         \troot * \"{folder}\"\n\
         \theader {{\n\
         {said}\
         \t\tVary Accept-Encoding\n\
         \t}}\n\
         \t@assets path /assets/*\n\
         \theader @assets Cache-Control \"{FOREVER}\"\n\
         \t@others not path /assets/*\n\
         \theader @others Cache-Control \"{ASK_ANEW}\"\n\
         {types}\
         \tfile_server {{\n\
         \t\tprecompressed br gzip\n\
         \t}}\n\
         }}\n\
         handle_errors {{\n\
         \t@missing {{\n\
         \t\texpression `{{http.error.status_code}} == 404`\n\
         \t\tpath {base}*\n\
         \t}}\n\
         \thandle @missing {{\n\
         \t\troot * \"{folder}\"\n\
         \t\trewrite * /404.html\n\
         \t\tfile_server\n\
         \t}}\n\
         }}\n"
    )
}
