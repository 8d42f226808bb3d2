import { cleanupOutdatedCaches, matchPrecache, precacheAndRoute, type PrecacheEntry } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";

/**
 * Opens the console while the line is down: its page and its files, which are everybody's, and nothing else. What
 * the services answer never comes near it. While the line is up the page is the gateway's, however old this is.
 */
declare const self: ServiceWorkerGlobalScope;
/** Written in when it is built: the files with a hash in their names, and the page with its own. */
declare const SHELL: PrecacheEntry[];

const PAGE = "/index.html";
const PLACES = [/^\/(index\.html)?$/, /^\/sign-in$/, /^\/referrals(\/|$)/, /^\/patients(\/|$)/, /^\/break-glass$/];
/** A line that takes longer is down for who waits. */
const PATIENCE_MILLIS = 6_000;

async function page({ request }: { request: Request }): Promise<Response> {
  const kept = await matchPrecache(PAGE);
  if (!kept) {
    return fetch(request);
  }
  const late = new Promise<Response>((resolve) => setTimeout(() => resolve(kept), PATIENCE_MILLIS));
  try {
    const answer = await Promise.race([fetch(request), late]);
    return answer.status >= 502 ? kept : answer;
  } catch {
    return kept;
  }
}

// Ahead of the files, of which the page is one: they are never asked for again, and it always is.
registerRoute(new NavigationRoute(page, { allowlist: PLACES }));
precacheAndRoute(SHELL, { cleanURLs: false, directoryIndex: "" });
cleanupOutdatedCaches();

/** Where the browser knows this, what is asked of the services does not wake the worker at all. */
interface Routing extends ExtendableEvent {
  addRoutes?: (rule: { condition: { urlPattern: { pathname: string } }; source: "network" }) => Promise<void>;
}

self.addEventListener("install", (event: Routing) => {
  void self.skipWaiting();
  void event.addRoutes?.({ condition: { urlPattern: { pathname: "/api/*" } }, source: "network" }).catch(() => undefined);
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
