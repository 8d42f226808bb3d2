import type { components } from "../generated/referral";

export type Violation = { pointer?: string; detail?: string; code?: string };

/** What a service refused, as RFC 9457 has it; or a line that is down, which has status 0. */
export class Problem extends Error {
  readonly type: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly requestId: string | null;
  readonly errors: Violation[];
  readonly retryAfter: number | null;

  constructor(it: Partial<components["schemas"]["Problem"]> & { status: number }, retryAfter: number | null = null) {
    super(it.title ?? String(it.status));
    this.type = it.type ?? "about:blank";
    this.status = it.status;
    this.title = it.title ?? "";
    this.detail = it.detail ?? "";
    this.requestId = it.requestId ?? null;
    this.errors = (it.errors ?? []) as Violation[];
    this.retryAfter = retryAfter;
  }

  get isOffline(): boolean {
    return this.status === 0;
  }

  /** Worth sending again as it is: the line, a service or the limit was in the way, not what was said. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 401 || this.status === 429 || this.status >= 500;
  }

  /** @return the id in a problem that names a case to be tracked, if any */
  get code(): string {
    return this.type.split(":").at(-1) ?? "";
  }
}

export const OFFLINE = () => new Problem({ status: 0, type: "urn:medalliance:console:offline" });

export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) {
    return thrown;
  }
  if (thrown instanceof TypeError && /fetch|network|load failed/i.test(thrown.message)) {
    return OFFLINE();
  }
  console.error(thrown);
  return new Problem({ status: 500, title: thrown instanceof Error ? thrown.message : String(thrown) });
}
