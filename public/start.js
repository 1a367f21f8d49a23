// Starts the app in a prerendered page, and keeps what is tapped before it is there.

const page = document.documentElement;
const started = () => page.dataset.app !== undefined;

// Until the app answers, a tap on a toggle shows at once; the app reads from the page what is
// pressed when it takes over.
const flip = (event) => {
  const toggle = event.target.closest?.("button[aria-pressed], button[aria-expanded]");
  if (!toggle || started()) return;
  const state = toggle.hasAttribute("aria-pressed") ? "aria-pressed" : "aria-expanded";
  toggle.setAttribute(state, String(toggle.getAttribute(state) !== "true"));
};
document.addEventListener("click", flip);

// The page holds the whole list; one that was asked for filtered is shown once it is.
if (location.search) page.dataset.query = "pending";

const address = (part) => document.querySelector(`link[data-app="${part}"]`).href;

try {
  const app = await import(address("script"));
  await app.default({ module_or_path: address("wasm") });
} catch (error) {
  // The page stays as it is: readable, every view a file of its own.
  page.dataset.app = "failed";
  delete page.dataset.query;
  console.warn("The app could not be started; the page works without it.", error);
} finally {
  document.removeEventListener("click", flip);
}
