// The service worker: keeps one version of the app whole on the device, and serves it from there.
//
// A first line made by the build defines RELEASE: the version, the base path, the shell, and each
// file with the digest of its content.

import { atMost } from "./patience.js";
import { sorry } from "./sorry.js";

// The colon ends the base path, so sites below other base paths of this origin have other prefixes.
const PREFIX = `hallway:${RELEASE.base}:`;
const CACHE = PREFIX + RELEASE.version;

const SCOPE = self.location.origin + RELEASE.base;
const urlOf = (path) => SCOPE + path;
const SHELL = urlOf(RELEASE.shell);

// The programme's page, which holds every item before the app is there.
const PAGE = SCOPE;
const DIGESTS = new Map(Object.entries(RELEASE.files).map(([path, digest]) => [urlOf(path), digest]));

// Where the app's views stand below the base path; elsewhere another site may stand.
const VIEW = /^((now|mine|about|whats-new|people|venue|friends|shared|sync)\/?|(track|item|person)\/[^/.]+\/?)?$/;

// How long a look into a cache may take before the network is asked as well, in milliseconds.
const CACHE_MS = 1_000;

// How long the network has for a page where the app failed, before a kept one answers.
const NETWORK_MS = 4_000;

// How long a page may take, from the cache and the network, before another one is tried.
const PAGE_MS = 20_000;

// How long a file may take to come whole: ten megabytes through 1.6 Mbit/s are 50 seconds.
const FILE_MS = 240_000;

// Marks the cache of the version in use; no file has this address.
const IN_USE = urlOf("sw.js?in-use");

// Install: all files or none. What is there already, from a try that was cut off or in another
// version's cache, is not fetched again. If one can't be had, the version before stays, and what
// came is kept for the next try.
self.addEventListener("install", (event) => event.waitUntil(fill()));

async function fill() {
  const others = (await cachesOfThisSite()).filter((name) => name !== CACHE);
  const sources = [CACHE, ...others];
  const tries = await Promise.allSettled([...DIGESTS].map((file) => keep(...file, sources)));
  const failed = tries.find(({ status }) => status === "rejected");
  if (failed) throw failed.reason;
  // An older version's worker that was activated meanwhile may have cleared this cache.
  for (const url of DIGESTS.keys()) {
    if (!(await kept(url))) throw new Error(`${url} is not in the cache any more`);
  }
}

async function keep(url, digest, sources) {
  for (const source of sources) {
    const content = await intact(url, source, digest).catch(() => undefined);
    if (content) return source === CACHE ? undefined : store(url, content);
  }
  await store(url, await fetched(url, digest));
}

// A file from the network. The digest makes the browser refuse what is cut off, stale or of another version.
// What was just loaded is at hand: the page, and what it loads under names that hold digests; all else is
// asked for, and so is what whoever wants it wants from the server.
async function fetched(url, digest, wanted = "default") {
  const signal = AbortSignal.timeout(FILE_MS);
  const ask = (cache) => fetch(url, { integrity: digest, cache, mode: "same-origin", signal });
  const isAtHand = url === PAGE || url.startsWith(urlOf("assets/"));
  const response =
    wanted === "reload" || !isAtHand ? await ask("no-cache") : await ask("force-cache").catch(() => ask("no-cache"));
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return plain(response, await response.blob());
}

// Built anew: a redirected response may not answer a navigation, `Vary: *` can't be stored, and the
// length and encoding were those of the transfer.
function plain({ headers }, content) {
  const kept = new Headers(headers);
  for (const name of ["content-encoding", "content-length", "vary"]) kept.delete(name);
  return new Response(content, { headers: kept });
}

async function store(url, response) {
  const cache = await caches.open(CACHE);
  await cache.put(url, response);
}

// A kept file, if its content is what was kept: by the digest of the whole, or by the part of it that the
// name of an asset holds. It is looked at each time, since a worker may live for as long as the page does;
// the digest of a megabyte takes some milliseconds.
async function intact(url, name = CACHE, digest = DIGESTS.get(url)) {
  const response = await kept(url, name);
  if (!response) throw new Error(`${url} is not in the cache`);
  const content = await response.arrayBuffer();
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  const inName = [...bytes.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const isIntact = digest ? digest === `sha256-${btoa(String.fromCharCode(...bytes))}` : url.includes(`-${inName}.`);
  if (!isIntact) throw new Error(`${url} is damaged in the cache`);
  return plain(response, content);
}

// Activate: other versions' caches go, but for the one that was in use: a tab may still be loading
// its files. Those made after this one are being filled.
self.addEventListener("activate", (event) => event.waitUntil(take()));

async function take() {
  await self.clients.claim();
  await (await caches.open(CACHE)).put(IN_USE, new Response());
  for (const name of await cachesOfThisSite()) {
    if (name === CACHE) break;
    const wasInUse = await (await caches.open(name)).delete(IN_USE);
    if (!wasInUse) await caches.delete(name);
  }
}

// A new version waits until the attendee takes it.
self.addEventListener("message", (event) => {
  if (event.data?.type === "activate") event.waitUntil(self.skipWaiting());
});

// A reminder that is tapped leads to its item, whose id is its tag (src/reminders.rs): in a tab that shows
// the site, or in a new one.
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(lead(urlOf(`item/${event.notification.tag}`)));
});

async function lead(url) {
  const tabs = await self.clients.matchAll({ type: "window" });
  const tab = tabs.find(({ frameType }) => frameType === "top-level");
  return tab ? (await tab.focus()).navigate(url) : self.clients.openWindow(url);
}

// Fetch: a view is the shell or its page, a file of this version is the kept one, all else is the network's.
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = request.url.replace(/[?#].*/s, "");
  if (request.method !== "GET" || !url.startsWith(SCOPE)) return;
  const path = url.slice(SCOPE.length);
  if (request.mode === "navigate") {
    if (VIEW.test(path)) event.respondWith(view(event, url));
    // No view that is known here: the network's page, and without one the app's word for it.
    else if (!/\.[^/]*$/.test(path)) event.respondWith(fetch(request).catch(() => firstOf(event, [SHELL, PAGE])));
  } else if (DIGESTS.has(url)) {
    event.respondWith(whole(event, url).catch(() => fetch(request)));
  } else if (path.startsWith("assets/")) {
    event.respondWith(ofAnyVersion(request, url));
  }
});

// What the next page is to be, as the app says (src/next_visit.rs): the programme's page, with those
// attributes, or the shell; "failed" is the word of a page in which the app did not start.
const NEXT = /^(?:page((?: data-(?:theme|hint)=[a-z]+)*)|shell|failed)$/;

async function view(event, url) {
  const { request } = event;
  const note = `hallway-programme:${RELEASE.base}`;
  const noted = async () => (await kept(urlOf("programme.json?next"), note))?.text();
  const [next, attributes] = (await atMost(CACHE_MS, noted()))?.match(NEXT) ?? [];
  if (next === "failed") {
    // Without the app nothing can be read in the shell: the view's own page, or the page of the programme.
    const response = await atMost(NETWORK_MS, fetch(request));
    return response ?? firstOf(event, [PAGE, SHELL]);
  }
  // A frame follows its host's wishes.
  const isPage = url === PAGE && attributes !== undefined && request.destination === "document";
  return isPage ? firstOf(event, [PAGE, SHELL], attributes) : firstOf(event, [SHELL, PAGE]);
}

// The first of the pages that can be had whole. Should neither be there, the network's page may be another
// version's.
async function firstOf(event, pages, attributes) {
  for (const url of pages) {
    const response = await atMost(PAGE_MS, whole(event, url));
    if (response) return url === PAGE && attributes ? withAttributes(response, attributes) : response;
  }
  return fetch(event.request).catch(sorry);
}

// The page is read at once, the shell only with the app: the page is to be in the colours that it will have.
// It is put together of parts, so that it need not be read before it is answered.
async function withAttributes(page, attributes) {
  const whole = await page.blob();
  const [before] = (await whole.slice(0, 100).text()).match(/^.*?<html/s) ?? [];
  const parts = before ? [before, attributes, whole.slice(before.length)] : [whole];
  return new Response(new Blob(parts), { headers: page.headers });
}

// A file of this version: the kept one, or in place of one that is damaged or gone, one that is fetched anew.
// A cache that takes long has the network beside it.
async function whole(event, url) {
  const looking = intact(url);
  return (await atMost(CACHE_MS, looking)) ?? Promise.any([looking, mended(event, url)]);
}

async function mended(event, url) {
  const response = await fetched(url, DIGESTS.get(url), event.request.cache);
  // Where it can't be kept, it is fetched the next time too.
  event.waitUntil(store(url, response.clone()).catch(() => {}));
  return response;
}

// The names of assets hold their content's digest: any version's will do.
async function ofAnyVersion(request, url) {
  const looking = async () => {
    const names = await cachesOfThisSite();
    return Promise.any(names.map((name) => intact(url, name)));
  };
  return (await atMost(CACHE_MS, looking())) ?? fetch(request);
}

const kept = async (url, name = CACHE) => caches.match(url, { cacheName: name });

// In the order in which they were made.
async function cachesOfThisSite() {
  return (await caches.keys()).filter((name) => name.startsWith(PREFIX));
}
