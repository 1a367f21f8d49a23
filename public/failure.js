// What happens if the app does not start, or dies: say so, once, and leave a page that can be read.
// The app's wasm can't run any more, so the texts are here.

import { atMost } from "./patience.js";

const page = document.documentElement;

// In the page's language: `html[lang]`.
const WORDS = {
  en: {
    failed: "Something went wrong.",
    safe: "Your schedule is safe.",
    slow: "The app takes long to start. Meanwhile, this page can be read.",
    reload: "Reload",
  },
  de: {
    failed: "Etwas ist schiefgegangen.",
    safe: "Dein Plan ist sicher.",
    slow: "Die App braucht lange, bis sie startet. Diese Seite lässt sich inzwischen lesen.",
    reload: "Neu laden",
  },
  fr: {
    failed: "Un problème est survenu.",
    safe: "Votre programme est en sécurité.",
    slow: "L’application met du temps à démarrer. En attendant, vous pouvez lire cette page.",
    reload: "Recharger",
  },
};

const words = () => WORDS[page.lang] ?? WORDS.en;

// How long, in milliseconds, to wait for a newer version before the page is reloaded without it.
const NEW_VERSION_MS = 2_000;

let notice;
let hasFailed = false;
// Whether everything that has to precede the app is done.
let isPrepared = false;
// The address when the app failed, without its fragment.
let shownAt;
// Makes the page show only what is true without the app; returns whether all of it is stored.
let letGo = () => true;

const addressOf = (part) => document.querySelector(`link[data-app="${part}"]`)?.href;

/**
 * Whether an uncaught error ended the app: a trap of its wasm, or an exception through its script or its
 * wasm, which leaves them in an undefined state. Errors of extensions and other scripts do not count.
 */
const isOfTheApp = (error, filename) => {
  const trace = [filename, error?.stack ?? ""].join("\n");
  // Chromium compiles the same wasm of several sites once, so traces have the address of the first
  // site. The file's name has a digest of its content.
  const wasm = addressOf("wasm")?.split("/").pop();
  if (wasm && trace.includes(wasm)) return true;
  const origins = trace.match(/[a-z-]+:\/\/[^/\s]*/g) ?? [];
  const isForeign = origins.length > 0 && !origins.includes(location.origin);
  if (error?.name === "RuntimeError") return !isForeign;
  const own = [addressOf("script")];
  // A script or file that is needed to start the app failed to load.
  if (!isPrepared) own.push(import.meta.url);
  return own.some((address) => address && trace.includes(address));
};

// Most unhandled rejections are harmless, such as a cancelled fetch. Of the browser's own errors,
// only a trap means that the app is dead.
const isOfTheAppRejected = (error) =>
  ["RuntimeError", "Error"].includes(error?.name) && isOfTheApp(error, "");

const lookForNewVersion = async () => {
  const registration = await navigator.serviceWorker?.getRegistration();
  await registration?.update();
};

/** Activates a newer version that is waiting, if there is one. */
const takeNewVersion = async () => {
  const workers = navigator.serviceWorker;
  const registration = await workers?.getRegistration();
  if (!registration?.waiting) return;
  const taken = new Promise((done) => workers.addEventListener("controllerchange", done));
  registration.waiting.postMessage({ type: "activate" });
  await taken;
};

const reload = async () => {
  await atMost(NEW_VERSION_MS, takeNewVersion());
  location.reload();
};

/** Shows a message, once it can be announced, with a button that reloads the page. */
const say = (text) => {
  notice?.remove();
  const [box, sentence, button] = ["div", "p", "button"].map((name) => document.createElement(name));
  notice = document.createElement("div");
  notice.className = "notices failure";
  notice.setAttribute("role", "alert");
  box.className = "notice";
  sentence.textContent = text;
  button.className = "button";
  button.type = "button";
  button.textContent = words().reload;
  button.addEventListener("click", reload);
  box.append(sentence, button);
  notice.append(box);
  const stand = () => document.body.append(notice);
  if (document.body) stand();
  else addEventListener("DOMContentLoaded", stand, { once: true });
};

/** Says that the app has not started yet; it still may. */
export const sayThatItIsSlow = () => {
  if (!page.dataset.app) say(words().slow);
};

/** Called when everything that precedes the app is done; returns whether the app can be started. */
export const prepared = () => {
  isPrepared = true;
  return !hasFailed;
};

/** The app has started: remove messages about its start. */
export const hasStarted = () => {
  // An app that failed while it started is not usable, even if it continues.
  if (hasFailed) page.dataset.app = "failed";
  else notice?.remove();
};

// Events that the dead app would handle, and that would trap again.
const HEARD = [
  "click", "input", "change", "submit", "keydown", "keyup", "toggle", "focusin", "focusout", "blur", "focus",
  "storage", "online", "offline", "visibilitychange", "scroll",
];

/**
 * Watches the app from now on. `onFailure` is called after it failed, with whether it had started, and
 * returns whether everything of the reader's that the page shows is stored.
 */
export const watch = (onFailure) => {
  letGo = onFailure;
  addEventListener("error", ({ error, filename, message }) => {
    if (isOfTheApp(error, filename)) fail(error ?? message);
  });
  addEventListener("unhandledrejection", ({ reason }) => {
    if (isOfTheAppRejected(reason)) fail(reason);
  });
  // These run before all listeners of the app: links work by the browser, and controls that don't
  // work do nothing.
  const keepFromTheApp = (event) => {
    const isOfNotice = event.target instanceof Node && notice?.contains(event.target);
    if (hasFailed && !isOfNotice) event.stopImmediatePropagation();
  };
  for (const kind of HEARD) addEventListener(kind, keepFromTheApp, { capture: true });
  const arrive = (event) => {
    if (!hasFailed) return;
    event.stopImmediatePropagation();
    if (location.pathname + location.search !== shownAt) location.reload();
  };
  addEventListener("popstate", arrive, { capture: true });
};

/** Reports that the app does not start, or died, and leaves a page that can be read. Only the first call counts. */
export const fail = (reason) => {
  if (hasFailed) return;
  hasFailed = true;
  const hadStarted = page.dataset.app === "ready";
  console.warn("The app failed; the page can be read without it.", reason);
  page.dataset.app = "failed";
  shownAt = location.pathname + location.search;
  let isSafe = false;
  try {
    isSafe = letGo(hadStarted);
  } catch (error) {
    console.warn(error);
  }
  // Cancels what the dead app has scheduled: it would trap again, or change what is shown here.
  // Timers have consecutive numbers, repeated ones too.
  for (let timer = setTimeout(() => {}); timer > 0; timer -= 1) clearTimeout(timer);
  // Anything over the page would also cover the message.
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  for (const control of document.querySelectorAll("#hallway :is(button, input, select)")) control.disabled = true;
  // Text that was being typed can still be copied.
  for (const field of document.querySelectorAll("#hallway textarea")) field.readOnly = true;
  say(isSafe ? `${words().failed} ${words().safe}` : words().failed);
  // A newer version may not have the bug: the reload may get it.
  lookForNewVersion().catch(() => {});
};
