// A page within a frame. Within embed.js's, on a site that lets that host show it: as tall as what it shows,
// in its host's colours and language, scrolling its host, and telling it where it is and what is starred.
// Within any other it is a page like everywhere, which tells nobody anything.

const page = document.documentElement;

// More CSS pixels than a programme is high, or a screen. Layout goes wrong at 2²⁴.
const TALLEST_PAGE = 1e7;
const TALLEST_SCREEN = 1e5;
// More letters than the host's wishes have.
const LONGEST_NAME = 1e4;
// What of the style a host may set; embed.js has the same list.
const STYLES = "accent accent-soft on-accent band on-band paper raised sunken ink ink-soft line edge star family".split(" ");

// Whether a source of `hallway build --embed-in` lets that origin, as it does in the header's `frame-ancestors`
// (CSP 3, section 6.7.2): the same origin, at http also its https; any host below `*.`; any at all for `*`.
const lets = (source, { protocol, host, port }) => {
  if (source === "*") return true;
  const [scheme, wanted = ""] = source.split("//");
  const isHost = wanted === host || (wanted === "*" && !port) || (wanted.startsWith("*.") && host.endsWith(wanted.slice(1)));
  return isHost && [protocol, "http:"].includes(scheme);
};

// Whether the site lets pages of that origin show it: `html[data-embed-in]` says which, besides its own.
const isLet = (origin) => {
  const url = new URL(origin);
  const sources = page.dataset.embedIn?.split(" ") ?? [];
  const isWeb = /^https?:$/.test(url.protocol) && url.origin === origin;
  return isWeb && (origin === location.origin || sources.some((source) => lets(source, url)));
};

// Which part of the frame is in sight, as a host tells it; a hostile one may tell anything.
const isSight = ({ from, height }) =>
  Number.isFinite(from) && Math.abs(from) <= TALLEST_PAGE && Number.isFinite(height) && height > 0 && height <= TALLEST_SCREEN;

// What embed.js wishes for, in the frame's name; nothing if the host is none that the site lets.
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

/** Notes that the page is framed, and follows the host if it is one that may be told of what happens here. */
export const followHost = () => {
  page.dataset.framed = isHere() ? "here" : "elsewhere";
  const wishes = wishesOfHost();
  if (wishes) follow(wishes);
};

const follow = ({ origin, theme, lang, styles, sight }) => {
  // The browser hands a message to that origin or to nobody: a host that lied about its own hears nothing.
  const tell = (hallway, detail) => parent.postMessage({ hallway, ...detail }, origin);

  page.dataset.embedded = "";
  if (theme === "dark" || theme === "light") page.dataset.hostTheme = page.dataset.theme = theme;
  if (typeof lang === "string" && lang) page.dataset.hostLang = lang;
  for (const property of STYLES) {
    if (styles.has(property)) page.style.setProperty(`--${property}`, styles.get(property));
  }
  if (styles.get("accent")) page.dataset.hostAccent = "";

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
  const see = () => {
    page.style.setProperty("--sight-from", `max(0px, ${sight.from}px)`);
    page.style.setProperty("--sight-to", `min(100vh, ${sight.from + sight.height}px)`);
    dispatchEvent(new Event("scroll"));
  };
  see();
  addEventListener("message", (event) => {
    if (event.source !== parent || event.origin !== origin) return;
    const { data } = event;
    // What was told before the host has scrolled is not so any more.
    if (data?.hallway !== "sight" || data.asked !== asked || !isSight(data)) return;
    sight = { from: data.from, height: data.height };
    see();
  });

  // Where one is, without what follows `#`: a shared schedule is for whom its reader gives it. The title
  // follows the address.
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
