// A page within a frame of embed.js: as tall as what it shows, in its host's colours and language,
// and telling its host where it is and what is starred.

/** Follows the host that wishes for a theme, a language and custom properties of the style. */
export const followHost = ({ theme, lang, styles = [] }) => {
  const page = document.documentElement;
  const tell = (hallway, detail) => parent.postMessage({ hallway, ...detail }, "*");

  const isHere = () => {
    try {
      return parent.location.origin === location.origin;
    } catch {
      return false;
    }
  };
  page.dataset.framed = isHere() ? "here" : "elsewhere";
  if (theme === "dark" || theme === "light") page.dataset.hostTheme = page.dataset.theme = theme;
  if (lang) page.dataset.hostLang = lang;
  for (const [property, value] of styles) page.style.setProperty(`--${property}`, value);

  // The whole page is shown, so its height is what it needs.
  const measure = () => tell("size", { height: Math.ceil(document.body.getBoundingClientRect().height) });
  new ResizeObserver(measure).observe(document.body);

  addEventListener("message", ({ source, data }) => {
    if (source !== parent || data?.hallway !== "sight") return;
    page.style.setProperty("--sight-from", `${data.from}px`);
    page.style.setProperty("--sight-to", `${data.to}px`);
  });

  // The host notes where it is before the page changes. The title follows the address.
  const leaves = () => tell("leave");
  const arrived = (back) =>
    setTimeout(() => tell("navigate", { path: location.pathname, query: location.search, url: location.href, title: document.title, back }));
  const push = history.pushState.bind(history);
  const replace = history.replaceState.bind(history);
  history.replaceState = (state, unused, address) => {
    replace(state, unused, address);
    if (address) arrived(false);
  };
  // The host's history is its own: a view is a step in it, a filter is not.
  history.pushState = (state, unused, address) => {
    const change = new URL(address, location).pathname === location.pathname ? replace : push;
    if (change === push) leaves();
    change(state, unused, address);
    arrived(false);
  };
  addEventListener("popstate", () => {
    leaves();
    arrived(true);
  });
  arrived(false);

  new MutationObserver((changes) => {
    for (const { target, oldValue } of changes) {
      const starred = target.getAttribute("aria-pressed");
      if (target.dataset.star && starred !== oldValue) tell("star", { item: target.dataset.star, starred: starred === "true" });
    }
  }).observe(page, { subtree: true, attributeFilter: ["aria-pressed"], attributeOldValue: true });
};
