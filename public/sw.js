// The service worker: keeps one version of the app whole on the device, and serves it from there.
//
// A first line made by the build defines RELEASE: the version, the base path, the shell, and each
// file with the digest of its content.

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
    const response = await kept(url, source);
    if (response && (await digestOf(response.clone())) === digest) {
      return source === CACHE ? undefined : store(url, response);
    }
  }
  // The digest makes the browser refuse what is cut off, stale or of another version. What was just loaded
  // is at hand: the page, and what it loads under names that hold digests; all else is asked for.
  const ask = (cache) => fetch(url, { integrity: digest, cache, mode: "same-origin" });
  const isAtHand = url === PAGE || url.startsWith(urlOf("assets/"));
  const response = isAtHand ? await ask("force-cache").catch(() => ask("no-cache")) : await ask("no-cache");
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  await store(url, response);
}

// Built anew: a redirected response may not answer a navigation, `Vary: *` can't be stored, and the
// length and encoding were those of the transfer.
async function store(url, response) {
  const headers = new Headers(response.headers);
  for (const name of ["content-encoding", "content-length", "vary"]) headers.delete(name);
  const cache = await caches.open(CACHE);
  await cache.put(url, new Response(await response.blob(), { headers }));
}

async function digestOf(response) {
  const digest = await crypto.subtle.digest("SHA-256", await response.arrayBuffer());
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
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
    if (url === PAGE) event.respondWith(first(request));
    else if (VIEW.test(path)) event.respondWith(answer(request, SHELL, [CACHE]));
    // No view that is known here: the network's page, and without one the app's word for it.
    else if (!/\.[^/]*$/.test(path)) event.respondWith(fetch(request).catch(() => kept(SHELL)));
  } else if (DIGESTS.has(url)) {
    event.respondWith(answer(request, url, [CACHE]));
  } else if (path.startsWith("assets/")) {
    // Their names hold their content's digest: any version's will do.
    event.respondWith(cachesOfThisSite().then((names) => answer(request, url, names)));
  }
});

// The page is read at once, the shell only with the app. The app notes whether the page says what it would
// say itself, and in which colours (src/next_visit.rs). A frame follows its host's wishes.
async function first(request) {
  const note = await kept(urlOf("programme.json?next"), `hallway-programme:${RELEASE.base}`);
  const [, attributes] = (await note?.text())?.match(/^page(.*)/) ?? [];
  const page = attributes !== undefined && request.destination === "document" && (await kept(PAGE));
  if (!page) return answer(request, SHELL, [CACHE]);
  if (!attributes) return page;
  // Put together of parts, so that the page need not be read before it is answered.
  const whole = await page.blob();
  const [before] = (await whole.slice(0, 100).text()).match(/^.*?<html/s) ?? [];
  const parts = before ? [before, attributes, whole.slice(before.length)] : [whole];
  return new Response(new Blob(parts), { headers: page.headers });
}

// Should the browser have cleared a cache under the worker, the network is asked.
async function answer(request, url, names) {
  for (const name of names) {
    const response = await kept(url, name);
    if (response) return response;
  }
  return fetch(request);
}

const kept = (url, name = CACHE) => caches.match(url, { cacheName: name });

// In the order in which they were made.
async function cachesOfThisSite() {
  return (await caches.keys()).filter((name) => name.startsWith(PREFIX));
}
