// Without a line: forms that were opened before open again, and what they are drawn with. Pages
// are those of the reader who signed in last; signing in or out forgets them all.

const PAGES = 'mebe-pages', FILES = 'mebe-files';
const PAGES_MAX = 24, FILES_MAX = 24;
const FORM = /^\/units\/[^/]+\/reports\/[^/]+\/[^/]+$/;
/** Counts who signed in or out: what was asked for before that is not kept after it. */
let reader = 0;
const VERSIONED = /\x22\/[\w.-]+\?v=[\w-]+\x22/g;

addEventListener('install', () => skipWaiting());
addEventListener('activate', event => event.waitUntil(clients.claim()));

addEventListener('message', event => {
  if (event.data.keep) event.waitUntil(keepPage(event.data.keep));
});

addEventListener('fetch', event => {
  const { request } = event, url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === 'POST') {
    if (['/login', '/logout'].includes(url.pathname)) event.respondWith(changingReader(request));
    // The page that asked may be gone before the browser asks by itself.
    else if (request.keepalive) event.respondWith(fetch(request));
  } else if (request.method === 'GET' && url.searchParams.has('v')) {
    event.respondWith(file(request));
  } else if (request.method === 'GET' && request.mode === 'navigate') {
    event.respondWith(page(request, url));
  }
});

/** What has a version never changes. */
async function file(request) {
  const kept = await caches.match(request, { cacheName: FILES });
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await put(FILES, request, response.clone(), FILES_MAX);
  return response;
}

async function page(request, url) {
  const asked = reader;
  try {
    const response = await fetch(request);
    if (FORM.test(url.pathname) || url.pathname === '/') await note(response, url.pathname, asked);
    return response;
  } catch (error) {
    const kept = await caches.match(url.pathname, { cacheName: PAGES });
    return kept || (await caches.match('/', { cacheName: PAGES })) || Promise.reject(error);
  }
}

async function note(response, path, asked) {
  if (response.ok && !response.redirected && asked === reader) {
    await put(PAGES, path, response.clone(), PAGES_MAX);
  } else if ([401, 403, 404].includes(response.status)) {
    const cache = await caches.open(PAGES);
    await cache.delete(path);
  }
}

/** The first page of a form was there before this was; its files were as well. */
async function keepPage(path) {
  const asked = reader;
  const response = await fetch(path, { credentials: 'same-origin' });
  if (!response.ok) return;
  await note(response, path, asked);
  const text = await response.text();
  const files = text.match(VERSIONED) || [];
  await Promise.all(files.map(quoted => file(new Request(quoted.slice(1, -1)))));
}

async function put(name, key, response, countMax) {
  const cache = await caches.open(name);
  await cache.put(key, response);
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - countMax)).map(old => cache.delete(old)));
}

// Before the answer is there: whatever it is, the pages are no longer known to be the reader's.
async function changingReader(request) {
  reader += 1;
  await caches.delete(PAGES);
  return fetch(request);
}
