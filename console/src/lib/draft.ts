import { onBeforeUnmount, ref, watch, type Ref } from "vue";
import { useSession } from "../stores/session";

interface Kept<T> {
  at: string;
  value: T;
}

const PAUSE_MILLIS = 400;

/**
 * Keeps what a form holds on this machine until it is submitted or emptied.
 *
 * @param model what is kept; restored into the same object
 * @param isEmpty nothing worth keeping
 */
export function useDraft<T extends object>(name: string, model: T, isEmpty: (value: T) => boolean): {
  restoredAt: Ref<string | null>;
  ready: Promise<void>;
  forget: () => Promise<void>;
  lasts: boolean;
} {
  const session = useSession();
  const restoredAt = ref<string | null>(null);
  let timer = 0;
  let stopped = false;
  const id = `draft:${name}`;

  const ready = (async () => {
    const kept = await session.vault?.read<Kept<T>>(id);
    if (kept) {
      Object.assign(model, kept.value);
      restoredAt.value = kept.at;
    }
    watch(
      () => model,
      () => {
        clearTimeout(timer);
        timer = window.setTimeout(() => void save(), PAUSE_MILLIS);
      },
      { deep: true },
    );
  })();

  async function save(): Promise<void> {
    if (stopped) {
      return;
    }
    if (isEmpty(model)) {
      await session.vault?.remove(id);
    } else {
      await session.vault?.write(id, { at: new Date().toISOString(), value: model } satisfies Kept<T>);
    }
  }

  async function forget(): Promise<void> {
    stopped = true;
    clearTimeout(timer);
    restoredAt.value = null;
    await session.vault?.remove(id);
  }

  // A sign-in that ended leads away from the page at once.
  watch(
    () => session.status,
    (status) => status === "ended" && void save(),
  );
  addEventListener("pagehide", save);
  onBeforeUnmount(() => {
    clearTimeout(timer);
    removeEventListener("pagehide", save);
    void save();
  });

  return { restoredAt, ready, forget, lasts: session.vault?.lasts ?? false };
}
