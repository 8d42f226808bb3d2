import { onBeforeUnmount } from "vue";

const EVERY_MILLIS = 15_000;

/** Looks again for as long as a call is unanswered and somebody looks. */
export function whileRinging(rings: () => boolean, look: () => void): void {
  const timer = window.setInterval(() => document.visibilityState === "visible" && rings() && look(), EVERY_MILLIS);
  onBeforeUnmount(() => clearInterval(timer));
}
