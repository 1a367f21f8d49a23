// For a page in a frame. If the frame is embed.js's and the site allows that host, the page is as
// tall as its content, has the host's colours and language, scrolls the host's page, and tells the
// host the view and the stars. In any other frame it behaves as usual and sends nothing.

const page = document.documentElement;

// More CSS pixels than any programme or screen is high. Above 2²⁴, browsers' layout becomes
// inexact.
const TALLEST_PAGE = 1e7;
const TALLEST_SCREEN = 1e5;
// More characters than embed.js ever writes into the frame's name.
const LONGEST_NAME = 1e4;
// The custom properties that a host may set; embed.js has the same list.
const STYLES = "accent accent-soft on-accent band on-band paper raised sunken ink ink-soft line edge star family".split(" ");

// Whether a source of `hallway build --embed-in` allows an origin, by the rules of the header's
// `frame-ancestors` (CSP 3, section 6.7.2): the same origin (for http also the same with https),
// any host below `*.`, and any origin for `*`.
const lets = (source, { protocol, host, port }) => {
  if (source === "*") return true;
  const [scheme, wanted = ""] = source.split("//");
  const isHost = wanted === host || (wanted === "*" && !port) || (wanted.startsWith("*.") && host.endsWith(wanted.slice(1)));
  return isHost && [protocol, "http:"].includes(scheme);
};

// Whether the site lets pages of that origin embed it: its own origin and those in
// `html[data-embed-in]`.
const isLet = (origin) => {
  const url = new URL(origin);
  const sources = page.dataset.embedIn?.split(" ") ?? [];
  const isWeb = /^https?:$/.test(url.protocol) && url.origin === origin;
  return isWeb && (origin === location.origin || sources.some((source) => lets(source, url)));
};

// The visible part of the frame, as the host sends it; a hostile host may send anything.
const isSight = ({ from, height }) =>
  Number.isFinite(from) && Math.abs(from) <= TALLEST_PAGE && Number.isFinite(height) && height > 0 && height <= TALLEST_SCREEN;

// What embed.js asks for in the frame's name; undefined unless the host is one that the site
// allows.
const wishesOfHost = () => {
  if (!name.startsWith("hallway:") || name.length > LONGEST_NAME) return undefined;
  try {
    const wishes = JSON.parse(name.slice("hallway:".length));
    wishes.styles = new Map(wishes.styles);
    return isLet(wishes.origin) && isSight(wishes.sight) ? wishes : undefined;
  } catch {
    return undefined;
  }
};

const isHere = () => {
  try {
    return parent.location.origin === location.origin;
  } catch {
    return false;
  }
};

/** Marks the page as framed, and follows the host if the site allows that host. */
export const followHost = () => {
  page.dataset.framed = isHere() ? "here" : "elsewhere";
  const wishes = wishesOfHost();
  if (wishes) follow(wishes);
};

const follow = ({ origin, theme, lang, styles, sight }) => {
  // The browser delivers a message only to that origin, so a host that lied about its origin
  // receives nothing.
  const tell = (hallway, detail) => parent.postMessage({ hallway, ...detail }, origin);

  page.dataset.embedded = "";
  if (theme === "dark" || theme === "light") page.dataset.hostTheme = page.dataset.theme = theme;
  if (typeof lang === "string" && lang) page.dataset.hostLang = lang;
  for (const property of STYLES) {
    if (styles.has(property)) page.style.setProperty(`--${property}`, styles.get(property));
  }
  if (styles.get("accent")) page.dataset.hostAccent = "";

  // The whole page is shown, so the frame needs the page's height.
  const height = () => Math.ceil(document.body.getBoundingClientRect().height);
  new ResizeObserver(() => tell("size", { height: height() })).observe(document.body);

  // The host scrolls, and its screen shows a part of the frame. For the app it looks as if the page
  // scrolled: position, scrolling and scroll events have their usual names.
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
    // If the top of the frame is visible, so is the top of the page.
    scrollTo: { value: (x, to) => to === sight.from || (to === 0 && sight.from < 0) || scroll(to, { to }) },
  });
  const see = () => {
    page.style.setProperty("--sight-from", `max(0px, ${sight.from}px)`);
    page.style.setProperty("--sight-to", `min(100vh, ${sight.from + sight.height}px)`);
    dispatchEvent(new Event("scroll"));
  };
  see();
  addEventListener("message", (event) => {
    if (event.source !== parent || event.origin !== origin) return;
    const { data } = event;
    // Positions sent before the host scrolled are outdated.
    if (data?.hallway !== "sight" || data.asked !== asked || !isSight(data)) return;
    sight = { from: data.from, height: data.height };
    see();
  });

  // The address without its fragment: a shared schedule is meant only for its reader. The title
  // changes after the address.
  const arrived = () =>
    setTimeout(() => {
      const { pathname: path, search: query } = location;
      tell("navigate", { path, query, url: location.origin + path + query, title: document.title });
    });
  const push = history.pushState.bind(history);
  const replace = history.replaceState.bind(history);
  history.replaceState = (state, unused, address) => {
    replace(state, unused, address);
    if (address) arrived();
  };
  // The host has its own history: a view is a step in it, a filter is not.
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
