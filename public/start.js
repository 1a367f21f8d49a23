// Starts the app in a prerendered page, and until it is there answers taps for it. It runs while the page is
// still being read, so that the first screen answers before the last is there.

import { filter, press } from "./early.js";
import { followHost } from "./embedding.js";

const page = document.documentElement;

// Texts become neither markup nor script; of addresses, only the worker's is that of a script.
const worker = new URL(`${page.dataset.base}sw.js`, location.origin).href;
window.trustedTypes?.createPolicy("default", {
  createScriptURL: (address) => (new URL(address, location.href).href === worker ? worker : null),
});

// An invitation to sync is a secret: it leaves the address and the history before anything else happens,
// and the app takes it from here (src/platform/history.rs).
if (location.hash && /^sync(\/|\/index\.html)?$/.test(location.pathname.slice(page.dataset.base.length))) {
  page.dataset.invitation = location.hash.slice(1);
  history.replaceState(history.state, "", location.pathname + location.search);
}

// A browser that stores nothing has nothing to remember.
const recall = (name) => {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
};

// The stars that were set, as the app stores them; what can't be read is the app's to tell.
const storedStars = () => {
  try {
    const { items } = JSON.parse(recall(`hallway:agenda:${page.dataset.conference}`));
    return Object.keys(items).filter((item) => items[item].star?.[0]);
  } catch {
    return [];
  }
};
const stored = new Set(storedStars());
const showStored = () => {
  for (const star of document.querySelectorAll("[data-star]:not([data-tapped])")) {
    if (stored.has(star.dataset.star)) star.ariaPressed = "true";
  }
};
showStored();

// The colours that were chosen; and no hint that was understood.
const theme = new URLSearchParams(recall("hallway:settings")).get("theme");
const showTheme = () => theme && (page.dataset.theme = theme);
showTheme();
if (recall("hallway:hint")) page.dataset.hint = "understood";

// A tap on a toggle shows at once; the app takes what the page shows for what the attendee meant.
const flip = (event) => {
  const toggle = event.target.closest?.("button[aria-pressed], button[aria-expanded]");
  if (!toggle || page.dataset.app) return;
  const state = toggle.hasAttribute("aria-pressed") ? "aria-pressed" : "aria-expanded";
  toggle.setAttribute(state, toggle.getAttribute(state) !== "true");
  toggle.dataset.tapped = "";
  if (toggle.dataset.option) filter();
};
document.addEventListener("click", flip, { capture: true });

// Whoever scrolls, stays where they scrolled to.
for (const hand of ["wheel", "touchmove", "pointerdown", "keydown"]) {
  addEventListener(hand, () => (page.dataset.moved = "early"), { once: true, passive: true });
}

// All of the page is there, or will not come any more.
const read = new Promise((done) => {
  const look = () => document.readyState === "loading" || done();
  document.addEventListener("readystatechange", look);
  look();
});
await read;
showStored();

// Within a frame of embed.js the page follows its host, and tells it of stars from here on; its colours are
// its own if they were chosen.
if (parent !== window) {
  followHost();
  showTheme();
}

// The page holds the whole list; of one that was asked for filtered the rest is hidden.
const query = press(new URLSearchParams(location.search));
if (query) page.dataset.query = query;
// What was tapped meanwhile was answered by as much of the page as was there.
if (document.querySelector("[data-option][data-tapped]")) filter();
// The page shows what it was asked for, and answers.
page.dataset.early = "ready";

// A page that is loaded again is where it was left, as src/platform/scroll.rs noted it: at an item, or so
// many pixels down. So it stays until one scrolls. In a host's frame the app goes there, with its host.
const [y, top, item] = String(history.state ?? "").split(" ");
const left = item && document.querySelector(`.list [data-item="${CSS.escape(item)}"]`);
// What comes near the screen is laid out frame by frame, and moves what is below it.
let frames = 5;
const place = () => {
  if (page.dataset.moved || page.dataset.app) return;
  scrollBy(0, left.getBoundingClientRect().top - top);
  if (frames--) requestAnimationFrame(place);
};
const isScrolledByHost = "embedded" in page.dataset;
if (left && !isScrolledByHost) {
  left.scrollIntoView();
  place();
} else if (y && !isScrolledByHost) {
  scrollTo(0, y);
}

const address = (part) => document.querySelector(`link[data-app="${part}"]`).href;

// Between the app's start and its taking over lies the reading of the programme.
const settled = () => {
  document.removeEventListener("click", flip, { capture: true });
  if (page.dataset.app !== "failed") return;
  // Without the app the page is readable, every view a file of its own; what nobody kept must not
  // look as if it were.
  delete page.dataset.query;
  for (const toggle of document.querySelectorAll("[aria-pressed]")) toggle.ariaPressed = String(stored.has(toggle.dataset.star));
  filter();
};
new MutationObserver(settled).observe(page, { attributeFilter: ["data-app"] });

// What the next visit begins with, as the app says (src/next_visit.rs), for the service worker.
const keepNext = async () => {
  const kept = await caches.open(`hallway-programme:${page.dataset.base}`);
  await kept.put(`${page.dataset.base}programme.json?next`, new Response(page.dataset.next));
};
// Where nothing can be kept, there is no such visit.
new MutationObserver(() => keepNext().catch(() => {})).observe(page, { attributeFilter: ["data-next"] });

// The page is taken over only once it was painted: an attendee reads while the app starts. What is not
// seen is not painted.
const painted = new Promise((done) => {
  if (document.hidden) done();
  else requestAnimationFrame(() => setTimeout(done));
  setTimeout(done, 500);
});

try {
  const app = await import(address("script"));
  await painted;
  await app.default({ module_or_path: address("wasm") });
} catch (error) {
  console.warn("The app could not be started; the page works without it.", error);
  page.dataset.app = "failed";
}
