// Filters a prerendered page until the app has started, with the same results as the app, by the
// options that each card lists. The app's own filter is crates/programme/src/filter.rs.

const FACETS = ["day", "track", "room", "topic"];

const facetOf = (option) => option.split(":", 1)[0];

/** The options that the page offers, by their keys. */
const offered = () => new Map([...document.querySelectorAll("[data-option]")].map((option) => [option.dataset.option, option]));

/**
 * The part of the page that is filtered; null in other views, which the app filters: there, not every
 * item is a card.
 */
const filtered = () => {
  const results = document.querySelector(".results");
  return results?.querySelector("[data-options]") && !results.querySelector(".folded") ? results : null;
};

// Hides rows that have not been parsed yet.
const newStyle = () => {
  try {
    return document.adoptedStyleSheets && new CSSStyleSheet();
  } catch {
    // Rows that have not been parsed yet are filtered once they are.
    return undefined;
  }
};
const coming = newStyle();
if (coming) document.adoptedStyleSheets = [coming];

const hideComing = (chosen) => {
  const refused = (facet) => {
    const wanted = chosen.filter((key) => facetOf(key) === facet).map((key) => `[data-options~="${CSS.escape(key)}"]`);
    return wanted.length ? `.results [data-options]:not(${wanted}) { display: none; }` : "";
  };
  coming?.replaceSync(FACETS.map(refused).join(""));
};

/**
 * Shows the cards that match the pressed options, the headings with cards under them, the number of
 * items, and the number for each option. While the page is still being parsed, later cards are hidden as
 * they come, and only the options' own numbers are used.
 */
export const filter = () => {
  const isComing = document.readyState === "loading";
  const options = offered();
  const chosen = new Set([...options.keys()].filter((key) => options.get(key).getAttribute("aria-pressed") === "true"));
  hideComing(isComing ? [...chosen] : []);
  const results = filtered();
  if (!results) return;
  const narrowing = new Set([...chosen].map(facetOf));
  const counts = new Map();
  let left = 0;
  // More rows may follow under the last headings.
  let underDay = isComing;
  let underStart = isComing;
  // Backwards, so that a heading comes after everything under it.
  for (const element of [...results.querySelectorAll("[data-options], h2, h3.start")].reverse()) {
    const own = element.dataset.options?.split(" ");
    if (own) {
      const refusing = new Set(narrowing);
      for (const option of own) if (chosen.has(option)) refusing.delete(facetOf(option));
      element.hidden = refusing.size > 0;
      if (!element.hidden) underDay = underStart = true;
      if (!element.dataset.item) continue;
      if (!element.hidden) left += 1;
      for (const option of own) {
        const others = refusing.size - refusing.has(facetOf(option));
        if (others === 0) counts.set(option, (counts.get(option) ?? 0) + 1);
      }
    } else if (element.matches("h2")) {
      element.hidden = !underDay;
      underDay = underStart = false;
      const cell = element.id && results.querySelector(`.strip [href="#${CSS.escape(element.id)}"]`);
      if (cell) cell.parentElement.hidden = element.hidden;
    } else {
      element.hidden = !underStart;
      underStart = false;
    }
  }
  results.classList.toggle("filtered-early", narrowing.size > 0);
  const status = results.querySelector("[role=status]");
  const said = status.textContent;
  if (isComing) {
    // The number of all items, the option's own number, or a sign that it is not known yet.
    const [only, second] = chosen;
    const [all] = said.match(/\d+(?=\D*$)/);
    left = second ? "…" : only ? options.get(only).querySelector(".option-count").textContent : all;
  }
  status.textContent = said.replace(/^\S+/, left);
  if (isComing) return;
  for (const [key, option] of options) {
    const count = counts.get(key) ?? 0;
    option.querySelector(".option-count").textContent = count;
    option.toggleAttribute("data-empty", count === 0);
  }
};

/**
 * Presses the options in an address. Returns "answered" if the address has nothing else, "pending" if the
 * rest needs the app, such as words, and nothing if the address asks for every item.
 */
export const press = (query) => {
  const asked = [...query].filter(([name, value]) => value && (name === "q" || FACETS.includes(name)));
  if (asked.length === 0) return undefined;
  const options = offered();
  const meant = asked.map((choice) => options.get(choice.join(":")));
  if (!filtered() || !meant.every(Boolean)) return "pending";
  // Taps made meanwhile keep their effect.
  for (const option of meant) if (!("tapped" in option.dataset)) option.setAttribute("aria-pressed", "true");
  filter();
  return "answered";
};
