import type { Router } from "vue-router";
import { whenIdle } from "../lib/idle";

const LOOK_EVERY_MILLIS = 30 * 60_000;
const TRIED_AT = "reloaded-at";
const ONCE_MILLIS = 30_000;

const workers = (): ServiceWorkerContainer | null => (import.meta.env.PROD && "serviceWorker" in navigator ? navigator.serviceWorker : null);

/** Whether the console's files are on this machine, so that reading one needs no line. */
export const isKept = (): boolean => Boolean(workers()?.controller);

/** For who is signed in: from now on the console opens without a line. Not before the page has what it needs itself. */
export function keepShell(): void {
  const container = workers();
  if (!container) {
    return;
  }
  whenIdle(async () => {
    const it = await container.register("/sw.js").catch(() => null);
    if (it) {
      setInterval(() => void it.update().catch(() => undefined), LOOK_EVERY_MILLIS);
    }
  });
}

/** Nothing of the console stays on a machine that somebody has left. */
export async function forgetShell(): Promise<void> {
  const all = (await workers()?.getRegistrations()) ?? [];
  await Promise.all(all.map((it) => it.unregister()));
  if ("caches" in window) {
    await Promise.all((await caches.keys()).map((it) => caches.delete(it)));
  }
}

/**
 * A page that was opened before a release goes on until its person goes to another place, which is the new release's.
 * What was typed is kept as a draft on the way. A file that is gone with the old release says the same.
 */
export function followReleases(router: Router): void {
  const container = workers();
  let hasWorker = isKept();
  let isOld = false;
  container?.addEventListener("controllerchange", () => {
    isOld = hasWorker;
    hasWorker = true;
  });

  router.beforeEach((to, from) => {
    if (isOld && to.path !== from.path) {
      location.assign(to.fullPath);
      return false;
    }
    return true;
  });
  addEventListener("vite:preloadError", (event) => {
    const last = Number(sessionStorage.getItem(TRIED_AT) ?? 0);
    if (navigator.onLine && Date.now() - last > ONCE_MILLIS) {
      event.preventDefault();
      sessionStorage.setItem(TRIED_AT, String(Date.now()));
      location.reload();
    }
  });
}
