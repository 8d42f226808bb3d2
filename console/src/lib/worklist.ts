import { must, referral } from "../api/client";
import type { Line, Side, State } from "../api/types";

export interface Tab {
  key: string;
  states: State[];
}

/** The tabs of each side, in the order of the work. */
export const TABS: Record<Side, Tab[]> = {
  DESTINATION: [
    { key: "triage", states: ["SUBMITTED", "PROPOSED"] },
    { key: "asked", states: ["INFO_REQUESTED"] },
    { key: "consult", states: ["CONSULTING"] },
    { key: "coming", states: ["ACCEPTED", "IN_TRANSIT", "NOT_ARRIVED"] },
    { key: "here", states: ["ARRIVED", "ADMITTED"] },
    { key: "follow", states: ["FOLLOWING_UP", "RECALLED"] },
    { key: "answer", states: ["TREATED", "DECLINED_PENDING_ACK", "KEPT_LOCAL_PENDING_ACK", "GIVEN_UP_PENDING_ACK"] },
    { key: "all", states: [] },
  ],
  ORIGIN: [
    { key: "confirm", states: ["TREATED", "DECLINED_PENDING_ACK", "KEPT_LOCAL_PENDING_ACK", "GIVEN_UP_PENDING_ACK"] },
    { key: "asked", states: ["INFO_REQUESTED"] },
    { key: "sent", states: ["SUBMITTED", "PROPOSED", "CONSULTING"] },
    { key: "away", states: ["ACCEPTED", "IN_TRANSIT", "NOT_ARRIVED"] },
    { key: "there", states: ["ARRIVED", "ADMITTED"] },
    { key: "follow", states: ["FOLLOWING_UP", "RECALLED"] },
    { key: "draft", states: ["DRAFT"] },
    { key: "all", states: [] },
  ],
  STANDBY: [{ key: "all", states: [] }],
  FORMER: [{ key: "all", states: [] }],
};

export type Counts = Partial<Record<State, number>>;

export async function counts(side: Side): Promise<Counts> {
  const answer = await must(referral.GET("/api/referral/v1/referrals/counts", { params: { query: { side } } }));
  return Object.fromEntries((answer.items ?? []).map((it) => [it.state, it.cases])) as Counts;
}

export interface Rows {
  lines: Line[];
  /** By state, or by nothing: where each list goes on. */
  next: Partial<Record<State | "", string>>;
}

const PAGE = 50;
const LARGEST_PAGE = 200;

async function page(side: Side, state: State | "", limit: number, cursor?: string): Promise<{ lines: Line[]; next: string | null }> {
  const query = { side, limit, ...(state ? { state } : {}), ...(cursor ? { cursor } : {}) };
  // The framework describes a page's parameters twice; what is sent is what the service reads.
  const answer = await must(referral.GET("/api/referral/v1/referrals", { params: { query: query as never } }));
  return { lines: (answer.items ?? []) as Line[], next: answer.next ?? null };
}

/**
 * @param known cases by state, so that nobody asks for what is not there; null where it is not known yet
 * @param before what these rows go on from
 * @param wantedAtOnce rows of each state, as far as one page holds them
 */
export async function rows(side: Side, tab: Tab, known: Counts | null, before?: Rows, wantedAtOnce = 0): Promise<Rows> {
  const has = (it: State) => known === null || it === "DRAFT" || (known[it] ?? 0) > 0;
  const states: (State | "")[] = tab.states.length ? tab.states.filter(has) : [""];
  const wanted = before ? states.filter((it) => before.next[it]) : states;
  const pages = await Promise.all(wanted.map(async (it) => ({ state: it, ...(await page(side, it, Math.min(LARGEST_PAGE, Math.max(PAGE, wantedAtOnce)), before?.next[it])) })));
  const next: Rows["next"] = Object.fromEntries(pages.filter((it) => it.next).map((it) => [it.state, it.next!]));
  const fresh = pages.flatMap((it) => it.lines);
  const seen = new Set(fresh.map((it) => it.id));
  return { lines: [...(before?.lines ?? []).filter((it) => !seen.has(it.id)), ...fresh], next };
}
