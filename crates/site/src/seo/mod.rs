//! How a site is found: what search engines and link previews read of a page, and the list of all
//! pages. They want whole addresses, so that is only for a site whose address is known; which pages are
//! hidden, and what robots may read, is said of every site.

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

    /// Adds the list of all pages.
    pub fn add_list(&self, files: &mut Files) {
        let views = View::all(self.programme);
        let public = views.iter().filter(|view| is_public(view));
        let addresses: Vec<String> = public.map(|view| self.page(view)).collect();
        for (path, text) in sitemap::sitemap(self.address, &addresses) {
            files.add(&path, text.into_bytes());
        }
    }

    /// The whole address of the picture that previews of a view show; none where the feature that draws them
    /// is off.
    fn picture(&self, view: &View) -> Option<String> {
        cfg!(feature = "previews").then(|| format!("{}{}", self.address, picture_path(view)))
    }

    /// The whole address of a view's page, as hosts end up at it.
    fn page(&self, view: &View) -> String {
        match view.path() {
            path if path.is_empty() => self.address.into(),
            path => format!("{}{path}/", self.address),
        }
    }
}

/// Width and height of a preview's picture in pixels: what most previews are cut to.
const PICTURE_SIZE: (u32, u32) = (1200, 630);

/// Where the picture of a view is, below the site; views that have none of their own show the
/// conference's.
fn picture_path(view: &View) -> String {
    match view {
        View::Item(id) => format!("previews/item/{id}.png"),
        _ => "previews/programme.png".into(),
    }
}

/// Adds properties of the Open Graph protocol to a head.
fn add_properties(properties: &[(&str, &str)], head: &mut String) {
    for (property, content) in properties {
        let content = attribute(content);
        *head += &format!("<meta property=\"{property}\" content=\"{content}\">\n");
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
