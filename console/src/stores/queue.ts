import { defineStore } from "pinia";
import { computed, ref, watch } from "vue";
import { command, newKey } from "../api/client";
import { asProblem, Problem } from "../api/problem";
import { whenIdle } from "../lib/idle";
import { useSession } from "./session";

export interface Queued {
  key: string;
  title: string;
  path: string;
  body: unknown;
  version: number | null;
  at: string;
  /** The form it came from and its draft's name, so that it can be taken back and mended. */
  form: string | null;
  draft: string | null;
  /** What the form held. */
  kept: unknown;
  state: "waiting" | "refused";
  problem: { status: number; title: string; detail: string; requestId: string | null } | null;
}

export type Order = Pick<Queued, "title" | "path" | "body"> & Partial<Pick<Queued, "version" | "form" | "draft" | "key" | "kept">>;

const CASE = /^\/referrals\/[0-9a-f-]{36}$/;
const RETRY_MILLIS = 8_000;

/** What was submitted while the line was down: kept in order, sent with its own key when it is back, never dropped. */
export const useQueue = defineStore("queue", () => {
  const session = useSession();
  const items = ref<Queued[]>([]);
  const sent = ref<{ title: string; path: string | null } | null>(null);
  const waiting = computed(() => items.value.filter((it) => it.state === "waiting"));
  const refused = computed(() => items.value.filter((it) => it.state === "refused"));
  let busy = false;

  async function keep(): Promise<void> {
    await session.vaultIsOpen();
    await session.vault?.write("queue", items.value);
  }

  async function open(): Promise<void> {
    await session.vaultIsOpen();
    const kept = (await session.vault?.read<Queued[]>("queue")) ?? [];
    items.value = [...kept, ...items.value.filter((it) => !kept.some((other) => other.key === it.key))];
    void flush();
  }

  /** Sent now, or kept when the line is down: then null. A refusal is thrown, and is the form's to show. */
  async function submit<T>(order: Order): Promise<T | null> {
    const it: Queued = {
      key: order.key ?? newKey(),
      title: order.title,
      path: order.path,
      body: order.body,
      version: order.version ?? null,
      form: order.form ?? null,
      draft: order.draft ?? null,
      kept: order.kept ?? null,
      at: new Date().toISOString(),
      state: "waiting",
      problem: null,
    };
    try {
      return await command<T>(it);
    } catch (thrown) {
      const problem = asProblem(thrown);
      if (!problem.isOffline) {
        throw problem;
      }
      items.value.push(it);
      await keep();
      return null;
    }
  }

  async function flush(): Promise<void> {
    if (busy || session.status !== "in") {
      return;
    }
    busy = true;
    try {
      for (const it of waiting.value) {
        if (!(await deliver(it))) {
          return;
        }
      }
    } finally {
      busy = false;
    }
  }

  async function deliver(it: Queued): Promise<boolean> {
    try {
      const answer = await command<{ id?: string }>(it);
      items.value = items.value.filter((other) => other.key !== it.key);
      sent.value = { title: it.title, path: placeOf(it, answer.id) };
    } catch (thrown) {
      const problem = asProblem(thrown);
      if (problem.isPassing) {
        return false;
      }
      it.state = "refused";
      it.problem = pick(problem);
    }
    await keep();
    return true;
  }

  /** Where what was sent can be seen: the case that it was about, else the one that it made. */
  function placeOf(it: Queued, id: string | undefined): string | null {
    return it.form && CASE.test(it.form) ? it.form : id ? `/referrals/${id}` : null;
  }

  const pick = ({ status, title, detail, requestId }: Problem) => ({ status, title, detail, requestId });

  async function discard(key: string): Promise<void> {
    items.value = items.value.filter((it) => it.key !== key);
    await keep();
  }

  addEventListener("online", () => void flush());
  setInterval(() => waiting.value.length > 0 && void flush(), RETRY_MILLIS);
  watch(
    () => session.status,
    (status) => status === "in" && whenIdle(() => void open()),
  );

  return { items, waiting, refused, sent, submit, flush, discard, open };
});
