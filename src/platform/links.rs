//! Links within the site, which the app follows itself.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlAnchorElement, MouseEvent};

use super::{document, listen, the_document, window};
use crate::route::{Address, BasePath, View};

/// Tells of every link within the site that is followed in this tab, and to which place of the view
/// it leads: the id of an element, or nothing.
pub fn on_link(base: BasePath, mut followed: impl FnMut(Address, String) + 'static) {
    listen(&the_document(), "click", move |event: MouseEvent| {
        if skips_navigation(&event) {
            event.prevent_default();
            document::focus_content();
        } else if let Some((address, place)) = link_target(&base, &event) {
            event.prevent_default();
            followed(address, place);
        }
    });
}

/// Whether the link past the navigation is followed. It changes no address: what follows `#` may be a
/// shared schedule.
fn skips_navigation(event: &MouseEvent) -> bool {
    tapped(event, "a.skip").is_some()
}

/// What is tapped of what a selector finds.
fn tapped(event: &MouseEvent, selector: &str) -> Option<Element> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest(selector).ok()?
}

fn link_target(base: &BasePath, event: &MouseEvent) -> Option<(Address, String)> {
    let elsewhere = event.ctrl_key()
        || event.meta_key()
        || event.shift_key()
        || event.alt_key()
        || event.button() != 0;
    if elsewhere || event.default_prevented() {
        return None;
    }
    let link = tapped(event, "a[href]")?;
    let link = link.dyn_into::<HtmlAnchorElement>().ok()?;
    let here = window().location();
    let same_origin = Some(link.origin()) == here.origin().ok();
    let in_this_tab = link.target().is_empty() && !link.has_attribute("download");
    let within_page = link.get_attribute("href")?.starts_with('#');
    // A last segment with a dot is a file, not a view.
    let file = link
        .pathname()
        .rsplit('/')
        .next()
        .is_some_and(|last| last.contains('.'));
    if !same_origin || !in_this_tab || within_page || file {
        return None;
    }
    let place = link.hash().trim_start_matches('#').to_owned();
    let address = Address::parse(base, &link.pathname(), &link.search())?;
    // What is no view may be another site's, below this one.
    (address.view != View::Missing).then_some((address, place))
}
