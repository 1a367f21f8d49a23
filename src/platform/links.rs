//! Links within the site, which the app follows itself.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlAnchorElement, MouseEvent};

use super::{listen, the_document, window};
use crate::route::{Address, BasePath};

/// Tells of every link within the site that is followed in this tab, and to which place of the view
/// it leads: the id of an element, or nothing.
pub fn on_link(base: BasePath, mut followed: impl FnMut(Address, String) + 'static) {
    listen(&the_document(), "click", move |event: MouseEvent| {
        if let Some((address, place)) = link_target(&base, &event) {
            event.prevent_default();
            followed(address, place);
        }
    });
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
    let link = event
        .target()?
        .dyn_into::<Element>()
        .ok()?
        .closest("a[href]")
        .ok()??;
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
    Address::parse(base, &link.pathname(), &link.search()).map(|address| (address, place))
}
