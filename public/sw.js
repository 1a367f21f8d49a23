// The service worker: keeps one version of the app whole on the device, and serves it from there.
//
// A first line made by the build defines RELEASE: the version, the base path, the shell, and each
// file with the digest of its content.

const PREFIX = `hallway:${RELEASE.base}:`;
const CACHE = PREFIX + RELEASE.version;

const scope = new URL(RELEASE.base, self.location.origin);
const urlOf = (path) => new URL(path, scope).href;
const SHELL = urlOf(RELEASE.shell);
const DIGESTS = new Map(Object.entries(RELEASE.files).map(([path, digest]) => [urlOf(path), digest]));

// Install: all files or none. What is here already, from a download that was cut off, or in the
// cache of an earlier version, is not fetched again. A file that is not what the list says fails
// the installation; the version before stays, and the browser tries again later.
self.addEventListener("install", (event) => event.waitUntil(fill()));

async function fill() {
  const cache = await caches.open(CACHE);
  const earlier = await cachesOfThisSite();
  await Promise.all([...DIGESTS].map(([url, digest]) => keep(cache, earlier, url, digest)));
}

async function keep(cache, earlier, url, digest) {
  for (const name of [CACHE, ...earlier]) {
    const response = await caches.match(url, { cacheName: name, ignoreVary: true });
    if (response && (await digestOf(response.clone())) === digest) {
      return name === CACHE ? undefined : cache.put(url, response);
    }
  }
  // The digest makes the browser refuse what is cut off, stale or of another version.
  const response = await fetch(url, { integrity: digest, cache: "no-cache", credentials: "same-origin" });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  // A redirected response may not answer a navigation.
  await cache.put(url, new Response(await response.blob(), { headers: response.headers }));
}

async function digestOf(response) {
  const digest = await crypto.subtle.digest("SHA-256", await response.arrayBuffer());
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
}

// Activate: earlier versions go, but for the last one: a tab may still be loading its files.
self.addEventListener("activate", (event) => event.waitUntil(settle()));

async function settle() {
  const others = (await cachesOfThisSite()).filter((name) => name !== CACHE);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
  await self.clients.claim();
}

// In the order in which they were made. The colon ends the base path: no other site's are among them.
async function cachesOfThisSite() {
  return (await caches.keys()).filter((name) => name.startsWith(PREFIX));
}

// A new version waits until the attendee takes it.
self.addEventListener("message", (event) => {
  if (event.data?.type === "activate") self.skipWaiting();
});

// Fetch: every view is the shell, every file of the version is the kept one, all else the network's.
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const ours = url.origin === scope.origin && url.pathname.startsWith(scope.pathname);
  if (!ours || request.method !== "GET") return;
  if (request.mode === "navigate") {
    // A last segment with a dot is a file, not a view.
    if (!url.pathname.split("/").pop().includes(".")) event.respondWith(kept(SHELL, request));
  } else if (DIGESTS.has(url.href)) {
    event.respondWith(kept(url.href, request));
  } else if (url.pathname.startsWith(`${scope.pathname}assets/`)) {
    event.respondWith(keptByAny(request));
  }
});

// Should the browser have cleared the cache under the worker, the network is asked.
async function kept(url, request) {
  return (await caches.match(url, { cacheName: CACHE, ignoreVary: true })) ?? fetch(request);
}

// The names in assets hold their content's digest, so a file of the version before can't be mixed up.
async function keptByAny(request) {
  for (const name of await cachesOfThisSite()) {
    const response = await caches.match(request, { cacheName: name, ignoreVary: true });
    if (response) return response;
  }
  return fetch(request);
}
