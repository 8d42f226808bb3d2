import { nextTick, ref, shallowRef } from "vue";
import { newKey } from "../api/client";
import { asProblem, type Problem } from "../api/problem";
import { useQueue, type Order } from "../stores/queue";

/** One form's way out: its faults, its problem, and one idempotency key for as long as it says the same. */
export function useSending() {
  const queue = useQueue();
  const busy = ref(false);
  const problem = shallowRef<Problem | null>(null);
  const faults = ref<Record<string, string>>({});
  let last = { text: "", key: "" };

  async function send<T>(order: Order): Promise<{ answer: T | null } | null> {
    if (busy.value) {
      return null;
    }
    const text = JSON.stringify([order.path, order.body, order.version]);
    last = last.text === text ? last : { text, key: newKey() };
    busy.value = true;
    problem.value = null;
    faults.value = {};
    try {
      return { answer: await queue.submit<T>({ ...order, key: last.key }) };
    } catch (thrown) {
      refused(asProblem(thrown));
      return null;
    } finally {
      busy.value = false;
    }
  }

  function refused(it: Problem): void {
    problem.value = it;
    faults.value = Object.fromEntries(it.errors.map((one) => [one.pointer ?? "", one.detail ?? ""]));
    void toFirstFault();
  }

  /** What a person has to mend; only where nothing is marked, what was said of the whole. */
  async function toFirstFault(): Promise<void> {
    await nextTick();
    const first =
      document.querySelector<HTMLElement>("form :is([aria-invalid=true], .fault:not(:empty))") ??
      document.querySelector<HTMLElement>("form .note.red[role=alert]");
    first?.closest("details")?.setAttribute("open", "");
    first?.scrollIntoView({ block: "center" });
    const control = first?.matches("input, select, textarea") ? first : first?.closest("fieldset")?.querySelector("input");
    control?.focus({ preventScroll: true });
  }

  return { busy, problem, faults, send, refused, toFirstFault };
}
