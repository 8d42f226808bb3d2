import type { Span } from "../api/types";

/**
 * What a span took, and what to think of it, as the indicators count: where the sheet says less than, the threshold itself
 * is too late. A span that ends before it begins was never met.
 */
export type Verdict = "wrong" | "met" | "near" | "missed" | "none";

export function verdictOf(span: Pick<Span, "goalMinutes" | "withinMinutes" | "below">, millis: number | null): Verdict {
  if (millis === null) {
    return "none";
  }
  if (millis < 0) {
    return "wrong";
  }
  if (!span.withinMinutes) {
    return "none";
  }
  const minutes = millis / 60_000;
  const late = span.below ? minutes >= span.withinMinutes : minutes > span.withinMinutes;
  return late ? "missed" : minutes > (span.goalMinutes ?? span.withinMinutes * 0.8) ? "near" : "met";
}

const minuteOf = (at: string) => Math.floor(Date.parse(at) / 60_000);

/**
 * The nodes that a time would stand on the wrong side of.
 *
 * @param timeOf the node's time so far, ISO 8601, or null
 * @param at the time that is about to be given to it, ISO 8601
 */
export function contradicted(spans: Pick<Span, "from" | "to">[], timeOf: (node: string) => string | null, node: string, at: string): { node: string; before: boolean }[] {
  const given = minuteOf(at);
  if (Number.isNaN(given)) {
    return [];
  }
  const found = spans.flatMap((it) => {
    const from = it.to === node ? timeOf(it.from) : null;
    const to = it.from === node ? timeOf(it.to) : null;
    return [
      ...(from && given < minuteOf(from) ? [{ node: it.from, before: true }] : []),
      ...(to && given > minuteOf(to) ? [{ node: it.to, before: false }] : []),
    ];
  });
  return found.filter((it, i) => found.findIndex((other) => other.node === it.node) === i);
}

/** A node's time: stamped, else as the clinic said in its first report. */
export function timesOf(details: { nodes?: { node?: string; at?: string }[]; firstReport?: { firstContact?: string; onset?: string } }): (node: string) => string | null {
  const reported: Record<string, string | undefined> = { FIRST_CONTACT: details.firstReport?.firstContact, ONSET: details.firstReport?.onset };
  return (node) => details.nodes?.find((it) => it.node === node)?.at ?? reported[node] ?? null;
}

/**
 * Which node each stamp and each correction of the time line is about, by the move's version; the time line itself does not say.
 *
 * @param nodes in the order in which they were stamped; those before the first move came with the case
 */
export function nodesOfMoves(moves: { version: number; action: string; at: string }[], nodes: { node?: string; corrections?: { correctedAt?: string }[] }[]): Map<number, string> {
  const found = new Map<number, string>();
  const stamped = moves.filter((it) => it.action === "STAMP_NODE").sort((a, b) => a.version - b.version);
  const offset = nodes.length - stamped.length;
  stamped.forEach((it, i) => {
    const node = nodes[offset + i]?.node;
    if (offset >= 0 && node) {
      found.set(it.version, node);
    }
  });
  for (const it of moves.filter((one) => one.action === "CORRECT_NODE")) {
    const node = nodes.find((one) => one.corrections?.some((other) => other.correctedAt === it.at))?.node;
    if (node) {
      found.set(it.version, node);
    }
  }
  return found;
}
