import { defineStore } from "pinia";
import { computed, ref, watch } from "vue";
import { command, newKey } from "../api/client";
import { asProblem, Problem } from "../api/problem";
import { whenIdle } from "../lib/idle";
import { useSession } from "./session";

/** Of a problem, what is kept beside what it refused. */
export type Refusal = Pick<Problem, "code" | "status" | "title" | "detail" | "requestId" | "errors">;

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
  problem: Refusal | null;
}

interface Sent {
  title: string;
  path: string | null;
}

export type Order = Pick<Queued, "title" | "path" | "body"> & Partial<Pick<Queued, "version" | "form" | "draft" | "key" | "kept">>;

/** What calls a hospital. */
export const EMERGENCY = "/api/referral/v1/referrals/emergency";
const CASE = /^\/referrals\/[0-9a-f-]{36}$/;
const RETRY_MILLIS = 8_000;
const KEPT = "queue";
const CHANNEL = "alliance-console-queue";
const LOCK = "alliance-console-queue";

/** What was submitted while the line was down: kept in order, sent once with its own key by one of the tabs when it is back, never dropped. */
export const useQueue = defineStore("queue", () => {
  const session = useSession();
  const items = ref<Queued[]>([]);
  /** What was sent last, by whichever tab. */
  const sent = ref<Sent | null>(null);
  const waiting = computed(() => items.value.filter((it) => it.state === "waiting"));
  const refused = computed(() => items.value.filter((it) => it.state === "refused"));
  let busy = false;
  /** Tabs of this machine keep one queue between them: each item lies by itself, and a change is told to the others. */
  const others = typeof BroadcastChannel === "function" ? new BroadcastChannel(CHANNEL) : null;
  others?.addEventListener("message", (event: MessageEvent<{ sent?: Sent } | null>) => {
    void read();
    sent.value = event.data?.sent ?? sent.value;
  });

  const nameOf = (key: string) => `${KEPT}:${key}`;

  async function keep(it: Queued): Promise<void> {
    await session.vaultIsOpen();
    await session.vault?.write(nameOf(it.key), it);
    await read();
    others?.postMessage({});
  }

  async function drop(key: string, done?: Sent): Promise<void> {
    items.value = items.value.filter((it) => it.key !== key);
    await session.vaultIsOpen();
    await session.vault?.remove(nameOf(key));
    await read();
    others?.postMessage(done ? { sent: done } : {});
  }

  /** What is kept now, by whichever tab; the newest reading counts. */
  let reading = 0;
  async function read(): Promise<void> {
    const vault = session.vault;
    if (!vault) {
      return;
    }
    const mine = ++reading;
    const names = await vault.names(`${KEPT}:`);
    const kept = (await Promise.all(names.map((it) => vault.read<Queued>(it)))).filter((it) => it !== null);
    if (mine === reading) {
      items.value = kept.map(whole).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
    }
  }

  /** An earlier release kept less of a refusal. */
  const whole = (it: Queued): Queued => (it.problem ? { ...it, problem: { ...it.problem, code: it.problem.code ?? "", errors: it.problem.errors ?? [] } } : it);

  async function open(): Promise<void> {
    await session.vaultIsOpen();
    // As an earlier release kept it: all in one.
    const before = (await session.vault?.read<Queued[]>(KEPT)) ?? [];
    for (const it of before) {
      await session.vault?.write(nameOf(it.key), it);
    }
    if (before.length) {
      await session.vault?.remove(KEPT);
    }
    await read();
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
      items.value = [...items.value, it];
      await keep(it);
      return null;
    }
  }

  /** By one tab at a time: the others find what it has sent gone. */
  async function flush(): Promise<void> {
    if (busy || session.status !== "in") {
      return;
    }
    busy = true;
    try {
      await alone(async () => {
        await session.vaultIsOpen();
        await read();
        for (let it = waiting.value[0]; it; it = waiting.value[0]) {
          if (!(await deliver(it))) {
            return;
          }
        }
      });
    } finally {
      busy = false;
    }
  }

  /** Where the browser has no locks, there is no safe place either: then each tab has a queue of its own. */
  async function alone(work: () => Promise<void>): Promise<void> {
    if (!navigator.locks) {
      await work();
      return;
    }
    await navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
      if (lock) {
        await work();
      }
    });
  }

  async function deliver(it: Queued): Promise<boolean> {
    try {
      const answer = await command<{ id?: string }>(it);
      const done = { title: it.title, path: placeOf(it, answer.id) };
      await drop(it.key, done);
      sent.value = done;
    } catch (thrown) {
      const problem = asProblem(thrown);
      if (problem.isPassing) {
        return false;
      }
      await keep({ ...it, state: "refused", problem: pick(problem) });
    }
    return true;
  }

  /** Where what was sent can be seen: the case that it was about, else the one that it made. */
  function placeOf(it: Queued, id: string | undefined): string | null {
    return it.form && CASE.test(it.form) ? it.form : id ? `/referrals/${id}` : null;
  }

  const pick = ({ code, status, title, detail, requestId, errors }: Problem): Refusal => ({ code, status, title, detail, requestId, errors });

  async function discard(key: string): Promise<void> {
    await drop(key);
  }

  addEventListener("online", () => void flush());
  setInterval(() => waiting.value.length > 0 && void flush(), RETRY_MILLIS);
  watch(
    () => session.status,
    (status) => status === "in" && whenIdle(() => void open()),
  );

  return { items, waiting, refused, sent, submit, flush, discard, open };
});
