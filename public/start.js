// Starts the app in a prerendered page, and handles taps until it has started. It runs while the
// page is still being parsed, so that the first screen reacts before the end of the page is loaded.

import { filter, press } from "./early.js";
import { followHost } from "./embedding.js";
import { fail, hasStarted, prepared, sayThatItIsSlow, watch } from "./failure.js";

const page = document.documentElement;

// How long the app may take to start before the page says so, in milliseconds: on a slow network it
// needs less than half of that.
const START_MS = 60_000;

// If the app fails: nothing may look stored that is not, and what is stored stays as it is.
// Whether all stars that the page shows are stored. The last tap may be the reason for the failure,
// so it does not count.
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

// Trusted Types: texts become neither markup nor script; the only script address is the service
// worker's.
const worker = new URL(`${page.dataset.base}sw.js`, location.origin).href;
try {
  window.trustedTypes?.createPolicy("default", {
    createScriptURL: (address) => (new URL(address, location.href).href === worker ? worker : null),
  });
} catch (error) {
  console.warn("Without its policy the page keeps nothing for offline use.", error);
}

// An invitation to sync is a secret: it is removed from the address and the history before anything
// else happens. The app reads it from here (src/platform/history.rs).
if (location.hash && /^sync(\/|\/index\.html)?$/.test(location.pathname.slice(page.dataset.base.length))) {
  page.dataset.invitation = location.hash.slice(1);
  history.replaceState(history.state, "", location.pathname + location.search);
}

// A browser without storage has nothing to remember.
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

// The stored stars, in the app's format; the app reports what can't be read.
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

// The chosen colours, and which hints were dismissed.
const theme = new URLSearchParams(recall("hallway:settings")).get("theme");
const showTheme = () => theme && (page.dataset.theme = theme);
showTheme();
if (recall("hallway:hint")) page.dataset.hint = "understood";

// During the event the programme opens at what is on now, as State::opens_at (src/state/opening.rs) says,
// unless the address asks for something, or the page was scrolled before.
const parameters = new URLSearchParams(location.search);
const asked = Date.parse(parameters.get("now")?.replace(" ", "+"));
const now = (asked || Date.now()) / 1000;
const [from, until] = (page.dataset.lasts ?? "").split(" ").map(Number);
const isDuringEvent = from <= now && now < until;
if (isDuringEvent) page.dataset.event = "on";
parameters.delete("now");
const isWhole = location.pathname === page.dataset.base && !parameters.size && !location.hash;
const opensAtNow = isDuringEvent && isWhole && !history.state && parent === window;
// The list is not seen until it is scrolled there.
if (opensAtNow) page.dataset.opening = "pending";

// A tap on a toggle is shown at once; when the app starts, it reads the state of the page as the
// attendee's choice.
const flip = (event) => {
  if (page.dataset.app) return;
  if (event.target.closest?.("#filters-toggle")) document.querySelector("#filters")?.showModal();
  if (event.target.closest?.(".sheet-close, .sheet-done")) event.target.closest("dialog").close();
  const toggle = event.target.closest?.("button[aria-pressed]");
  if (!toggle) return;
  toggle.ariaPressed = String(toggle.ariaPressed !== "true");
  toggle.dataset.tapped = "";
  if (toggle.dataset.option) filter();
};
document.addEventListener("click", flip, { capture: true });

// Once someone has scrolled, the page does not scroll by itself.
for (const hand of ["wheel", "touchmove", "pointerdown", "keydown"]) {
  addEventListener(hand, () => (page.dataset.moved = "early"), { once: true, passive: true });
}

// The page is complete, or loading it failed.
const read = new Promise((done) => {
  const look = () => document.readyState === "loading" || done();
  document.addEventListener("readystatechange", look);
  look();
});
await read;
showStored();

// In a frame of embed.js the page follows its host, and tells it of stars from now on. Colours that
// the reader chose stay.
if (parent !== window) {
  followHost();
  showTheme();
}

// The search box has the words of the address, as the app will have it.
const box = document.querySelector("#search");
if (box && !box.value && parameters.has("q")) box.value = parameters.get("q");

// The page contains the whole list; if the address asks for filters, the other rows are hidden.
const query = press(new URLSearchParams(location.search));
if (query) page.dataset.query = query;
// Taps made meanwhile were applied to the part of the page that was there.
if (document.querySelector("[data-option][data-tapped]")) filter();
// The page shows what the address asks for, and reacts to taps.
page.dataset.early = "ready";

// A reloaded page is scrolled to where it was, as src/platform/scroll.rs recorded: to an item, or a number
// of pixels down, and stays there until someone scrolls. In a host's frame the app does this with its host.
const openAtNow = () => {
  const starts = [...document.querySelectorAll(".list h3 [data-until]")];
  const hasBegun = ({ dateTime }) => Date.parse(dateTime) / 1000 <= now;
  const next = starts.findIndex((start) => !hasBegun(start));
  const latest = (next < 0 ? starts.length : next) - 1;
  const isOver = !(starts[latest]?.dataset.until > now);
  let row = starts[latest + isOver]?.closest("h3");
  while (row && !row.dataset.item) row = row.nextElementSibling;
  const edge = Math.round(parseFloat(getComputedStyle(page).scrollPaddingTop)) || 0;
  if (row) history.replaceState(`0 ${edge} ${row.dataset.item}`, "");
};
if (opensAtNow && !page.dataset.moved) openAtNow();
const [y, top, item] = String(history.state ?? "").split(" ");
const left = item && document.querySelector(`.list [data-item="${CSS.escape(item)}"]`);
// Rows that come near the screen are laid out frame by frame, which moves everything below them.
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

delete page.dataset.opening;

const address = (part) => document.querySelector(`link[data-app="${part}"]`).href;

// Without the app the page can be read, and each view is a file. If the address asks for filters,
// all items are shown now, and no option may look chosen.
const showWithoutApp = () => {
  delete page.dataset.query;
  for (const toggle of document.querySelectorAll("[aria-pressed]:not([data-star])")) toggle.ariaPressed = "false";
  filter();
  if (page.dataset.framed) return;
  // Tell the service worker, since the shell is useless without the app.
  page.dataset.next = "failed";
};

// The app reads the programme between its start and replacing the page.
const settled = () => {
  document.removeEventListener("click", flip, { capture: true });
  if (page.dataset.app === "ready") hasStarted();
  else fail("There is no programme that can be read.");
};
new MutationObserver(settled).observe(page, { attributeFilter: ["data-app"] });

// What the next visit starts with, from the app (src/next_visit.rs), for the service worker.
const keepNext = async () => {
  const kept = await caches.open(`hallway-programme:${page.dataset.base}`);
  await kept.put(`${page.dataset.base}programme.json?next`, new Response(page.dataset.next));
  // The shell has nothing to read: ask the worker again, which now has a page.
  const isEmpty = page.dataset.next === "failed" && !document.querySelector("main > *");
  const [navigation] = performance.getEntriesByType?.("navigation") ?? [];
  if (isEmpty && navigation && navigation.type !== "reload") location.reload();
};
// Without a cache there is no such visit.
new MutationObserver(() => keepNext().catch(() => {})).observe(page, { attributeFilter: ["data-next"] });

// A module that failed to load is not requested again under the same name: Safari remembers the
// failure even after a reload.
const load = (script) => import(script).catch(() => import(`${script}?again=${Date.now()}`));

// The app replaces the page only after it was painted, so that an attendee can read while the app
// starts. A hidden page is not painted, so it does not wait.
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
