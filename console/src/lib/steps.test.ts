import { expect, test } from "vitest";
import type { Line, Offer } from "../api/types";
import { byUrgency, nextStep } from "./steps";

const line = (it: Partial<Line>): Line => ({ priority: "ROUTINE", movedAt: "2026-03-10T08:00:00Z", due: null, availableActions: [], ...it }) as Line;
const due = (at: string) => ({ at, limit: "triage" }) as Line["due"];
const offers = (...actions: string[]) => actions.map((action) => ({ action, schema: null })) as unknown as Offer[];

test("what runs out first comes first, before all that has no deadline", () => {
  const late = line({ number: "late", due: due("2026-03-10T08:00:00Z") });
  const soon = line({ number: "soon", due: due("2026-03-10T09:00:00Z") });
  const urgent = line({ number: "urgent", priority: "URGENT" });
  const newer = line({ number: "newer", movedAt: "2026-03-10T09:00:00Z" });
  const older = line({ number: "older" });
  expect([older, urgent, soon, newer, late].sort(byUrgency).map((it) => it.number)).toEqual(["late", "soon", "urgent", "newer", "older"]);
});

test("the next step is one that the server offers, and never one that ends the case", () => {
  expect(nextStep(line({ availableActions: offers("decline", "accept", "ask") }))).toBe("accept");
  expect(nextStep(line({ availableActions: offers("withdraw", "undo") }))).toBeNull();
  expect(nextStep(line({ availableActions: offers("accept", "acknowledge-ring-down") }))).toBe("acknowledge-ring-down");
});
