// What is left to do where the app does not start, or died: say so, once, and let the page be a page. The
// app's wasm can do nothing any more, so the words stand here.

import { atMost } from "./patience.js";

const page = document.documentElement;

// In the language of the page: `html[lang]`.
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

// How long a newer version may take to be found and to take over before the page is loaded again without it.
const NEW_VERSION_MS = 2_000;

let notice;
let hasFailed = false;
// Whether all is done that comes before the app.
let isPrepared = false;
// The address of what was shown when it failed, without its fragment.
let shownAt;
// Makes the page say what is so without the app.
let letGo = () => true;

const addressOf = (part) => document.querySelector(`link[data-app="${part}"]`)?.href;

/**
 * Whether an uncaught error ended the app: a trap of its wasm, or what was thrown through its script or its
 * wasm, which are left half done. Errors of browser extensions and of other scripts in the page are theirs.
 */
const isOfTheApp = (error, filename) => {
  const trace = [filename, error?.stack ?? ""].join("\n");
  // Chromium compiles the same wasm of several sites once, and traces of all have the address of the first. The
  // name tells what is in it.
  const wasm = addressOf("wasm")?.split("/").pop();
  if (wasm && trace.includes(wasm)) return true;
  const origins = trace.match(/[a-z-]+:\/\/[^/\s]*/g) ?? [];
  const isForeign = origins.length > 0 && !origins.includes(location.origin);
  if (error?.name === "RuntimeError") return !isForeign;
  const own = [addressOf("script")];
  // What is to start the app does not get there.
  if (!isPrepared) own.push(import.meta.url);
  return own.some((address) => address && trace.includes(address));
};

// Most promises that are rejected and that nobody waits for are harmless, such as a fetch that was broken
// off: of those, the browser's own errors, only a trap tells of a dead app.
const isOfTheAppRejected = (error) =>
  ["RuntimeError", "Error"].includes(error?.name) && isOfTheApp(error, "");

const lookForNewVersion = async () => {
  const registration = await navigator.serviceWorker?.getRegistration();
  await registration?.update();
};

/** Lets a version that waits take over, if there is one. */
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

/** Says something once it can be announced, with a button that loads the page again. */
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

/** All is done that comes before the app; whether it can be started. */
export const prepared = () => {
  isPrepared = true;
  return !hasFailed;
};

/** The app has started: what was said of its start is over. */
export const hasStarted = () => {
  // One that failed while it started is no better for going on.
  if (hasFailed) page.dataset.app = "failed";
  else notice?.remove();
};

// What the dead app would answer, and what of it would trap once more.
const HEARD = [
  "click", "input", "change", "submit", "keydown", "keyup", "toggle", "focusin", "focusout", "blur", "focus",
  "storage", "online", "offline", "visibilitychange", "scroll",
];

/**
 * Watches over the app from now on. `onFailure` is called once it has failed, told whether it had started,
 * and answers whether all that the page shows of the reader's is stored.
 */
export const watch = (onFailure) => {
  letGo = onFailure;
  addEventListener("error", ({ error, filename, message }) => {
    if (isOfTheApp(error, filename)) fail(error ?? message);
  });
  addEventListener("unhandledrejection", ({ reason }) => {
    if (isOfTheAppRejected(reason)) fail(reason);
  });
  // Before all listeners of the app: links are the browser's again, and nothing pretends to work.
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

/** The app does not start, or died: says so and lets the page be a page. What comes after that changes nothing. */
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
  // What the dead app still means to do would trap once more, or change what is said here. Timers are numbered
  // one after the other, repeated ones too.
  for (let timer = setTimeout(() => {}); timer > 0; timer -= 1) clearTimeout(timer);
  // What lies over the page would lie over what is said, too.
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  for (const control of document.querySelectorAll("#hallway :is(button, input, select)")) control.disabled = true;
  // What was being written can still be copied.
  for (const field of document.querySelectorAll("#hallway textarea")) field.readOnly = true;
  say(isSafe ? `${words().failed} ${words().safe}` : words().failed);
  // Perhaps a newer version is without the fault: what is reloaded may be that one.
  lookForNewVersion().catch(() => {});
};
