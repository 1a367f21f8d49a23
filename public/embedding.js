// A page within a frame of embed.js: as tall as what it shows, in its host's colours and language,
// scrolling its host, and telling it where it is and what is starred.

/**
 * Follows the host that wishes for a theme, a language and custom properties of the style, and says
 * which part of the frame is in sight.
 */
export const followHost = ({ theme, lang, styles = [], sight }) => {
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
  const height = () => Math.ceil(document.body.getBoundingClientRect().height);
  new ResizeObserver(() => tell("size", { height: height() })).observe(document.body);

  // The host scrolls, and its screen shows a part of the frame. To the app it is as if the page were
  // scrolled: it asks where it is, scrolls, and hears of it by the names that it knows.
  let asked = 0;
  const scroll = (from, way) => {
    sight.from = from;
    asked += 1;
    tell("scroll", { ...way, height: height(), asked });
  };
  Object.defineProperties(window, {
    scrollY: { get: () => sight.from },
    innerHeight: { get: () => sight.height },
    scrollBy: { value: (x, by) => scroll(sight.from + by, { by }) },
    // Whoever sees the top of the frame sees the top of the page.
    scrollTo: { value: (x, to) => to === sight.from || (to === 0 && sight.from < 0) || scroll(to, { to }) },
  });
  const follow = () => {
    page.style.setProperty("--sight-from", `max(0px, ${sight.from}px)`);
    page.style.setProperty("--sight-to", `min(100vh, ${sight.from + sight.height}px)`);
    dispatchEvent(new Event("scroll"));
  };
  follow();
  addEventListener("message", ({ source, data }) => {
    // What was told before the host has scrolled is not so any more.
    if (source !== parent || data?.hallway !== "sight" || data.asked !== asked) return;
    sight = data;
    follow();
  });

  // The title follows the address.
  const arrived = () =>
    setTimeout(() => tell("navigate", { path: location.pathname, query: location.search, url: location.href, title: document.title }));
  const push = history.pushState.bind(history);
  const replace = history.replaceState.bind(history);
  history.replaceState = (state, unused, address) => {
    replace(state, unused, address);
    if (address) arrived();
  };
  // The host's history is its own: a view is a step in it, a filter is not.
  history.pushState = (state, unused, address) => {
    const change = new URL(address, location).pathname === location.pathname ? replace : push;
    change(state, unused, address);
    arrived();
  };
  addEventListener("popstate", arrived);
  arrived();

  new MutationObserver((changes) => {
    for (const { target, oldValue } of changes) {
      const starred = target.getAttribute("aria-pressed");
      if (target.dataset.star && starred !== oldValue) tell("star", { item: target.dataset.star, starred: starred === "true" });
    }
  }).observe(page, { subtree: true, attributeFilter: ["aria-pressed"], attributeOldValue: true });
};
