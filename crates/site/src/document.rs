//! An HTML document around what the components rendered: head, policy, and links to the app's
//! files.

use hallway_app::head;
use hallway_app::platform::document::ROOT;
use hallway_app::prerender::SYMBOLS;
use hallway_app::route::{BasePath, View};
use hallway_programme::Programme;
use hallway_programme::opening::extent;
use html_escape::{encode_double_quoted_attribute as attribute, encode_text as text};

use crate::policy::REFERRER;
use crate::seo::{self, Published};

/// Paths of the app's files below the site; each name contains a digest of the content.
#[derive(Debug, Clone)]
pub(crate) struct Assets {
    pub script: String,
    pub wasm: String,
    pub style: String,
    pub start: String,
    /// The languages that are not embedded in the app: each tag, and the file of its texts.
    pub locales: Vec<(&'static str, String)>,
    /// The favicon. Its name contains a digest, since browsers request it often.
    pub tab_icon: String,
    /// The style sheet itself, for pages that contain it.
    pub inline_style: String,
    /// The conference's logo, if it has one.
    pub logo: Option<String>,
    /// The programme; `None` if it is embedded in the app.
    pub programme: Option<String>,
}

/// What a page says if the script that starts the app fails to load. No script can show it then, so
/// `style/notices.css` shows it after a while.
const NOT_STARTED: &str = "The app has not started. This page can be read, and its links lead on. \
     Stars, search and filters need the app: reload the page to try again.";

/// What all documents of a site have in common.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Document<'a> {
    pub programme: &'a Programme,
    pub base: &'a BasePath,
    /// The full address of the site, if it is known.
    pub address: Option<&'a str>,
    pub assets: &'a Assets,
    /// The address of the mailboxes.
    pub mailboxes: Option<&'a str>,
    /// The origins, besides its own, whose pages may embed the site.
    pub framers: &'a [String],
    /// The Content Security Policy.
    pub policy: &'a str,
}

impl Document<'_> {
    /// The page of a view.
    pub fn page(&self, view: &View, body: &str) -> String {
        let title = head::title(self.programme, view);
        let description = head::description(self.programme, view);
        let mut found = format!(
            "<meta name=\"description\" content=\"{}\">\n",
            attribute(&description)
        );
        if !seo::is_public(view) {
            found += seo::HIDDEN;
        } else if let Some(address) = self.address {
            let programme = self.programme;
            found += &Published { programme, address }.head(view);
        }
        let style = match view {
            // The style would be repeated in thousands of pages.
            View::Track(_) | View::Item(_) | View::Person(_) | View::Room(_) => self.linked_style(),
            _ => self.own_style(),
        };
        self.document(&title, &found, &style, body)
    }

    /// The page that replaces every view offline: the frame, which the app fills.
    pub fn shell(&self, body: &str) -> String {
        let title = &self.programme.conference().title;
        self.document(title, seo::HIDDEN, &self.own_style(), body)
    }

    /// The style sheet within the page: the pages that most visits start with appear without
    /// another request.
    fn own_style(&self) -> String {
        format!("<style>{}</style>\n", self.assets.inline_style)
    }

    fn linked_style(&self) -> String {
        let (base, style) = (self.base.as_str(), &self.assets.style);
        format!("<link rel=\"stylesheet\" href=\"{base}{style}\">\n")
    }

    /// The app's files are requested at the end, since the page itself comes first.
    fn document(&self, title: &str, found: &str, style: &str, body: &str) -> String {
        let Assets {
            script,
            wasm,
            start,
            locales,
            tab_icon,
            programme,
            ..
        } = self.assets;
        let base = self.base.as_str();
        let conference = attribute(self.programme.conference().id.as_str());
        let revision = self.programme.revision();
        // When the event is, for `public/start.js`: seconds since 1970.
        let event = extent(self.programme).map_or(String::new(), |(from, until)| {
            let (from, until) = (from.unix_second(), until.unix_second());
            format!(" data-lasts=\"{from} {until}\"")
        });
        let sync = self.mailboxes.map_or(String::new(), |mailboxes| {
            format!(" data-sync=\"{}\"", attribute(mailboxes))
        });
        // The origins to which the page may send messages; on a host that sends no headers, any
        // page can frame it.
        let embed_in = match self.framers {
            [] => String::new(),
            framers => format!(" data-embed-in=\"{}\"", attribute(&framers.join(" "))),
        };
        let locales: String = locales
            .iter()
            .map(|(tag, file)| format!(" data-locale-{tag}=\"{base}{file}\""))
            .collect();
        let programme = programme.as_ref().map_or(String::new(), |programme| {
            format!(
                "<link rel=\"preload\" href=\"{base}{programme}\" as=\"fetch\" type=\"application/json\" crossorigin data-app=\"programme\">\n"
            )
        });
        format!(
            "<!DOCTYPE html>\n\
             <html lang=\"en\" data-base=\"{base}\" data-conference=\"{conference}\" data-revision=\"{revision}\"{event}{locales}{sync}{embed_in}>\n\
             <head>\n\
             <meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
             <meta name=\"referrer\" content=\"{REFERRER}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1, viewport-fit=cover\">\n\
             <title>{title}</title>\n\
             {found}\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <meta name=\"theme-color\" content=\"#faf8f4\" media=\"(prefers-color-scheme: light)\">\n\
             <meta name=\"theme-color\" content=\"#14171a\" media=\"(prefers-color-scheme: dark)\">\n\
             {style}\
             <script type=\"module\" async src=\"{base}{start}\"></script>\n\
             <link rel=\"manifest\" href=\"{base}manifest.webmanifest\">\n\
             <link rel=\"icon\" href=\"{base}{tab_icon}\" type=\"image/svg+xml\">\n\
             <link rel=\"apple-touch-icon\" href=\"{base}icons/apple-touch-icon-180.png\">\n\
             </head>\n\
             <body>\n\
             {SYMBOLS}\
             <div id=\"{ROOT}\">{body}</div>\n\
             <p class=\"not-started\">{NOT_STARTED}</p>\n\
             <link rel=\"modulepreload\" href=\"{base}{script}\" data-app=\"script\">\n\
             <link rel=\"preload\" href=\"{base}{wasm}\" as=\"fetch\" type=\"application/wasm\" crossorigin data-app=\"wasm\">\n\
             {programme}\
             </body>\n\
             </html>\n",
            policy = attribute(self.policy),
            title = text(title),
        )
    }
}
