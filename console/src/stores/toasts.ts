import { defineStore } from "pinia";
import { ref } from "vue";

export interface Toast {
  id: number;
  text: string;
  link?: { path: string; label: string };
  /** Not done yet: without the tick. */
  waits?: boolean;
}

const SHOWN_MILLIS = 7_000;

export const useToasts = defineStore("toasts", () => {
  const items = ref<Toast[]>([]);
  let next = 1;

  function say(text: string, link?: Toast["link"], waits = false): void {
    const id = next++;
    items.value.push({ id, text, waits, ...(link ? { link } : {}) });
    setTimeout(() => drop(id), SHOWN_MILLIS);
  }

  function drop(id: number): void {
    items.value = items.value.filter((it) => it.id !== id);
  }

  return { items, say, drop };
});
