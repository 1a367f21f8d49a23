// Starts the app in a prerendered page, and until it is there answers taps for it. It runs while the page is
// still being read, so that the first screen answers before the last is there.

import { filter, press } from "./early.js";
import { followHost } from "./embedding.js";
import { fail, hasStarted, prepared, sayThatItIsSlow, watch } from "./failure.js";

const page = document.documentElement;

// How long the app may take to start before the page says so, in milliseconds: on a slow network it comes
// within half of that.
const START_MS = 60_000;

// The app failed: nothing may look as if it were kept that is not, and what was kept stays as it is.
// Whether all stars that the page shows are stored; the one that was tapped last may be why it failed.
const letGo = (hadStarted) => {
  const kept = new Set(storedStars());
  const stars = [...document.querySelectorAll("#hallway [data-star]:not([data-tapped])")];
  const shown = stars.filter(({ ariaPressed, dataset }) => ariaPressed === "true" && dataset.star !== tapped);
  const isSafe = (canRecall() || !hadStarted) && shown.every(({ dataset }) => kept.has(dataset.star));
  const asStored = isSafe ? "[data-star]" : "[data-star][data-tapped]";
  for (const star of document.querySelectorAll(asStored)) star.ariaPressed = String(kept.has(star.dataset.star));
  if (!hadStarted) showWithoutApp();
  return isSafe;
};

// The star that was tapped last.
let tapped;
const noteTap = ({ target }) => (tapped = target.closest?.("[data-star]")?.dataset.star ?? tapped);
addEventListener("click", noteTap, { capture: true });

watch(letGo);
setTimeout(sayThatItIsSlow, START_MS);

// Texts become neither markup nor script; of addresses, only the worker's is that of a script.
const worker = new URL(`${page.dataset.base}sw.js`, location.origin).href;
try {
  window.trustedTypes?.createPolicy("default", {
    createScriptURL: (address) => (new URL(address, location.href).href === worker ? worker : null),
  });
} catch (error) {
  console.warn("Without its policy the page keeps nothing for offline use.", error);
}

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

const canRecall = () => {
  try {
    return Boolean(localStorage);
  } catch {
    return false;
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

// Without the app the page is readable, every view a file of its own. Of an address that asks for a part of
// the list, all is shown: what is not chosen any more must not look as if it were.
const showWithoutApp = () => {
  delete page.dataset.query;
  for (const toggle of document.querySelectorAll("[aria-pressed]:not([data-star])")) toggle.ariaPressed = "false";
  filter();
  if (page.dataset.framed) return;
  // The service worker is told, since the shell, which only the app fills, is of no use without it.
  page.dataset.next = "failed";
};

// Between the app's start and its taking over lies the reading of the programme.
const settled = () => {
  document.removeEventListener("click", flip, { capture: true });
  if (page.dataset.app === "ready") hasStarted();
  else fail("There is no programme that can be read.");
};
new MutationObserver(settled).observe(page, { attributeFilter: ["data-app"] });

// What the next visit begins with, as the app says (src/next_visit.rs), for the service worker.
const keepNext = async () => {
  const kept = await caches.open(`hallway-programme:${page.dataset.base}`);
  await kept.put(`${page.dataset.base}programme.json?next`, new Response(page.dataset.next));
  // In the shell there is nothing to read: what the worker answers now has something.
  const isEmpty = page.dataset.next === "failed" && !document.querySelector("main > *");
  const [navigation] = performance.getEntriesByType?.("navigation") ?? [];
  if (isEmpty && navigation && navigation.type !== "reload") location.reload();
};
// Where nothing can be kept, there is no such visit.
new MutationObserver(() => keepNext().catch(() => {})).observe(page, { attributeFilter: ["data-next"] });

// A module that could not be had is not asked for again under the same name: Safari remembers that, also
// when the page is loaded again.
const load = (script) => import(script).catch(() => import(`${script}?again=${Date.now()}`));

// The page is taken over only once it was painted: an attendee reads while the app starts. What is not
// seen is not painted.
const painted = new Promise((done) => {
  if (document.hidden) done();
  else requestAnimationFrame(() => setTimeout(done));
  setTimeout(done, 500);
});

try {
  if (prepared()) {
    const app = await load(address("script"));
    await painted;
    await app.default({ module_or_path: address("wasm") });
  }
} catch (error) {
  fail(error);
}
