//! Writes `.htaccess`, which Apache reads in a folder that allows it (`AllowOverride All`).

use hallway_app::route::BasePath;

use super::{ASK_ANEW, FOREVER, Headers, TYPES};

/// The compressed copies of files, best first: the encoding's name, and the files' ending.
const TWINS: [(&str, &str); 2] = [("br", "br"), ("gzip", "gz")];

pub(super) fn write(headers: &Headers, base: &BasePath) -> String {
    let mut file = String::from(
        "# Made by Hallway: headers, types and ready-made compression. Wants mod_headers and mod_rewrite.\n\
         DirectoryIndex index.html\n",
    );
    file += &format!("ErrorDocument 404 {}\n", base.join("404.html"));
    for (ending, of_type) in TYPES {
        file += &format!("AddType {of_type} .{ending}\n");
    }
    file += "\n<IfModule mod_headers.c>\n";
    for (name, value) in headers.iter() {
        file += &format!("Header always set {name} \"{value}\"\n");
    }
    file += &format!(
        "Header set Cache-Control \"{ASK_ANEW}\"\n\
         <If \"%{{REQUEST_URI}} =~ m#^{}#\">\n\
         Header set Cache-Control \"{FOREVER}\"\n\
         </If>\n\
         Header merge Vary Accept-Encoding\n\
         </IfModule>\n",
        base.join("assets/")
    );
    file += "\n<IfModule mod_rewrite.c>\nRewriteEngine On\n";
    for (coding, ending) in TWINS {
        file += &format!(
            "RewriteCond %{{HTTP:Accept-Encoding}} \\b{coding}\\b\n\
             RewriteCond %{{REQUEST_FILENAME}}.{ending} -f\n\
             RewriteRule ^(.+)$ $1.{ending} [END,E=hallway_{ending}:1]\n"
        );
    }
    file += "</IfModule>\n";
    // A compressed copy has the type of the original file.
    for (coding, ending) in TWINS {
        file += &format!(
            "\n<FilesMatch \"\\.{ending}$\">\n\
             RemoveType .{ending}\n\
             RemoveEncoding .{ending}\n\
             RemoveLanguage .br\n\
             <IfModule mod_headers.c>\n\
             Header set Content-Encoding {coding} env=REDIRECT_hallway_{ending}\n\
             </IfModule>\n\
             SetEnvIf Request_URI . no-gzip no-brotli\n\
             </FilesMatch>\n"
        );
    }
    file
}
