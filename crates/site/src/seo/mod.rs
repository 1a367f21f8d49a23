//! How a site is found: what search engines and link previews read of a page, and the list of all
//! pages. They want whole addresses, so that is only for a site whose address is known; which pages are
//! hidden, and what robots may read, is said of every site.

mod event;
mod lettering;
mod picture;
mod sitemap;

use hallway_app::head;
use hallway_app::route::View;
use hallway_programme::Programme;
use html_escape::encode_double_quoted_attribute as attribute;
use rayon::prelude::*;

use crate::files::Files;
use crate::theme::Colour;

/// A programme that is published at an address.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Published<'a> {
    pub programme: &'a Programme,
    /// Where its site lives, with a slash at its end.
    pub address: &'a str,
}

/// What keeps search engines from showing a page.
pub(crate) const HIDDEN: &str = "<meta name=\"robots\" content=\"noindex\">\n";

impl Published<'_> {
    /// The lines of a public page's head by which it is found and previewed: its own address, the Open Graph
    /// protocol (<https://ogp.me>), and what takes place as an event of schema.org.
    pub fn head(&self, view: &View) -> String {
        let title = head::title(self.programme, view);
        let address = self.page(view);
        let picture = format!("{}{}", self.address, picture::path(view));
        let (width, height) = picture::SIZE;
        let mut head = format!(
            "<link rel=\"canonical\" href=\"{}\">\n",
            attribute(&address)
        );
        let properties = [
            ("og:type", "website"),
            ("og:site_name", &self.programme.conference().title),
            ("og:title", &title),
            ("og:description", &head::description(self.programme, view)),
            ("og:url", &address),
            ("og:image", &picture),
            ("og:image:width", &width.to_string()),
            ("og:image:height", &height.to_string()),
            ("og:image:alt", &title),
        ];
        for (property, content) in properties {
            let content = attribute(content);
            head += &format!("<meta property=\"{property}\" content=\"{content}\">\n");
        }
        head += "<meta name=\"twitter:card\" content=\"summary_large_image\">\n";
        if let View::Item(id) = view
            && let Some(event) = self.programme.item(id).and_then(|item| self.event(item))
        {
            head += &event::element(&event);
        }
        head
    }

    /// Adds the list of all pages, and the pictures of their previews in the site's accent.
    pub fn add_to(&self, files: &mut Files, accent: Colour) {
        let views = View::all(self.programme);
        let public = views.iter().filter(|view| is_public(view));
        let addresses: Vec<String> = public.map(|view| self.page(view)).collect();
        for (path, text) in sitemap::sitemap(self.address, &addresses) {
            files.add(&path, text.into_bytes());
        }
        let pictures: Vec<_> = views
            .par_iter()
            .filter(|view| matches!(view, View::Programme | View::Item(_)))
            .map(|view| {
                let picture = picture::picture(self.programme, view, accent);
                (picture::path(view), picture)
            })
            .collect();
        for (path, picture) in pictures {
            files.add(&path, picture);
        }
    }

    /// The whole address of a view's page, as hosts end up at it.
    fn page(&self, view: &View) -> String {
        match view.path() {
            path if path.is_empty() => self.address.into(),
            path => format!("{}{path}/", self.address),
        }
    }
}

/// Whether a view says the same to everybody: not what is the attendee's own, and not what depends on
/// the moment.
pub(crate) fn is_public(view: &View) -> bool {
    match view {
        View::Programme
        | View::About
        | View::People
        | View::Venue
        | View::Track(_)
        | View::Item(_)
        | View::Person(_) => true,
        View::Now
        | View::Mine
        | View::WhatsNew
        | View::Friends
        | View::Shared(_)
        | View::Sync
        | View::Missing => false,
    }
}

/// What robots may read: all of it. They only look for it at a host's root.
pub(crate) fn robots(address: Option<&str>) -> String {
    let sitemap = address.map(|address| format!("Sitemap: {address}{}\n", sitemap::FILE));
    format!("User-agent: *\nAllow: /\n{}", sitemap.unwrap_or_default())
}
