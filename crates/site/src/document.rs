//! An HTML document around what the components rendered: head, policy, where the app's files are.

use hallway_app::head;
use hallway_app::platform::document::ROOT;
use hallway_app::prerender::SYMBOLS;
use hallway_app::route::{BasePath, View};
use hallway_programme::Programme;
use html_escape::{encode_double_quoted_attribute as attribute, encode_text as text};

use crate::policy::REFERRER;
use crate::seo::{self, Published};

/// Paths of the app's files below the site; each name holds the digest of its content.
#[derive(Debug, Clone)]
pub(crate) struct Assets {
    pub script: String,
    pub wasm: String,
    pub style: String,
    pub start: String,
    /// The languages that the app does not embed: the tag of each, and the file of its texts.
    pub locales: Vec<(&'static str, String)>,
    /// The icon of the browser's tabs. Under its digest, since browsers ask for it again and again.
    pub tab_icon: String,
    /// The style itself, for pages that have it within them.
    pub inline_style: String,
    /// The conference's logo, if it has one.
    pub logo: Option<String>,
    /// The programme; none if the app carries it.
    pub programme: Option<String>,
}

/// What a page says where the script that starts the app does not come; `style/notices.css` shows it after a
/// while, since no script can.
const NOT_STARTED: &str = "The app has not started. This page can be read, and its links lead on. \
     Stars, search and filters need the app: reload the page to try again.";

/// What all documents of a site have in common.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Document<'a> {
    pub programme: &'a Programme,
    pub base: &'a BasePath,
    /// The whole address of the site, if it is known.
    pub address: Option<&'a str>,
    pub assets: &'a Assets,
    /// The address of the mailboxes.
    pub mailboxes: Option<&'a str>,
    /// The origins whose pages may show it within themselves, besides its own.
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
            // Thousands of pages would each hold a copy.
            View::Track(_) | View::Item(_) | View::Person(_) => self.linked_style(),
            _ => self.own_style(),
        };
        self.document(&title, &found, &style, body)
    }

    /// The page that stands in for every view offline: the frame, and the app to fill it.
    pub fn shell(&self, body: &str) -> String {
        let title = &self.programme.conference().title;
        self.document(title, seo::HIDDEN, &self.own_style(), body)
    }

    /// The style within the page: what most visits begin with is painted without asking for anything
    /// else.
    fn own_style(&self) -> String {
        format!("<style>{}</style>\n", self.assets.inline_style)
    }

    fn linked_style(&self) -> String {
        let (base, style) = (self.base.as_str(), &self.assets.style);
        format!("<link rel=\"stylesheet\" href=\"{base}{style}\">\n")
    }

    /// What the app is made of is asked for at the end: the page that is read meanwhile comes first.
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
        let sync = self.mailboxes.map_or(String::new(), |mailboxes| {
            format!(" data-sync=\"{}\"", attribute(mailboxes))
        });
        // Whom the page may tell what happens in it; on a host that sends no headers, any page can frame it.
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
             <html lang=\"en\" data-base=\"{base}\" data-conference=\"{conference}\" data-revision=\"{revision}\"{locales}{sync}{embed_in}>\n\
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
