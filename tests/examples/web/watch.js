// What a visitor sees of a page, and when, in milliseconds since they asked for it. Runs before the
// page's own scripts.

window.seen = { first: 0, ready: 0, answered: 0, blocked: 0, shift: 0, settled: [] };

const watch = (type, note) =>
  new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });

// Total blocking time: what of each long task is beyond 50 ms.
watch("longtask", ({ duration }) => (seen.blocked += duration - 50));
watch("layout-shift", ({ value, hadRecentInput }) => (seen.shift += hadRecentInput ? 0 : value));

const painted = () => performance.getEntriesByName("first-contentful-paint").length > 0;
const left = () => Number(document.querySelector("[role=status]")?.textContent.match(/^\d+/)?.[0]);

let all;
const look = () => {
  const now = performance.now();
  if (!seen.first && document.querySelector("[data-item]") && painted()) {
    seen.first = Math.max(now, performance.getEntriesByName("first-contentful-paint")[0].startTime);
  }
  if (!seen.ready && document.documentElement.dataset.app === "ready") seen.ready = now;
  // The filters are opened and the first is tapped as soon as they are there, whether the app is or not,
  // and again until that shows.
  const toggle = document.querySelector("#filters-toggle");
  if (sessionStorage.tap && toggle && !seen.answered && !document.querySelector("#filters[open]")) toggle.click();
  const option = document.querySelector("button[data-option]");
  // No number yet while the page is still coming.
  all ||= left();
  if (sessionStorage.tap && option && !seen.answered && option.ariaPressed === "false") option.click();
  if (sessionStorage.tap && !seen.answered && left() < all) seen.answered = now;
  requestAnimationFrame(look);
};
requestAnimationFrame(look);

// From a key to the frame after the last change that it brought.
let pressed;
let changed;
addEventListener("input", ({ timeStamp }) => (pressed = timeStamp), { capture: true });
new MutationObserver(() => {
  if (pressed === undefined) return;
  const mark = (changed = {});
  requestAnimationFrame(() => setTimeout(() => mark === changed && (seen.settled[seen.settled.length - 1] = performance.now() - pressed)));
}).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
addEventListener("beforeinput", () => seen.settled.push(0), { capture: true });
