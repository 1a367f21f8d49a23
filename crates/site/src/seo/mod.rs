//! Helps others find a site: what search engines and link previews read of a page, and the sitemap.
//! Both need full addresses, so only a site whose address is known has them. Which pages are hidden
//! from search engines, and what robots may read, is set for every site.

mod event;
#[cfg(feature = "previews")]
mod lettering;
#[cfg(feature = "previews")]
mod picture;
mod sitemap;

use hallway_app::head;
use hallway_app::route::View;
use hallway_programme::Programme;
use html_escape::encode_double_quoted_attribute as attribute;

use crate::files::Files;

/// A programme that is published at a known address.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Published<'a> {
    pub programme: &'a Programme,
    /// The site's address, with a slash at its end.
    pub address: &'a str,
}

/// Keeps search engines from showing a page.
pub(crate) const HIDDEN: &str = "<meta name=\"robots\" content=\"noindex\">\n";

impl Published<'_> {
    /// The lines in a public page's head for search engines and link previews: its address, Open
    /// Graph (<https://ogp.me>), and events of schema.org.
    pub fn head(&self, view: &View) -> String {
        let title = head::title(self.programme, view);
        let address = self.page(view);
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
        ];
        add_properties(&properties, &mut head);
        if let Some(picture) = self.picture(view) {
            let (width, height) = PICTURE_SIZE;
            let properties = [
                ("og:image", picture.as_str()),
                ("og:image:width", &width.to_string()),
                ("og:image:height", &height.to_string()),
                ("og:image:alt", &title),
            ];
            add_properties(&properties, &mut head);
            head += "<meta name=\"twitter:card\" content=\"summary_large_image\">\n";
        }
        if let View::Item(id) = view
            && let Some(event) = self.programme.item(id).and_then(|item| self.event(item))
        {
            head += &event::element(&event);
        }
        head
    }

    /// Adds the sitemap.
    pub fn add_list(&self, files: &mut Files) {
        let views = View::all(self.programme);
        let public = views.iter().filter(|view| is_public(view));
        let addresses: Vec<String> = public.map(|view| self.page(view)).collect();
        for (path, text) in sitemap::sitemap(self.address, &addresses) {
            files.add(&path, text.into_bytes());
        }
    }

    /// The full address of a view's picture for link previews; `None` if the feature that draws
    /// them is off.
    fn picture(&self, view: &View) -> Option<String> {
        cfg!(feature = "previews").then(|| format!("{}{}", self.address, picture_path(view)))
    }

    /// The full address of a view's page, without redirects.
    fn page(&self, view: &View) -> String {
        match view.path() {
            path if path.is_empty() => self.address.into(),
            path => format!("{}{path}/", self.address),
        }
    }
}

/// Width and height of a preview's picture in pixels: the format that most previews show.
const PICTURE_SIZE: (u32, u32) = (1200, 630);

/// The path of a view's picture below the site; views without a picture of their own use the
/// conference's.
fn picture_path(view: &View) -> String {
    match view {
        View::Item(id) => format!("previews/item/{id}.png"),
        _ => "previews/programme.png".into(),
    }
}

/// Adds Open Graph properties to a head.
fn add_properties(properties: &[(&str, &str)], head: &mut String) {
    for (property, content) in properties {
        let content = attribute(content);
        *head += &format!("<meta property=\"{property}\" content=\"{content}\">\n");
    }
}

/// Whether a view is the same for everybody: it depends neither on the attendee nor on the time.
pub(crate) fn is_public(view: &View) -> bool {
    match view {
        View::Programme
        | View::About
        | View::People
        | View::Venue
        | View::Track(_)
        | View::Item(_)
        | View::Person(_)
        | View::Room(_) => true,
        View::Now
        | View::Mine
        | View::WhatsNew
        | View::Friends
        | View::Shared(_)
        | View::Sync
        | View::Missing => false,
    }
}

/// What robots may read: everything. Robots look for this file only at a host's root.
pub(crate) fn robots(address: Option<&str>) -> String {
    let sitemap = address.map(|address| format!("Sitemap: {address}{}\n", sitemap::FILE));
    format!("User-agent: *\nAllow: /\n{}", sitemap.unwrap_or_default())
}
