const LATEST_MILLIS = 4_000;

/** After the page has been painted and answered, and in any case soon. */
export function whenIdle(work: () => void): void {
  const later = () => ("requestIdleCallback" in window ? requestIdleCallback(work, { timeout: LATEST_MILLIS }) : setTimeout(work, LATEST_MILLIS / 4));
  if (document.readyState === "complete") {
    later();
  } else {
    addEventListener("load", later, { once: true });
  }
}

/** Lets the browser paint and answer before the work goes on: a slow machine feels each long stretch of it. */
export function breath(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => (port1.close(), resolve());
    port2.postMessage(null);
  });
}
