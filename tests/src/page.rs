//! Reads and uses the page in a tab by its contract.

use anyhow::{Context, Result};
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::{Element, ElementRef};
use fantoccini::{Client, Locator};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::wait::until;

/// Roles, names and data attributes, as JavaScript functions.
const CONTRACT: &str = include_str!("page.js");

/// The key under which WebDriver returns elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// The page in the current tab.
#[derive(Debug, Clone)]
pub struct Page(Client);

/// One option of a filter group.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct FilterOption {
    /// The group's name: Track, Topic, Day or Room.
    pub group: String,
    /// The option's name without its count.
    pub name: String,
    /// The number of items beside it.
    pub count: Option<u32>,
    /// Whether it is chosen.
    pub pressed: bool,
}

impl Page {
    pub(crate) fn new(client: Client) -> Self {
        Self(client)
    }

    /// The WebDriver client, for commands without a method here.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.0
    }

    /// Opens an address and waits until the browser has loaded it.
    ///
    /// # Errors
    /// If the browser reports an error.
    pub async fn open(&self, url: &str) -> Result<()> {
        self.0
            .goto(url)
            .await
            .with_context(|| format!("{url} did not open"))
    }

    /// Opens an address in an eager browser and waits until the document is parsed and, on the
    /// site, reacts to taps.
    ///
    /// # Errors
    /// If the browser reports an error, or the document does not load.
    pub async fn open_early(&self, url: &str) -> Result<()> {
        self.run("window.before = true").await?;
        self.open(url).await?;
        self.holds(
            "the document is read and answers",
            "!window.before && performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd
                && (document.documentElement.dataset.early || !document.querySelector('script[type=module]'))",
        )
        .await
    }

    /// Opens an address and waits until the app has replaced the page.
    ///
    /// # Errors
    /// If the browser reports an error, or the app does not start.
    pub async fn open_app(&self, url: &str) -> Result<()> {
        self.open(url).await?;
        self.ready().await
    }

    /// Reloads the page and waits for the app.
    ///
    /// # Errors
    /// If the browser reports an error, or the app does not start.
    pub async fn reload(&self) -> Result<()> {
        // From within the page: a reload by Firefox's driver would bypass the worker and the cache.
        self.is_replaced_by(self.run("setTimeout(() => location.reload())"))
            .await
    }

    /// Runs an action that replaces the document, and waits for the app in the new one.
    ///
    /// # Errors
    /// If the browser reports an error, or the app does not start.
    pub async fn is_replaced_by(&self, action: impl Future<Output = Result<()>>) -> Result<()> {
        // A mark on the old document distinguishes it from the new one, since some drivers do not
        // wait for that.
        self.run("window.before = true").await?;
        action.await?;
        self.holds("the page is loaded again", "!window.before")
            .await?;
        self.ready().await
    }

    /// Waits until the app has replaced the page.
    ///
    /// # Errors
    /// If that does not happen in time.
    pub async fn ready(&self) -> Result<()> {
        self.holds(
            "the app takes over (html[data-app=ready])",
            "document.documentElement.dataset.app === 'ready'",
        )
        .await
    }

    /// Waits until everything is cached for offline use.
    ///
    /// # Errors
    /// If that does not happen in time.
    pub async fn ready_for_offline(&self) -> Result<()> {
        self.holds(
            "everything is kept (html[data-offline=ready])",
            "document.documentElement.dataset.offline === 'ready'",
        )
        .await
    }

    /// Waits until an expression with the functions of `page.js` is true.
    ///
    /// # Errors
    /// If it stays false; the error names what was waited for.
    pub async fn holds(&self, what: &str, expression: &str) -> Result<()> {
        let script = format!("return Boolean({expression})");
        until(what, async || {
            // A page that is being replaced does not answer.
            let held = self.get::<bool>(&script, &[]).await.unwrap_or(false);
            Ok(held.then_some(()))
        })
        .await
        .with_context(|| format!("never true: {expression}"))
    }

    /// Makes the app ask for a newer programme: as if the last request were long ago and the
    /// network had just come back.
    ///
    /// # Errors
    /// If the browser reports an error.
    pub async fn ask_for_a_newer_programme(&self) -> Result<()> {
        self.run(
            "for (const key of Object.keys(localStorage)) {
                if (key.startsWith('hallway:asked:')) localStorage.setItem(key, '0');
            }
            window.dispatchEvent(new Event('online'));",
        )
        .await
    }

    /// The query of the page's address with its `?`, or an empty text. It comes from the page,
    /// since a driver learns of a change later.
    ///
    /// # Errors
    /// If the browser reports an error.
    pub async fn query(&self) -> Result<String> {
        self.get("return location.search", &[]).await
    }

    /// Runs a script and returns its result.
    ///
    /// # Errors
    /// If the script throws.
    pub async fn get<T: DeserializeOwned>(&self, script: &str, arguments: &[Value]) -> Result<T> {
        let script = format!("{CONTRACT}\n{script}");
        let value = self.0.execute(&script, arguments.to_vec()).await?;
        Ok(serde_json::from_value(value)?)
    }

    /// Runs an asynchronous script: its last argument is a function to call with the result.
    ///
    /// # Errors
    /// If the script throws.
    pub async fn get_later<T: DeserializeOwned>(
        &self,
        script: &str,
        arguments: &[Value],
    ) -> Result<T> {
        let script = format!("{CONTRACT}\n{script}");
        let value = self.0.execute_async(&script, arguments.to_vec()).await?;
        Ok(serde_json::from_value(value)?)
    }

    /// Runs a script and ignores its result.
    ///
    /// # Errors
    /// If the script throws.
    pub async fn run(&self, script: &str) -> Result<()> {
        self.0
            .execute(&format!("{CONTRACT}\n{script}"), Vec::new())
            .await?;
        Ok(())
    }

    /// The element that a script returns.
    ///
    /// # Errors
    /// If the script throws.
    pub async fn element(&self, script: &str, arguments: &[Value]) -> Result<Element> {
        let found: Value = self.get(script, arguments).await?;
        let reference = found[ELEMENT]
            .as_str()
            .context("the script found nothing")?;
        let reference = ElementRef::from(reference.to_owned());
        Ok(Element::from_element_id(self.0.clone(), reference))
    }

    /// The only element of a role and a name.
    ///
    /// # Errors
    /// If there is none, or more than one.
    pub async fn the(&self, role: &str, name: &str) -> Result<Element> {
        self.element(
            "return the(arguments[0], arguments[1])",
            &[json!(role), json!(name)],
        )
        .await
    }

    /// The only `summary` element with that name.
    ///
    /// # Errors
    /// If there is none.
    pub async fn the_summary(&self, name: &str) -> Result<Element> {
        let script = "return [...document.querySelectorAll('summary')].find((summary) => words(summary) === arguments[0])";
        self.element(script, &[json!(name)]).await
    }

    /// Taps an element after scrolling, so that no sticky bar covers it.
    ///
    /// # Errors
    /// If the browser reports an error.
    pub async fn tap(&self, element: &Element) -> Result<()> {
        // WebKit's driver does not tap what moves, such as a sheet that is rising.
        let rests = "document.getAnimations().every(({ playState }) => playState !== 'running')";
        self.holds("nothing moves", rests).await?;
        let element_value = serde_json::to_value(element)?;
        let script = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
        self.0.execute(script, vec![element_value]).await?;
        Ok(element.click().await?)
    }

    /// Taps the only button of that name.
    ///
    /// # Errors
    /// If there is none, or more than one, or what the browser says.
    pub async fn tap_button(&self, name: &str) -> Result<()> {
        let button = self.the("button", name).await?;
        self.tap(&button).await
    }

    /// Opens the sheet of My schedule with everything that exports and shares it.
    ///
    /// # Errors
    /// If there is no such button, or the sheet does not open.
    pub async fn open_export(&self) -> Result<()> {
        self.tap_button("Export and share").await?;
        self.holds(
            "the sheet is open",
            "document.getElementById('take-along').open",
        )
        .await
    }

    /// Chooses an option of a setting, both by their names; of any setting if that is empty.
    ///
    /// # Errors
    /// If there is none, or what the browser says.
    pub async fn choose(&self, setting: &str, name: &str) -> Result<()> {
        let option = format!(
            "[...document.querySelectorAll('select:enabled')]
                .filter((select) => select.ariaLabel.startsWith({setting:?}))
                .flatMap((select) => [...select.options])
                .find((option) => words(option).startsWith({name:?}))"
        );
        self.holds(&format!("{name:?} can be chosen"), &option)
            .await?;
        self.run(&format!(
            "const option = {option};
             option.selected = true;
             option.parentElement.dispatchEvent(new Event('change', {{ bubbles: true }}));"
        ))
        .await
    }

    /// Waits until an option of a setting is chosen.
    ///
    /// # Errors
    /// If that does not happen in time.
    pub async fn is_chosen(&self, name: &str) -> Result<()> {
        let chosen = format!(
            "[...document.querySelectorAll('select:enabled')]
                .some((select) => words(select.selectedOptions[0]).startsWith({name:?}))"
        );
        self.holds(&format!("{name:?} is chosen"), &chosen).await
    }

    /// Presses and releases keys, one after another, wherever the focus is.
    ///
    /// # Errors
    /// If the browser reports an error.
    pub async fn press(&self, keys: impl IntoIterator<Item = char>) -> Result<()> {
        let strokes = keys
            .into_iter()
            .flat_map(|value| [KeyAction::Down { value }, KeyAction::Up { value }]);
        let keyboard = strokes.fold(KeyActions::new("keyboard".into()), KeyActions::then);
        Ok(self.0.perform_actions(keyboard).await?)
    }

    /// Taps the link with that name in the navigation, and waits until the view is scrolled to its
    /// top and its heading has the focus. What is tapped earlier may be scrolled away.
    ///
    /// # Errors
    /// What the browser says, or that the heading does not get the focus.
    pub async fn navigate(&self, name: &str) -> Result<()> {
        let script = "document.activeElement.blur(); return the('link', arguments[0], the('navigation', ''))";
        let link = self.element(script, &[json!(name)]).await?;
        link.click().await?;
        // A tab in the background draws nothing, so the heading never gets the focus there.
        let settled =
            "document.activeElement?.matches('main h1') || document.hidden || !document.hasFocus()";
        self.holds("the view's heading has the focus", settled)
            .await
    }

    /// Types into the search box.
    ///
    /// # Errors
    /// If the browser reports an error.
    pub async fn type_search(&self, text: &str) -> Result<()> {
        let search = self.the("searchbox", "Search the programme").await?;
        Ok(search.send_keys(text).await?)
    }

    /// Taps an option of a filter; where the filters are in a sheet, opens and closes it.
    ///
    /// # Errors
    /// If the browser reports an error.
    pub async fn tap_option(&self, group: &str, name: &str) -> Result<()> {
        self.tap_option_in_sheet(group, name).await?;
        self.close_sheet().await
    }

    /// Taps an option of a filter, and leaves the sheet with the filters open, where there is one.
    ///
    /// # Errors
    /// If the browser reports an error.
    pub async fn tap_option_in_sheet(&self, group: &str, name: &str) -> Result<()> {
        let script = "return optionNamed(arguments[0], arguments[1])";
        let option = self.element(script, &[json!(group), json!(name)]).await?;
        if !option.is_displayed().await? {
            self.tap_button("Filters").await?;
        }
        self.tap(&option).await
    }

    /// Closes the sheet that is open, if any.
    ///
    /// # Errors
    /// If the browser reports an error.
    pub async fn close_sheet(&self) -> Result<()> {
        let is_open = "document.querySelector('dialog:modal') !== null";
        if !self.get::<bool>(&format!("return {is_open}"), &[]).await? {
            return Ok(());
        }
        let close = "return the('button', 'Close', document.querySelector('dialog:modal'))";
        let close = self.element(close, &[]).await?;
        self.tap(&close).await?;
        self.holds("the sheet is closed", &format!("!({is_open})"))
            .await
    }

    /// Taps the star of an item.
    ///
    /// # Errors
    /// If the browser reports an error.
    pub async fn tap_star(&self, item: &str) -> Result<()> {
        let star = self
            .element("return starOf(arguments[0])", &[json!(item)])
            .await?;
        self.tap(&star).await
    }

    /// Waits until an item's star is pressed or not pressed.
    ///
    /// # Errors
    /// If that does not happen in time.
    pub async fn star_is(&self, item: &str, pressed: bool) -> Result<()> {
        self.holds(
            &format!("the star of {item} is pressed: {pressed}"),
            &format!("pressed(starOf({item:?})) === {pressed}"),
        )
        .await
    }

    /// The ids of the items that the page lists, from top to bottom.
    ///
    /// # Errors
    /// If the browser reports an error.
    pub async fn items(&self) -> Result<Vec<String>> {
        self.get("return items()", &[]).await
    }

    /// All options of all filter groups.
    ///
    /// # Errors
    /// If a group is missing.
    pub async fn options(&self) -> Result<Vec<FilterOption>> {
        self.get("return options()", &[]).await
    }

    /// The whole text of the page, white space as single spaces.
    ///
    /// # Errors
    /// If the browser reports an error.
    pub async fn words(&self) -> Result<String> {
        self.get("return words(document.body)", &[]).await
    }

    /// Waits until the page's text matches a JavaScript regular expression.
    ///
    /// # Errors
    /// If it does not; the error has the text.
    pub async fn says(&self, pattern: &str) -> Result<()> {
        let what = format!("the page says /{pattern}/");
        let expression = format!("/{pattern}/i.test(words(document.body))");
        let said = self.holds(&what, &expression).await;
        if said.is_err() {
            let words = self.words().await.unwrap_or_default();
            return said.with_context(|| format!("it says: {words}"));
        }
        said
    }

    /// An attribute of every element that a selector matches, read without the page's JavaScript.
    ///
    /// # Errors
    /// If the browser reports an error.
    pub async fn attributes(&self, selector: &str, attribute: &str) -> Result<Vec<String>> {
        let mut values = Vec::new();
        for element in self.0.find_all(Locator::Css(selector)).await? {
            values.extend(element.attr(attribute).await?);
        }
        Ok(values)
    }

    /// The errors in a page of a watched site.
    ///
    /// # Errors
    /// If the browser reports an error.
    pub async fn mishaps(&self) -> Result<Vec<String>> {
        self.get("return window.mishaps ?? []", &[]).await
    }
}
