// The service worker: keeps one complete version of the app on the device, and serves it from
// there.
//
// A first line made by the build defines RELEASE: the version, the base path, the shell, and each
// file with the digest of its content.

import { atMost } from "./patience.js";
import { sorry } from "./sorry.js";

// The colon ends the base path, so that sites with other base paths on this origin have other
// prefixes.
const PREFIX = `hallway:${RELEASE.base}:`;
const CACHE = PREFIX + RELEASE.version;

const SCOPE = self.location.origin + RELEASE.base;
const urlOf = (path) => SCOPE + path;
const SHELL = urlOf(RELEASE.shell);

// The programme's page, which lists every item without the app.
const PAGE = SCOPE;
const DIGESTS = new Map(Object.entries(RELEASE.files).map(([path, digest]) => [urlOf(path), digest]));

// The paths of the app's views below the base path; other paths may belong to another site.
const VIEW = /^((now|mine|about|whats-new|people|venue|friends|shared|sync)\/?|(track|item|person|room)\/[^/.]+\/?)?$/;

// How long to wait for a cache, in milliseconds, before also asking the network.
const CACHE_MS = 1_000;

// How long to wait for the network's page after the app failed, before a cached page is used.
const NETWORK_MS = 4_000;

// How long to wait for a page, from the cache and the network, before another page is tried.
const PAGE_MS = 20_000;

// How long a file may take to download: ten megabytes at 1.6 Mbit/s are 50 seconds.
const FILE_MS = 240_000;

// Marks the cache of the version in use; no file has this address.
const IN_USE = urlOf("sw.js?in-use");

// Install: all files or none. Files that are there already, from an interrupted try or in another
// version's cache, are not downloaded again. If a file can't be downloaded, the previous version
// stays in use, and the downloaded files are kept for the next try.
self.addEventListener("install", (event) => event.waitUntil(fill()));

async function fill() {
  const others = (await cachesOfThisSite()).filter((name) => name !== CACHE);
  const sources = [CACHE, ...others];
  const tries = await Promise.allSettled([...DIGESTS].map((file) => keep(...file, sources)));
  const failed = tries.find(({ status }) => status === "rejected");
  if (failed) throw failed.reason;
  // The worker of an older version may have been activated meanwhile and have deleted this cache.
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

// Downloads a file. With the digest, the browser refuses content that is incomplete, stale or of
// another version. The page and the assets, whose names contain digests, were just loaded and may
// come from the browser's cache; everything else is revalidated.
async function fetched(url, digest, wanted = "default") {
  const signal = AbortSignal.timeout(FILE_MS);
  const ask = (cache) => fetch(url, { integrity: digest, cache, mode: "same-origin", signal });
  const isAtHand = url === PAGE || url.startsWith(urlOf("assets/"));
  const response =
    wanted === "reload" || !isAtHand ? await ask("no-cache") : await ask("force-cache").catch(() => ask("no-cache"));
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return plain(response, await response.blob());
}

// A new response: a redirected one can't answer a navigation, `Vary: *` can't be stored, and length
// and encoding were those of the transfer.
function plain({ headers }, content) {
  const kept = new Headers(headers);
  for (const name of ["content-encoding", "content-length", "vary"]) kept.delete(name);
  return new Response(content, { headers: kept });
}

async function store(url, response) {
  const cache = await caches.open(CACHE);
  await cache.put(url, response);
}

// A cached file, if its content is still right: by the full digest, or by the part of it in an
// asset's name. It is checked each time, since a worker may live as long as the page; the digest of
// a megabyte takes some milliseconds.
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

// Activate: caches of other versions are deleted, except the one that was in use, since a tab may
// still load files from it. Later caches are still installing.
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

// A new version waits until the attendee accepts it.
self.addEventListener("message", (event) => {
  if (event.data?.type === "activate") event.waitUntil(self.skipWaiting());
});

// Tapping a reminder opens its item, whose id is the notification's tag (src/reminders.rs), in a
// tab that shows the site or in a new one.
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(lead(urlOf(`item/${event.notification.tag}`)));
});

async function lead(url) {
  const tabs = await self.clients.matchAll({ type: "window" });
  const tab = tabs.find(({ frameType }) => frameType === "top-level");
  return tab ? (await tab.focus()).navigate(url) : self.clients.openWindow(url);
}

// Fetch: a view is answered with the shell or its page, a file of this version from the cache;
// everything else goes to the network.
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = request.url.replace(/[?#].*/s, "");
  if (request.method !== "GET" || !url.startsWith(SCOPE)) return;
  const path = url.slice(SCOPE.length);
  if (request.mode === "navigate") {
    if (VIEW.test(path)) event.respondWith(view(event, url));
    // A view that this version does not have: the network's page, or without network the page of
    // sorry.js.
    else if (!/\.[^/]*$/.test(path)) event.respondWith(fetch(request).catch(() => firstOf(event, [SHELL, PAGE])));
  } else if (DIGESTS.has(url)) {
    event.respondWith(whole(event, url).catch(() => fetch(request)));
  } else if (path.startsWith("assets/")) {
    event.respondWith(ofAnyVersion(request, url));
  }
});

// What the next page should be, as the app says (src/next_visit.rs): the programme's page, with
// those attributes, or the shell; "failed" means that the app did not start in the page.
const NEXT = /^(?:page((?: data-(?:theme|hint)=[a-z]+)*)|shell|failed)$/;

async function view(event, url) {
  const { request } = event;
  const note = `hallway-programme:${RELEASE.base}`;
  const noted = async () => (await kept(urlOf("programme.json?next"), note))?.text();
  const [next, attributes] = (await atMost(CACHE_MS, noted()))?.match(NEXT) ?? [];
  if (next === "failed") {
    // Without the app the shell shows nothing: answer with the view's own page, or with the
    // programme's page.
    const response = await atMost(NETWORK_MS, fetch(request));
    return response ?? firstOf(event, [PAGE, SHELL]);
  }
  // In a frame, the host's attributes decide.
  const isPage = url === PAGE && attributes !== undefined && request.destination === "document";
  return isPage ? firstOf(event, [PAGE, SHELL], attributes) : firstOf(event, [SHELL, PAGE]);
}

// The first page that is available and complete. If there is none, the network's page may be
// another version's.
async function firstOf(event, pages, attributes) {
  for (const url of pages) {
    const response = await atMost(PAGE_MS, whole(event, url));
    if (response) return url === PAGE && attributes ? withAttributes(response, attributes) : response;
  }
  return fetch(event.request).catch(sorry);
}

// The programme's page is shown before the app starts, so its colours have to be right from the
// beginning. It is streamed in parts, so that the answer need not wait for the whole page.
async function withAttributes(page, attributes) {
  const whole = await page.blob();
  const [before] = (await whole.slice(0, 100).text()).match(/^.*?<html/s) ?? [];
  const parts = before ? [before, attributes, whole.slice(before.length)] : [whole];
  return new Response(new Blob(parts), { headers: page.headers });
}

// A file of this version: from the cache, or from the network if it is damaged or missing. If the
// cache is slow, the network is asked too.
async function whole(event, url) {
  const looking = intact(url);
  return (await atMost(CACHE_MS, looking)) ?? Promise.any([looking, mended(event, url)]);
}

async function mended(event, url) {
  const response = await fetched(url, DIGESTS.get(url), event.request.cache);
  // If it can't be stored, it is downloaded again next time.
  event.waitUntil(store(url, response.clone()).catch(() => {}));
  return response;
}

// The names of assets contain their digest, so any version's copy is right.
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
