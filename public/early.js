// What taps on the filters leave of a prerendered page until the app is there: the same as the app will,
// by the options that each card says it falls under. The app's own is crates/programme/src/filter.rs.

const FACETS = ["track", "topic", "day", "room"];

const facetOf = (option) => option.split(":", 1)[0];

/** The options that the page offers, by their keys. */
const offered = () => new Map([...document.querySelectorAll("[data-option]")].map((option) => [option.dataset.option, option]));

/**
 * The part of the page that is filtered; none in other views, which know what is left of them only with the
 * app, and where not every item is a card.
 */
const filtered = () => {
  const results = document.querySelector(".results");
  return results?.querySelector("[data-options]") && !results.querySelector(".folded") ? results : null;
};

// Hides rows that are still to come.
const newStyle = () => {
  try {
    return document.adoptedStyleSheets && new CSSStyleSheet();
  } catch {
    // Rows that are still to come are then filtered once they are there.
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
 * Shows the cards that the pressed options leave, the headings with something under them, how many items
 * there are, and how many each option would leave of its facet. Of a page that is still being read, what is
 * to come is hidden as it comes, and nothing is counted but what its own options say.
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
  // More is to come under the last ones.
  let underDay = isComing;
  let underStart = isComing;
  // From the end: a heading is reached after all that stands under it.
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
    } else {
      element.hidden = !underStart;
      underStart = false;
    }
  }
  results.classList.toggle("filtered-early", narrowing.size > 0);
  const status = results.querySelector("[role=status]");
  const said = status.textContent;
  if (isComing) {
    // All, what an option itself says, or what is not known yet.
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
 * Presses the options that an address asks for. Says "answered" if that is all that it asks for, "pending"
 * if the rest is the app's, as words are, and nothing if it asks for every item.
 */
export const press = (query) => {
  const asked = [...query].filter(([name, value]) => value && (name === "q" || FACETS.includes(name)));
  if (asked.length === 0) return undefined;
  const options = offered();
  const meant = asked.map((choice) => options.get(choice.join(":")));
  if (!filtered() || !meant.every(Boolean)) return "pending";
  // What was tapped meanwhile is as it was tapped.
  for (const option of meant) if (!("tapped" in option.dataset)) option.setAttribute("aria-pressed", "true");
  filter();
  return "answered";
};
