//! What the browser stores for the site: local storage, which all tabs share and which stays, and session
//! storage, which is one tab's own. Nothing else in the app touches either.
//!
//! A read says whether there was nothing or whether it failed. What is stored is never written over by
//! one who could not read it: a change that can't be made now is made as soon as a read and a write
//! succeed ([`change`]), for as long as the page lives.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::rc::Rc;

use gloo_storage::{LocalStorage, SessionStorage, Storage as _};
use hallway_agenda::keeping::Texts;
use wasm_bindgen::JsValue;
use web_sys::StorageEvent;

use super::{listen, object, timer, window};

/// How long after a failure it is tried again; twice as long each time, up to the longest.
const RETRY_MS: i32 = 1_000;
const LONGEST_MS: i32 = 8_000;

/// Why something can't be read or stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StorageError {
    /// The browser lets the page store nothing.
    Forbidden,
    /// There is no room.
    Full,
    /// The browser failed, or did not do what it should.
    Failed,
}

impl fmt::Display for StorageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Forbidden => "The browser lets the page store nothing.",
            Self::Full => "The browser's storage for the site is full.",
            Self::Failed => "The browser could not read or write what it stores for the site.",
        })
    }
}

impl std::error::Error for StorageError {}

/// One of the two storages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Storage {
    /// All tabs share it, and it stays when they are closed.
    Local,
    /// It is the tab's own, and is gone when that is closed.
    Session,
}

impl Storage {
    /// The browser's own. `raw` would throw where it is forbidden, so the window is asked first.
    fn raw(self) -> Result<web_sys::Storage, StorageError> {
        let probe = match self {
            Self::Local => window().local_storage(),
            Self::Session => window().session_storage(),
        };
        match (probe, self) {
            (Ok(Some(_)), Self::Local) => Ok(LocalStorage::raw()),
            (Ok(Some(_)), Self::Session) => Ok(SessionStorage::raw()),
            _ => Err(StorageError::Forbidden),
        }
    }
}

impl Texts for Storage {
    type Error = StorageError;

    fn read(&self, key: &str) -> Result<Option<String>, StorageError> {
        let read = self.raw()?.get_item(key);
        read.map_err(|_| StorageError::Failed)
    }

    /// A write is believed once what was written can be read again.
    fn write(&self, key: &str, text: &str) -> Result<(), StorageError> {
        let written = self.raw()?.set_item(key, text);
        written.map_err(|error| why_not_written(&error))?;
        match self.read(key)? {
            Some(stored) if stored == text => Ok(()),
            _ => Err(StorageError::Failed),
        }
    }

    fn remove(&self, key: &str) -> Result<(), StorageError> {
        let removed = self.raw()?.remove_item(key);
        removed.map_err(|_| StorageError::Failed)
    }

    fn keys(&self) -> Result<Vec<String>, StorageError> {
        let raw = self.raw()?;
        let length = raw.length().map_err(|_| StorageError::Failed)?;
        let keys = (0..length).map(|at| raw.key(at).map_err(|_| StorageError::Failed));
        // Another tab may have removed one meanwhile.
        keys.filter_map(Result::transpose).collect()
    }
}

/// `QuotaExceededError` (HTML, section 12.2.1), under the name that older versions of Firefox have for it too.
fn why_not_written(error: &JsValue) -> StorageError {
    let name = object::field(error, "name").and_then(|name| name.as_string());
    match name.as_deref() {
        Some("QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED") => StorageError::Full,
        _ => StorageError::Failed,
    }
}

/// What becomes of a stored text; of nothing where there is none.
type Change = Rc<dyn Fn(Option<String>) -> String>;

/// What is called when a key is to be looked at again.
type Watcher = Rc<dyn Fn()>;

/// What is told whether anything can't be read.
type TroubleListener = Rc<dyn Fn(bool)>;

thread_local! {
    /// Changes that could not be made yet, by their keys, oldest first.
    static WAITING: RefCell<BTreeMap<String, Vec<Change>>> = const { RefCell::new(BTreeMap::new()) };
    /// The keys of which the last read failed, though storage is not forbidden.
    static UNREAD: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
    /// Those of them that could not be read since they were looked at again.
    static UNREAD_ANEW: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
    /// The keys that are looked at again, since something about them is not done.
    static AGAIN: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
    static IS_RETRYING: Cell<bool> = const { Cell::new(false) };
    static RETRY: Cell<i32> = const { Cell::new(RETRY_MS) };
    /// Who is told when a key that could not be read can be, or is to be looked at again.
    static WATCHERS: RefCell<Vec<(String, Watcher)>> = const { RefCell::new(Vec::new()) };
    /// Who is told whether anything can't be read.
    static TROUBLE: RefCell<Option<TroubleListener>> = const { RefCell::new(None) };
}

/// What is stored under a key in local storage, with the changes that wait.
///
/// # Errors
/// If it can't be read. Then whoever watches the key is told when it can.
pub fn read(key: &str) -> Result<Option<String>, StorageError> {
    let stored = read_stored(key)?;
    Ok(with_changes(key, stored))
}

/// The same, and where it can't be read, no more than the changes that wait: for what may be done twice, or
/// is looked at again when it can be read.
#[must_use]
pub fn recall(key: &str) -> Option<String> {
    with_changes(key, read_stored(key).unwrap_or_default())
}

/// Changes what is stored under a key, now or as soon as that can be done.
///
/// # Errors
/// Why it can't be done now.
pub fn change(
    key: &str,
    change: impl Fn(Option<String>) -> String + 'static,
) -> Result<(), StorageError> {
    WAITING.with_borrow_mut(|waiting| {
        let changes = waiting.entry(key.to_owned()).or_default();
        changes.push(Rc::new(change));
    });
    make_changes(key)
}

/// Puts a text in the place of whatever is stored under a key, now or as soon as that can be done.
///
/// # Errors
/// Why it can't be done now.
pub fn replace(key: &str, text: &str) -> Result<(), StorageError> {
    // What came before makes no difference any more.
    WAITING.with_borrow_mut(|waiting| waiting.remove(key));
    let text = text.to_owned();
    change(key, move |_| text.clone())
}

/// Whether everything is stored that was to be, as far as that can be done now.
#[must_use]
pub fn is_settled() -> bool {
    let keys: Vec<String> = WAITING.with_borrow(|waiting| waiting.keys().cloned().collect());
    for key in keys {
        // What can't be done stays, and is seen below.
        let _ = make_changes(&key);
    }
    WAITING.with_borrow(BTreeMap::is_empty)
}

/// Tells whenever another tab stores something under a key, and when it is to be looked at again.
pub fn on_change_elsewhere(key: String, changed: impl Fn() + 'static) {
    let changed = Rc::new(changed);
    let again = changed.clone();
    on_readable_again(key.clone(), move || again());
    listen(&window(), "storage", move |event: StorageEvent| {
        if event.key().as_ref() == Some(&key) {
            changed();
        }
    });
}

/// Tells when a key that could not be read can be.
pub fn on_readable_again(key: String, told: impl Fn() + 'static) {
    WATCHERS.with_borrow_mut(|watchers| watchers.push((key, Rc::new(told))));
}

/// Tells whether anything is stored that can't be read: now if so, and whenever that changes.
pub fn on_trouble(told: impl Fn(bool) + 'static) {
    let told: Rc<dyn Fn(bool)> = Rc::new(told);
    TROUBLE.replace(Some(told.clone()));
    if UNREAD.with_borrow(|unread| !unread.is_empty()) {
        told(true);
    }
}

/// Looks at a key again before long, and tells whoever watches it.
pub fn look_again(key: &str) {
    AGAIN.with_borrow_mut(|again| again.insert(key.to_owned()));
    if !IS_RETRYING.replace(true) {
        timer::after(RETRY.get(), retry);
    }
}

/// Notes that a key could not be read.
pub fn note_unread(key: &str, error: StorageError) {
    if error != StorageError::Forbidden {
        UNREAD_ANEW.with_borrow_mut(|anew| anew.insert(key.to_owned()));
        note(|unread| unread.insert(key.to_owned()));
    }
    look_again(key);
}

fn note(change: impl FnOnce(&mut BTreeSet<String>) -> bool) {
    let (was, is) = UNREAD.with_borrow_mut(|unread| {
        let was = !unread.is_empty();
        change(unread);
        (was, !unread.is_empty())
    });
    if was != is
        && let Some(told) = TROUBLE.with_borrow(Option::clone)
    {
        told(is);
    }
}

fn read_stored(key: &str) -> Result<Option<String>, StorageError> {
    Storage::Local
        .read(key)
        .inspect_err(|error| note_unread(key, *error))
}

fn with_changes(key: &str, stored: Option<String>) -> Option<String> {
    let changes = WAITING.with_borrow(|waiting| waiting.get(key).cloned());
    let changes = changes.unwrap_or_default().into_iter();
    changes.fold(stored, |text, change| Some(change(text)))
}

fn make_changes(key: &str) -> Result<(), StorageError> {
    let stored = read_stored(key)?;
    let changed = with_changes(key, stored.clone());
    if let Some(text) = changed.filter(|text| stored.as_ref() != Some(text)) {
        let written = Storage::Local.write(key, &text);
        written.inspect_err(|_| look_again(key))?;
    }
    WAITING.with_borrow_mut(|waiting| waiting.remove(key));
    Ok(())
}

fn retry() {
    let keys = AGAIN.take();
    for key in &keys {
        let Ok(_) = read_stored(key) else { continue };
        // What can't be done is looked at again.
        let _ = make_changes(key);
        let watchers = WATCHERS.with_borrow(|watchers| {
            let watchers = watchers.iter().filter(|(of, _)| of == key);
            watchers.map(|(_, told)| told.clone()).collect::<Vec<_>>()
        });
        UNREAD_ANEW.with_borrow_mut(|anew| anew.remove(key));
        watchers.into_iter().for_each(|told| told());
        if !UNREAD_ANEW.with_borrow(|anew| anew.contains(key)) {
            note(|unread| unread.remove(key));
        }
    }
    IS_RETRYING.set(false);
    let Some(key) = AGAIN.with_borrow(|again| again.first().cloned()) else {
        return RETRY.set(RETRY_MS);
    };
    RETRY.set((RETRY.get() * 2).min(LONGEST_MS));
    look_again(&key);
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                rust_files(&path, files);
            } else {
                files.push(path);
            }
        }
    }

    #[test]
    fn nothing_else_in_the_app_touches_storage() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut files = Vec::new();
        rust_files(&folder, &mut files);
        let touches = |file: &PathBuf| {
            let text = fs::read_to_string(file).unwrap();
            let words = [
                "local_storage()",
                "session_storage()",
                "gloo_storage",
                "\"localStorage\"",
            ];
            words.iter().any(|word| text.contains(word))
        };
        files.retain(touches);
        assert_eq!(files, [folder.join("platform/storage.rs")]);
    }
}
