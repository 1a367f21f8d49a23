//! What is being typed, kept across a reload that the page itself begins: the words of fields, which of
//! them has the focus, and where the caret is. It waits in session storage, and is restored once.

use hallway_agenda::keeping::Texts;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, EventInit, HtmlElement, HtmlInputElement, HtmlTextAreaElement, Node,
};

use super::document::ROOT;
use super::storage::Storage;
use super::{clock, document, listen, the_document, timer, window};

/// The key in session storage.
const KEY: &str = "hallway:drafts";

/// For how long what was kept is restored, in milliseconds: a reload that did not happen is not made up
/// for when the page is next loaded.
const FRESH_MS: u64 = 5 * 60 * 1_000;

/// Marks fields that were typed into.
const TYPED: &str = "typed";

/// A field that holds words.
enum Field {
    Input(HtmlInputElement),
    Area(HtmlTextAreaElement),
}

impl Field {
    fn of(element: Element) -> Option<Self> {
        match element.dyn_into::<HtmlInputElement>() {
            Ok(input) => matches!(&*input.type_(), "text" | "search").then_some(Self::Input(input)),
            Err(element) => element.dyn_into().ok().map(Self::Area),
        }
    }

    fn element(&self) -> &HtmlElement {
        match self {
            Self::Input(input) => input,
            Self::Area(area) => area,
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Input(input) => input.value(),
            Self::Area(area) => area.value(),
        }
    }

    fn set_text(&self, text: &str) {
        match self {
            Self::Input(input) => input.set_value(text),
            Self::Area(area) => area.set_value(text),
        }
        let bubbling = EventInit::new();
        bubbling.set_bubbles(true);
        if let Ok(event) = Event::new_with_event_init_dict("input", &bubbling) {
            // An event of this page's own making can be dispatched.
            let _ = self.element().dispatch_event(&event);
        }
    }

    /// Where the selection begins and ends.
    fn selection(&self) -> Option<(u32, u32)> {
        let (start, end) = match self {
            Self::Input(input) => (input.selection_start(), input.selection_end()),
            Self::Area(area) => (area.selection_start(), area.selection_end()),
        };
        Some((start.ok()??, end.ok()??))
    }

    fn select(&self, (start, end): (u32, u32)) {
        // Refused only by fields that hold no words.
        let _ = match self {
            Self::Input(input) => input.set_selection_range(start, end),
            Self::Area(area) => area.set_selection_range(start, end),
        };
    }

    /// What it is called, by which it is found again; several may have the same name.
    fn name(&self) -> String {
        let element = self.element();
        let label = || {
            let label = element.closest("label").ok()??;
            label.first_child()?.text_content()
        };
        let name = element.get_attribute("aria-label").or_else(label);
        name.unwrap_or_else(|| element.id())
    }

    fn is_typed_into(&self) -> bool {
        self.element().dataset().get(TYPED).is_some()
    }
}

/// A field's words as they were, and what was selected in it if it had the focus. It is stored as a list
/// of the three.
#[derive(Clone, Serialize, Deserialize)]
#[serde(from = "Parts", into = "Parts")]
struct Draft {
    name: String,
    /// `None` if nothing was typed there.
    text: Option<String>,
    selection: Option<(u32, u32)>,
}

type Parts = (String, Option<String>, Option<(u32, u32)>);

impl From<Draft> for Parts {
    fn from(draft: Draft) -> Self {
        (draft.name, draft.text, draft.selection)
    }
}

impl From<Parts> for Draft {
    fn from((name, text, selection): Parts) -> Self {
        Self {
            name,
            text,
            selection,
        }
    }
}

/// What is stored: when it was kept, for which address, and the drafts.
#[derive(Serialize, Deserialize)]
struct Kept(u64, String, Vec<Draft>);

/// Notes what is typed into, from now on.
pub fn watch() {
    listen(&the_document(), "input", |event: Event| {
        let target = event.target();
        if let Some(field) = target.and_then(|target| target.dyn_into::<HtmlElement>().ok()) {
            // The name has no dash that could be refused.
            let _ = field.dataset().set(TYPED, "");
        }
    });
}

/// Keeps what is being typed for the next document of this tab; whether it could.
pub fn keep() -> bool {
    let focused = the_document().active_element();
    let is_focused = |field: &Field| {
        let node: &Node = field.element();
        focused.as_ref().map(AsRef::<Node>::as_ref) == Some(node)
    };
    let drafts = fields().into_iter().filter_map(|field| {
        let selection = is_focused(&field).then(|| field.selection().unwrap_or_default());
        let text = field.is_typed_into().then(|| field.text());
        let name = field.name();
        (selection.is_some() || text.is_some()).then_some(Draft {
            name,
            text,
            selection,
        })
    });
    let drafts: Vec<Draft> = drafts.collect();
    if drafts.is_empty() {
        return true;
    }
    let kept = serde_json::to_string(&Kept(clock::now_ms(), address(), drafts));
    kept.is_ok_and(|text| Storage::Session.write(KEY, &text).is_ok())
}

/// Restores what the document before kept, once the page is built. `lost` is told what was typed into a
/// field that is not there any more.
pub fn restore(lost: impl Fn(String) + 'static) {
    let Ok(Some(text)) = Storage::Session.read(KEY) else {
        return;
    };
    // What stays is restored no more once it is old.
    let _ = Storage::Session.remove(KEY);
    let Some(drafts) = read(&text) else { return };
    // Values that the app sets come a moment after its elements.
    timer::after(0, move || {
        let mut fields = fields();
        for draft in drafts {
            match fields.iter().position(|field| field.name() == draft.name) {
                Some(at) => put_back(&fields.remove(at), &draft),
                None => draft.text.into_iter().for_each(&lost),
            }
        }
    });
}

fn put_back(field: &Field, draft: &Draft) {
    if let Some(text) = &draft.text
        && field.text() != *text
    {
        field.set_text(text);
    }
    let Some(selection) = draft.selection else {
        return;
    };
    if let Ok(Some(folded)) = field.element().closest("details") {
        // An attribute of that name can be set.
        let _ = folded.set_attribute("open", "");
    }
    // Whoever went elsewhere meanwhile stays there.
    let focused = the_document().active_element();
    if focused.is_none_or(|element| element.tag_name() == "BODY") {
        document::focus(field.element());
        field.select(selection);
    }
}

/// All fields of the page that hold words, in its order.
fn fields() -> Vec<Field> {
    let selector = format!("#{ROOT} input, #{ROOT} textarea");
    let Ok(found) = the_document().query_selector_all(&selector) else {
        return Vec::new();
    };
    let field = |at| Field::of(found.get(at)?.dyn_into().ok()?);
    (0..found.length()).filter_map(field).collect()
}

/// What is shown, as the address says it.
fn address() -> String {
    let location = window().location();
    let path = location.pathname().unwrap_or_default();
    path + &location.search().unwrap_or_default()
}

/// The drafts of a text; `None` if they can't be read, are old, or of another page.
fn read(text: &str) -> Option<Vec<Draft>> {
    let Kept(at, of, drafts) = serde_json::from_str(text).ok()?;
    let is_fresh = clock::now_ms().abs_diff(at) < FRESH_MS;
    (is_fresh && of == address()).then_some(drafts)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The document that reads it may be of another version of the app.
    #[test]
    fn drafts_are_stored_as_they_always_were() {
        let draft = |name: &str, text: Option<&str>, selection| Draft {
            name: name.into(),
            text: text.map(Into::into),
            selection,
        };
        let drafts = vec![
            draft("Note", Some("a \"b\""), Some((1, 4))),
            draft("Search", None, Some((0, 0))),
            draft("Name", Some(""), None),
        ];
        let text = serde_json::to_string(&Kept(7, "/mine?q=a".into(), drafts)).unwrap();
        assert_eq!(
            text,
            r#"[7,"/mine?q=a",[["Note","a \"b\"",[1,4]],["Search",null,[0,0]],["Name","",null]]]"#
        );
        let read: Kept = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), text);
        for other in [
            "",
            "[]",
            "{}",
            "[7,\"/\"]",
            "[-1,\"/\",[]]",
            "[7,\"/\",[[1,null,null]]]",
        ] {
            assert!(serde_json::from_str::<Kept>(other).is_err(), "{other}");
        }
    }
}
