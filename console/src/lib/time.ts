import { onScopeDispose, ref, type Ref } from "vue";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const now = ref(Date.now());
let watchers = 0;
let timer = 0;

/** The time, second by second, for as long as somebody looks. */
export function useNow(): Ref<number> {
  if (watchers++ === 0) {
    now.value = Date.now();
    timer = window.setInterval(() => (now.value = Date.now()), 1000);
  }
  onScopeDispose(() => {
    if (--watchers === 0) {
      clearInterval(timer);
    }
  });
  return now;
}

const two = (n: number) => String(n).padStart(2, "0");

/** As a clock that runs down or up: 4:05 or 1:04:05, days from two on. */
export function clock(millis: number, dayWord: string): string {
  const left = Math.abs(millis);
  if (left >= 2 * DAY) {
    return `${Math.floor(left / DAY)} ${dayWord}`;
  }
  const hours = Math.floor(left / HOUR);
  const minutes = Math.floor((left % HOUR) / MINUTE);
  const seconds = Math.floor((left % MINUTE) / 1000);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}

/** How long ago, or how far ahead: which words, and the number in them. The browser's own take 26 ms to be made ready. */
export function ago(at: string, nowMillis: number): { words: string; n: number } {
  const difference = nowMillis - Date.parse(at);
  const size = Math.abs(difference);
  if (size < MINUTE) {
    return { words: "when.now", n: 0 };
  }
  const [unit, millis] = size < HOUR ? ["minutes", MINUTE] : size < DAY ? ["hours", HOUR] : ["days", DAY];
  return { words: `when.${difference > 0 ? "past" : "ahead"}.${unit}`, n: Math.round(size / (millis as number)) };
}

/** Month, day and time; the year only where it is another. */
export function exact(at: string | null | undefined): string {
  if (!at) {
    return "—";
  }
  const it = new Date(at);
  const year = it.getFullYear() === new Date().getFullYear() ? "" : `${it.getFullYear()}-`;
  return `${year}${two(it.getMonth() + 1)}-${two(it.getDate())} ${two(it.getHours())}:${two(it.getMinutes())}`;
}

export function dateOf(it: Date): string {
  return `${it.getFullYear()}-${two(it.getMonth() + 1)}-${two(it.getDate())}`;
}

/** For an input of type datetime-local. */
export function local(it: Date): string {
  return `${dateOf(it)}T${two(it.getHours())}:${two(it.getMinutes())}`;
}

export function fromLocal(text: string): string {
  return new Date(text).toISOString();
}

const A_MOMENT_MILLIS = 1000;

/** Now, as one says it to a service whose clock may be behind. */
export const momentAgo = (): string => new Date(Date.now() - A_MOMENT_MILLIS).toISOString();

export function inMinutes(minutes: number, roundTo = 1): Date {
  const step = roundTo * MINUTE;
  return new Date(Math.ceil((Date.now() + minutes * MINUTE) / step) * step);
}

export function tomorrowAt(hour: number): Date {
  const it = new Date();
  it.setDate(it.getDate() + 1);
  it.setHours(hour, 0, 0, 0);
  return it;
}

export function inDays(days: number): string {
  const it = new Date();
  it.setDate(it.getDate() + days);
  return dateOf(it);
}

export function age(birthDate: string | null | undefined): number | null {
  if (!birthDate) {
    return null;
  }
  const born = new Date(birthDate);
  const today = new Date();
  const had = today.getMonth() > born.getMonth() || (today.getMonth() === born.getMonth() && today.getDate() >= born.getDate());
  return today.getFullYear() - born.getFullYear() - (had ? 0 : 1);
}
