import { defineStore } from "pinia";
import { computed, ref } from "vue";
import { command, gateway, must, newKey } from "../api/client";
import { asProblem } from "../api/problem";
import type { Item, Side } from "../api/types";
import { counts, type Counts } from "../lib/worklist";

const SILENCE_MILLIS = 45_000;
const STALE_AFTER_MILLIS = 5_000;
const POLL_MILLIS = 60_000;
const PULSE_MILLIS = 10_000;
const LONGEST_WAIT = 15_000;
/** The inbox is read once the stream is there, so that nothing falls between them; a stream that takes longer is waited for no more. */
const READY_MILLIS = 400;
const MOST_READINGS = 5;
/** A message, and no step that the case waits for. */
export const isNews = (it: Item): boolean => it.kind.startsWith("referral.thread-");
const ALARMS = ["referral.ring-down", "referral.ring-beside", "referral.triage"];

/** What concerns this person, while it happens: the inbox, kept true by the stream of events. */
export const useLive = defineStore("live", () => {
  const items = ref<Item[]>([]);
  const unavailable = ref<string[]>([]);
  const truncated = ref<string[]>([]);
  const loaded = ref(false);
  const status = ref<"connecting" | "live" | "stale" | "elsewhere">("connecting");
  const heardAt = ref(Date.now());
  /** Grows with each word about a case, so that lists know when to look again. */
  const changes = ref(0);
  const changedCases = ref<string[]>([]);

  let lastEventId: string | null = null;
  let abort: AbortController | null = null;
  let attempt = 0;
  let running = false;
  let silence = 0;
  let staleTimer = 0;
  let poll = 0;
  let pulse = 0;
  let taken = 0;
  let wasReady = false;
  const felt = new Map<Side, string>();
  const versions = new Map<string, number>();
  /** Emergencies that nobody has answered: a ring-down, or one that waits for triage. */
  const alarms = computed(() => items.value.filter((it) => ALARMS.includes(it.kind) && it.urgency === "CRITICAL" && it.state === "OPEN"));

  /** Cases in which the other side has written what nobody here has read. */
  const unread = computed(() => new Set(items.value.filter((it) => isNews(it) && it.state !== "CLEARED").map((it) => it.caseId)));

  /** What the stream tells while the inbox is on its way is newer than it: then the inbox is read once more. */
  async function refresh(): Promise<void> {
    let before: number;
    let inbox;
    let readings = 0;
    do {
      before = taken;
      inbox = await must(gateway.GET("/api/inbox"));
    } while (taken !== before && ++readings < MOST_READINGS);
    items.value = inbox.items.filter((it) => it.state !== "CLEARED");
    inbox.items.forEach((it) => versions.set(it.itemId, it.version));
    unavailable.value = inbox.unavailable;
    truncated.value = inbox.truncated;
    loaded.value = true;
  }

  function take(event: string, item: Item): void {
    if ((versions.get(item.itemId) ?? 0) >= item.version) {
      return;
    }
    versions.set(item.itemId, item.version);
    taken++;
    const others = items.value.filter((it) => it.itemId !== item.itemId);
    // Whether what was handed over is still this person's, only the inbox knows.
    items.value = event === "raised" && item.state === "OPEN" ? [item, ...others] : event === "acknowledged" ? [{ ...item }, ...others] : others;
    if (event === "handed-over") {
      void refresh().catch(() => undefined);
    }
    changedCases.value = item.caseId ? [item.caseId] : [];
    changes.value++;
  }

  function heard(): void {
    heardAt.value = Date.now();
    clearTimeout(silence);
    silence = window.setTimeout(() => abort?.abort(), SILENCE_MILLIS);
  }

  function handle(event: string, data: string): "go on" | "stop" {
    switch (event) {
      case "ready":
      case "resync":
        attempt = 0;
        clearTimeout(staleTimer);
        status.value = "live";
        if (event === "resync" || lastEventId === null || !loaded.value) {
          void refresh().catch(() => undefined);
        }
        if (event === "resync" || (wasReady && lastEventId === null)) {
          changedCases.value = [];
          changes.value++;
        }
        wasReady = true;
        return "go on";
      case "replaced":
        status.value = "elsewhere";
        return "stop";
      case "expired":
        void gateway.GET("/api/me").catch(() => undefined);
        return "go on";
      case "raised":
      case "acknowledged":
      case "handed-over":
      case "cleared":
        take(event, JSON.parse(data) as Item);
        return "go on";
      default:
        return "go on";
    }
  }

  async function read(body: ReadableStream<Uint8Array>): Promise<"go on" | "stop"> {
    const reader = body.pipeThrough(new TextDecoderStream() as unknown as ReadableWritablePair<string, Uint8Array>).getReader();
    let rest = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return "go on";
      }
      heard();
      rest += value;
      const frames = rest.split("\n\n");
      rest = frames.pop() ?? "";
      for (const frame of frames) {
        let event = "";
        let data = "";
        let id = "";
        for (const line of frame.split("\n")) {
          if (line.startsWith("event:")) event = line.slice(6).trim();
          else if (line.startsWith("data:")) data += line.slice(5).trim();
          else if (line.startsWith("id:")) id = line.slice(3).trim();
        }
        if (event && handle(event, data) === "stop") {
          return "stop";
        }
        if (id) {
          lastEventId = id;
        }
      }
    }
  }

  async function connect(): Promise<void> {
    while (running) {
      abort = new AbortController();
      try {
        const headers: Record<string, string> = { Accept: "text/event-stream" };
        if (lastEventId) {
          headers["Last-Event-ID"] = lastEventId;
        }
        heard();
        const response = await streamFetch(headers, abort.signal);
        if (response.status === 401 || response.status === 403) {
          running = false;
          return;
        }
        if (response.status === 400) {
          lastEventId = null;
        }
        if (response.ok && response.body && (await read(response.body)) === "stop") {
          running = false;
          return;
        }
      } catch {
        // A broken line; the loop comes back.
      }
      if (!running) {
        return;
      }
      if (status.value === "live") {
        staleTimer = window.setTimeout(() => (status.value = "stale"), STALE_AFTER_MILLIS);
      } else if (attempt > 0) {
        status.value = "stale";
      }
      const wait = Math.min(LONGEST_WAIT, 500 * 2 ** attempt++) * (0.5 + Math.random() / 2);
      await new Promise<void>((resolve) => {
        const timer = window.setTimeout(resolve, wait);
        addEventListener("online", () => (clearTimeout(timer), resolve()), { once: true });
      });
    }
  }

  function streamFetch(headers: Record<string, string>, signal: AbortSignal): Promise<Response> {
    return fetch("/api/live", { headers, signal, cache: "no-store" });
  }

  /**
   * Not every move is somebody's to-do, and at night few are told at once. The counts change with every move; they name
   * no case, so looking at them is not an entry in the audit trail, as looking at the lists would be. The first pulse
   * also tells what happened before the stream was there.
   */
  async function feelPulse(): Promise<void> {
    if (document.visibilityState !== "visible") {
      return;
    }
    const sides = ["ORIGIN", "DESTINATION"] as const;
    const differs = await Promise.all(
      sides.map((side) =>
        counts(side).then(
          (fresh) => note(side, fresh),
          () => false,
        ),
      ),
    );
    if (differs.some(Boolean)) {
      changedCases.value = [];
      changes.value++;
    }
  }

  /** The counts that a list was read with, or that were felt; true where nobody had said them, or they were others. */
  function note(side: Side, fresh: Counts): boolean {
    const before = felt.get(side);
    felt.set(side, JSON.stringify(fresh));
    return before !== felt.get(side);
  }

  /** The browser knows at once that its line is gone; the silence of the stream would tell after most of a minute. */
  addEventListener("offline", () => {
    if (running && status.value !== "elsewhere") {
      clearTimeout(staleTimer);
      status.value = "stale";
      abort?.abort();
    }
  });

  function start(seesCases = true): void {
    if (running) {
      return;
    }
    running = true;
    status.value = "connecting";
    void connect();
    setTimeout(() => loaded.value || !running || void refresh().catch(() => undefined), READY_MILLIS);
    clearInterval(poll);
    // A session that only listens would end; and in the window that was replaced this is all the news there is.
    let turn = 0;
    poll = window.setInterval(() => {
      if (status.value !== "live" || !loaded.value || unavailable.value.length > 0 || ++turn % 5 === 0) {
        void refresh().catch(() => undefined);
      }
    }, POLL_MILLIS);
    clearInterval(pulse);
    if (seesCases) {
      pulse = window.setInterval(() => void feelPulse(), PULSE_MILLIS);
    }
  }

  function stop(): void {
    running = false;
    abort?.abort();
    clearInterval(poll);
    clearInterval(pulse);
    clearTimeout(silence);
  }

  /** Said to have been heard; what it is about stays to be done. */
  async function acknowledge(item: Item): Promise<void> {
    const service = item.service.replace(/-service$/, "");
    try {
      const fresh = await command<Item>({
        path: `/api/${service}/v1/attention/${item.itemId}/acknowledge`,
        body: null,
        key: newKey(),
        version: item.version,
      });
      versions.set(fresh.itemId, fresh.version);
      items.value = items.value.map((it) => (it.itemId === fresh.itemId ? { ...it, ...fresh } : it));
    } catch (thrown) {
      const problem = asProblem(thrown);
      if (problem.status === 409 || problem.status === 412 || problem.status === 404) {
        await refresh();
      } else {
        throw problem;
      }
    }
  }

  return { items, alarms, unread, unavailable, truncated, loaded, status, heardAt, changes, changedCases, note, refresh, start, stop, acknowledge };
});
