//! The page's document: what its root element says, its title, and taking over its body.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, HtmlElement, HtmlInputElement};

use super::{the_document, window};
use crate::route::BasePath;

fn root() -> HtmlElement {
    the_document()
        .document_element()
        .and_then(|root| root.dyn_into().ok())
        .expect("a document has a root element")
}

/// The base path that the page was built for: `html[data-base]`.
#[must_use]
pub fn base_path() -> BasePath {
    let base = root()
        .dataset()
        .get("base")
        .and_then(|base| BasePath::new(&base).ok());
    base.unwrap_or_else(|| BasePath::new("/").expect("one slash is a base path"))
}

/// The address of the mailboxes that the site was built for, with a slash at its end:
/// `html[data-sync]`; none if it has no sync.
#[must_use]
pub fn mailboxes() -> Option<String> {
    root().dataset().get("sync")
}

/// What a page that shows this one within itself wants: `html[data-host-<name>]`.
#[must_use]
pub fn wish_of_host(name: &str) -> Option<String> {
    root().get_attribute(&format!("data-host-{name}"))
}

/// Whether another page shows this one within itself.
#[must_use]
pub fn is_framed() -> bool {
    root().dataset().get("framed").is_some()
}

/// Whether a page of another origin shows this one within itself.
#[must_use]
pub fn is_framed_elsewhere() -> bool {
    root().dataset().get("framed").as_deref() == Some("elsewhere")
}

/// Whether the page around this one scrolls it and shows all of it at once, as `public/embedding.js` says:
/// `html[data-embedded]`.
#[must_use]
pub fn is_embedded() -> bool {
    root().dataset().get("embedded").is_some()
}

/// The address of the file that holds the texts of the language of that tag: `html[data-locale-<tag>]`;
/// none for the language that the app embeds.
#[must_use]
pub fn locale_file(tag: &str) -> Option<String> {
    root().get_attribute(&format!("data-locale-{tag}"))
}

/// Whether the page shows what its address asks for before the app does: `html[data-query=answered]`.
#[must_use]
pub fn is_query_answered_early() -> bool {
    root().dataset().get("query").as_deref() == Some("answered")
}

/// Whether one scrolled before the app was there, or did what may scroll: `html[data-moved=early]`.
#[must_use]
pub fn is_moved_early() -> bool {
    root().dataset().get("moved").is_some()
}

/// The revision of the programme that the page was prerendered from: `html[data-revision]`.
#[must_use]
pub fn revision() -> Option<u64> {
    root().dataset().get("revision")?.parse().ok()
}

/// Says on the root element how far something is: `html[data-<name>="<state>"]`.
pub fn mark(name: &str, state: &str) {
    // Setting a data attribute fails only for names with a dash before a lower-case letter.
    let _ = root().dataset().set(name, state);
}

/// Takes a mark away.
pub fn unmark(name: &str) {
    root().dataset().delete(name);
}

/// Takes an invitation to sync that `start.js` took out of the address: `html[data-invitation]`.
#[must_use]
pub fn take_invitation() -> Option<String> {
    let invitation = root().dataset().get("invitation");
    unmark("invitation");
    invitation
}

/// Says which language the interface speaks.
pub fn set_language(tag: &str) {
    root().set_lang(tag);
}

/// What the browser shows as the page's title.
pub fn set_title(title: &str) {
    the_document().set_title(title);
}

/// Scrolls to the element of that id, if there is one.
pub fn show_place(id: &str) {
    if let Some(element) = the_document().get_element_by_id(id) {
        element.scroll_into_view();
    }
}

/// Opens a dialog of the page, by its id, above everything else.
pub fn open_dialog(id: &str) -> Option<()> {
    // One that is open already stays open.
    dialog(id)?.show_modal().ok()
}

/// Closes a dialog of the page, by its id; one that is closed stays closed.
pub fn close_dialog(id: &str) {
    if let Some(dialog) = dialog(id) {
        dialog.close();
    }
}

fn dialog(id: &str) -> Option<HtmlDialogElement> {
    the_document().get_element_by_id(id)?.dyn_into().ok()
}

/// Moves the focus to the view's heading, so that a screen reader reads on there.
pub fn focus_heading() {
    focus_first("main h1");
}

/// Scrolls to a heading, by its id, and moves the focus there.
pub fn jump_to_heading(id: &str) {
    if let Some(heading) = the_document().get_element_by_id(id) {
        heading.scroll_into_view();
        focus(&heading);
    }
}

/// Scrolls to an option of a filter, by its key.
pub fn show_option(key: &str) {
    let selector = format!("[data-option=\"{key}\"]");
    if let Ok(Some(option)) = the_document().query_selector(&selector) {
        option.scroll_into_view();
    }
}

/// Moves the focus past the navigation.
pub fn focus_content() {
    focus_first("main");
    show_place("content");
}

fn focus_first(selector: &str) {
    if let Ok(Some(element)) = the_document().query_selector(selector) {
        focus(&element);
    }
}

/// Whether somebody is writing in the view: a note, or a name, of which not all may be kept yet.
#[must_use]
pub fn is_written_in() -> bool {
    let focused = the_document().active_element();
    focused.is_some_and(|element| matches!(element.closest(".field"), Ok(Some(_))))
}

/// Moves the focus to an element, and nothing else.
pub(super) fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let without_scroll = web_sys::FocusOptions::new();
        without_scroll.set_prevent_scroll(true);
        // What can't be focused keeps the focus where it was.
        let _ = element.focus_with_options(&without_scroll);
    }
}

/// An element that stands nowhere yet, to build the app in.
#[must_use]
pub fn detached_root() -> HtmlElement {
    let element = the_document()
        .create_element("div")
        .expect("\"div\" is the name of an element")
        .unchecked_into::<HtmlElement>();
    element.set_id(ROOT);
    element
}

/// The id of the element that holds the page.
pub const ROOT: &str = "hallway";

/// Puts the app in the place of the prerendered page, within one frame: focus, selection and
/// scroll stay as they were.
pub fn take_the_place(app: &HtmlElement) {
    let document = the_document();
    let prerendered = document.get_element_by_id(ROOT);
    let focused = document.active_element().zip(prerendered.as_ref());
    let focused = focused.and_then(|(element, root)| twin(&element, root, app));
    let selection = focused.as_ref().and_then(|_| selection(&document));
    let (x, y) = (
        window().scroll_x().unwrap_or(0.0),
        window().scroll_y().unwrap_or(0.0),
    );
    match prerendered {
        // Replacing fails only for elements that hold each other.
        Some(prerendered) => drop(prerendered.replace_with_with_node_1(app)),
        None => {
            if let Some(body) = document.body() {
                drop(body.append_child(app));
            }
        }
    }
    if let Some(element) = focused {
        focus(&element);
        if let (Some(input), Some((start, end))) =
            (element.dyn_ref::<HtmlInputElement>(), selection)
        {
            // Refused only by inputs that hold no text.
            let _ = input.set_selection_range(start, end);
        }
    }
    window().scroll_to_with_x_and_y(x, y);
}

/// What is selected in the search box.
fn selection(document: &web_sys::Document) -> Option<(u32, u32)> {
    let input = search_box(document)?;
    Some((input.selection_start().ok()??, input.selection_end().ok()??))
}

/// An element's twin in the app: of those with the same id, data or aim, the one at the same place.
fn twin(element: &Element, root: &Element, app: &Element) -> Option<Element> {
    let selector = ["id", "data-star", "data-option", "href"]
        .iter()
        .find_map(|name| {
            let value = element.get_attribute(name)?;
            let value = value.replace('\\', "\\\\").replace('"', "\\\"");
            Some(format!("[{name}=\"{value}\"]"))
        })?;
    let alike = root.query_selector_all(&selector).ok()?;
    let node: &web_sys::Node = element;
    let place = (0..alike.length()).find(|&at| alike.get(at).as_ref() == Some(node))?;
    app.query_selector_all(&selector)
        .ok()?
        .get(place)?
        .dyn_into()
        .ok()
}

fn search_box(document: &web_sys::Document) -> Option<HtmlInputElement> {
    document.get_element_by_id("search")?.dyn_into().ok()
}

/// What stands in the search box of the prerendered page, typed before the app was there.
#[must_use]
pub fn typed_early() -> Option<String> {
    search_box(&the_document()).map(|input| input.value())
}

/// Whether the filters of the prerendered page were opened before the app was there.
#[must_use]
pub fn filters_opened_early() -> bool {
    dialog("filters").is_some_and(|filters| filters.open())
}
