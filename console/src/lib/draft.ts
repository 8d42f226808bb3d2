import { onBeforeUnmount, ref, watch, type Ref } from "vue";
import { useSession } from "../stores/session";
import type { Vault } from "./vault";

interface Kept<T> {
  at: string;
  value: T;
}

const PAUSE_MILLIS = 400;

interface OpenDraft {
  place: () => string;
  isEmpty: () => boolean;
  fill: (kept: Kept<object>) => void;
}
/** The drafts whose forms are on the screen. */
const onScreen = new Set<OpenDraft>();

/**
 * Puts into its form what had been sent: at once where that is on the screen, else for when it is opened.
 *
 * @return false where something else is in that form already, which stays as it is
 */
export async function giveBack(vault: Vault | null, name: string, kept: { at: string; value: object }): Promise<boolean> {
  const form = [...onScreen].find((it) => it.place() === name);
  if (form) {
    if (!form.isEmpty()) {
      return false;
    }
    form.fill(kept);
    return true;
  }
  if (await vault?.read(`draft:${name}`)) {
    return false;
  }
  await vault?.write(`draft:${name}`, kept);
  return true;
}

/**
 * Keeps what a form holds on this machine until it is submitted or emptied.
 *
 * @param names of the places where it may lie, the first choice first; more than one where another draft must not be lost
 * @param model what is kept; restored into the same object
 * @param isEmpty nothing worth keeping
 * @param fits whether a kept draft is of what the form was opened for; what is not is set aside, and stays
 */
export function useDraft<T extends object>(
  names: string | string[],
  model: T,
  isEmpty: (value: T) => boolean,
  fits: (value: T) => boolean = () => true,
): {
  restoredAt: Ref<string | null>;
  ready: Promise<void>;
  forget: () => Promise<void>;
  lasts: boolean;
  /** Whether what the form holds is on this machine; null as long as it holds nothing worth keeping. */
  standing: Ref<"unsaved" | "saved" | null>;
  /** Where it is kept now. */
  place: () => string;
  /** When a draft was kept that this form was not opened for. */
  asideAt: Ref<string | null>;
  /** @return what was set aside, to go on with; what the form holds now is kept where it was */
  takeAside: () => Promise<T | null>;
  dropAside: () => Promise<void>;
} {
  const session = useSession();
  const restoredAt = ref<string | null>(null);
  const asideAt = ref<string | null>(null);
  const standing = ref<"unsaved" | "saved" | null>(null);
  const places = typeof names === "string" ? [names] : names;
  let place = places[0]!;
  let aside: { name: string; kept: Kept<T> } | null = null;
  let timer = 0;
  let changes = 0;
  let stopped = false;
  const idOf = (name: string) => `draft:${name}`;

  const ready = (async () => {
    const found = [];
    for (const name of places) {
      const kept = await session.vault?.read<Kept<T>>(idOf(name));
      found.push({ name, kept: kept ?? null });
    }
    const mine = found.find((it) => it.kept && fits(it.kept.value));
    const other = found.find((it) => it.kept && !fits(it.kept.value));
    place = (mine ?? found.find((it) => !it.kept) ?? found.at(-1)!).name;
    if (mine?.kept) {
      Object.assign(model, mine.kept.value);
      restoredAt.value = mine.kept.at;
      standing.value = "saved";
    }
    if (other?.kept) {
      aside = { name: other.name, kept: other.kept };
      asideAt.value = other.kept.at;
    }
    watch(
      () => model,
      () => {
        changes += 1;
        standing.value = isEmpty(model) ? null : "unsaved";
        clearTimeout(timer);
        timer = window.setTimeout(() => void save(), PAUSE_MILLIS);
      },
      { deep: true },
    );
  })();

  async function takeAside(): Promise<T | null> {
    const it = aside;
    if (!it) {
      return null;
    }
    clearTimeout(timer);
    await save();
    aside = null;
    asideAt.value = null;
    place = it.name;
    restoredAt.value = it.kept.at;
    return it.kept.value;
  }

  async function dropAside(): Promise<void> {
    const it = aside;
    aside = null;
    if (it) {
      await session.vault?.remove(idOf(it.name));
    }
    asideAt.value = null;
  }

  async function save(): Promise<void> {
    if (stopped) {
      return;
    }
    const saved = changes;
    if (isEmpty(model)) {
      await session.vault?.remove(idOf(place));
    } else {
      await session.vault?.write(idOf(place), { at: new Date().toISOString(), value: model } satisfies Kept<T>);
    }
    if (saved === changes && standing.value) {
      standing.value = "saved";
    }
  }

  async function forget(): Promise<void> {
    stopped = true;
    clearTimeout(timer);
    restoredAt.value = null;
    await session.vault?.remove(idOf(place));
  }

  // A sign-in that ended leads away from the page at once.
  watch(
    () => session.status,
    (status) => status === "ended" && void save(),
  );
  const open: OpenDraft = {
    place: () => place,
    isEmpty: () => isEmpty(model),
    fill: ({ at, value }) => {
      Object.assign(model, value);
      restoredAt.value = at;
    },
  };
  onScreen.add(open);
  addEventListener("pagehide", save);
  onBeforeUnmount(() => {
    onScreen.delete(open);
    clearTimeout(timer);
    removeEventListener("pagehide", save);
    void save();
  });

  return { restoredAt, ready, forget, lasts: session.vault?.lasts ?? false, standing, place: () => place, asideAt, takeAside, dropAside };
}
