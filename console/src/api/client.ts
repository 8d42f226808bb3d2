import createClient from "openapi-fetch";
import type { paths as GatewayPaths } from "../generated/gateway";
import type { paths as ReferralPaths } from "../generated/referral";
import type { paths as StaffingPaths } from "../generated/staffing";
import { OFFLINE, Problem } from "./problem";

const PATIENCE_MILLIS = 20_000;

let language = "zh-CN";
let onSignInEnded: () => void = () => {};

export function speak(tag: string): void {
  language = tag;
}

export const spoken = (): string => language;

export function whenSignInEnds(tell: () => void): void {
  onSignInEnded = tell;
}

export function csrfToken(): string {
  const cookies = document.cookie.split("; ");
  const found = cookies.find((it) => /^(__Host-)?XSRF-TOKEN=/.test(it));
  return found ? decodeURIComponent(found.slice(found.indexOf("=") + 1)) : "";
}

/** To our own gateway only: with the session's cookie, the CSRF token and the language, and never for ever. */
export async function gatewayFetch(input: Request): Promise<Response> {
  const headers = new Headers(input.headers);
  headers.set("Accept-Language", language);
  if (!headers.has("Accept")) {
    headers.set("Accept", "application/json");
  }
  if (input.method !== "GET") {
    headers.set("X-XSRF-TOKEN", csrfToken());
  }
  let response: Response;
  try {
    const patience = AbortSignal.timeout(PATIENCE_MILLIS);
    response = await fetch(input, { headers, signal: AbortSignal.any([input.signal, patience]) });
  } catch (thrown) {
    if (input.signal.aborted) {
      throw thrown;
    }
    throw OFFLINE();
  }
  if (response.status === 401) {
    onSignInEnded();
  }
  return response;
}

const options = { baseUrl: location.origin, fetch: gatewayFetch };
export const gateway = createClient<GatewayPaths>(options);
export const referral = createClient<ReferralPaths>(options);
export const staffing = createClient<StaffingPaths>(options);

export async function problemOf(response: Response, body?: unknown): Promise<Problem> {
  const said = body ?? (await response.json().catch(() => ({})));
  const retryAfter = Number(response.headers.get("Retry-After"));
  const fields = said && typeof said === "object" ? said : {};
  return new Problem({ ...fields, status: response.status }, Number.isFinite(retryAfter) ? retryAfter : null);
}

/** What was answered, or the problem thrown. */
export async function must<T>(answer: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await answer;
  if (!response.ok) {
    throw await problemOf(response, error ?? {});
  }
  return data as T;
}

export interface Outgoing {
  path: string;
  body: unknown;
  key: string;
  version: number | null;
}

/** A command whose path and body came with the server's offer, or from the queue. */
export async function command<T>(it: Outgoing): Promise<T> {
  const headers: Record<string, string> = { "Idempotency-Key": it.key };
  if (it.version !== null) {
    headers["If-Match"] = etag(it.version);
  }
  if (it.body !== null) {
    headers["Content-Type"] = "application/json";
  }
  const response = await gatewayFetch(
    new Request(new URL(it.path, location.origin), {
      method: "POST",
      headers,
      body: it.body === null ? null : JSON.stringify(it.body),
    }),
  );
  if (!response.ok) {
    throw await problemOf(response);
  }
  return (await response.json()) as T;
}

export const etag = (version: number): string => `"${version}"`;
export const newKey = (): string =>
  typeof crypto.randomUUID === "function"
    ? crypto.randomUUID()
    : Array.from(crypto.getRandomValues(new Uint8Array(16)), (it) => it.toString(16).padStart(2, "0")).join("");
