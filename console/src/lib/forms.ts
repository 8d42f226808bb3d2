import type { Referral } from "../api/types";
import { SCHEMAS } from "../generated/schemas";
import { fromLocal, inMinutes, local, tomorrowAt } from "./time";
import type { Schema } from "./schema";

export type Values = Record<string, unknown>;

export interface ActionContext {
  action: string;
  referral: Referral | null;
}

export const schemaOf = (ref: string | undefined): Schema => (ref ? (SCHEMAS[ref.split("/").at(-1)!] ?? {}) : {});
export const resolved = (it: Schema): Schema => (it.$ref ? schemaOf(it.$ref) : it);
export const typeOf = (it: Schema): string => (Array.isArray(it.type) ? (it.type.find((one) => one !== "null") ?? "string") : (it.type ?? "string"));
export const refOf = (it: Schema): string | null => it.$ref?.split("/").at(-1) ?? null;

/** The catalogue's kind of reason for an action. */
export function reasonKind({ action, referral }: ActionContext): string {
  return action === "decline" && referral?.direction === "DOWN" ? "DECLINE_RETURN" : action.toUpperCase().replaceAll("-", "_");
}

/**
 * What an action most often says, so that it has to be confirmed only.
 *
 * @param departments codes of the destination's departments; a case that goes home is sent to none of them
 */
export function initial(schemaName: string, context: ActionContext, departments: string[]): Values {
  const { action, referral } = context;
  const values = blank(SCHEMAS[schemaName] ?? {});
  const fill = (path: string, value: unknown) => {
    const steps = path.split(".");
    const last = steps.pop()!;
    const target = steps.reduce<Values | undefined>((node, step) => node?.[step] as Values | undefined, values);
    if (target && last in target) {
      target[last] = value;
    }
  };
  const details = referral?.details;
  fill("reservation.kind", referral?.direction === "DOWN" ? "VISIT" : referral?.priority === "ROUTINE" ? "VISIT" : "BED");
  fill("reservation.department", details?.reservation?.department || referral?.destination.department || departments[0] || "");
  fill("reservation.at", local(referral?.priority === "ROUTINE" ? tomorrowAt(9) : inMinutes(120, 15)));
  fill("transport.means", "AMBULANCE");
  fill("transport.eta", local(inMinutes(45, 5)));
  if (action === "reinstate") {
    fill("at", local(tomorrowAt(9)));
  } else {
    fill("at", local(new Date()));
  }
  fill("on", local(new Date()).slice(0, 10));
  if (action === "recall") {
    fill("priority", "URGENT");
  }
  if (action === "re-propose" && details?.carePlan) {
    const plan = details.carePlan;
    fill("carePlan", {
      summary: plan.summary ?? "",
      checklist: (plan.checklist ?? []).map((it) => ({ ...it })),
      tasks: (plan.tasks ?? []).map(({ text, due }) => ({ text, due })),
      medication: (plan.medication ?? []).map((it) => ({ ...it })),
      followUps: (plan.followUps ?? []).map((it) => it.due),
      recallWhen: plan.recallWhen ?? "",
    });
  }
  return values;
}

/** An empty value for each property, optional objects as null. */
export function blank(schema: Schema): Values {
  return Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, given]) => {
      const it = resolved(given);
      const isRequired = schema.required?.includes(name) ?? false;
      switch (typeOf(it)) {
        case "object":
          return [name, isRequired && refOf(given) !== "Destination" ? blank(it) : null];
        case "array":
          return [name, []];
        case "boolean":
          return [name, isRequired ? false : null];
        default:
          return [name, ""];
      }
    }),
  );
}

/** As the contract wants it: nothing empty, numbers as numbers, times with their offset. */
export function outgoing(schema: Schema, value: unknown): unknown {
  const it = resolved(schema);
  if (value === null || value === undefined || value === "") {
    return undefined;
  }
  switch (typeOf(it)) {
    case "object": {
      const entries = Object.entries(it.properties ?? {})
        .map(([name, property]) => [name, outgoing(property, (value as Values)[name])] as const)
        .filter(([, out]) => out !== undefined);
      return entries.length ? Object.fromEntries(entries) : undefined;
    }
    case "array":
      return (value as unknown[]).map((one) => outgoing(it.items ?? {}, one)).filter((one) => one !== undefined);
    case "integer":
    case "number":
      return Number(value);
    case "string":
      return it.format === "date-time" && /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(String(value)) ? fromLocal(String(value)) : String(value).trim();
    default:
      return value;
  }
}

export type Say = (key: string, values?: Record<string, unknown>) => string;

/** What the contract would refuse, by JSON pointer, before it is sent. */
export function faultsOf(schema: Schema, value: unknown, say: Say, pointer = ""): Record<string, string> {
  const it = resolved(schema);
  const faults: Record<string, string> = {};
  switch (typeOf(it)) {
    case "object":
      for (const [name, property] of Object.entries(it.properties ?? {})) {
        const inner = (value as Values | null | undefined)?.[name];
        const isMissing = inner === null || inner === undefined || inner === "" || (typeof inner === "string" && !inner.trim());
        if (isMissing) {
          if (it.required?.includes(name)) {
            faults[`${pointer}/${name}`] = say("form.required");
          }
        } else {
          Object.assign(faults, faultsOf(property, inner, say, `${pointer}/${name}`));
        }
      }
      return faults;
    case "array":
      (value as unknown[]).forEach((one, i) => Object.assign(faults, faultsOf(it.items ?? {}, one, say, `${pointer}/${i}`)));
      return faults;
    case "integer":
    case "number": {
      const number = Number(value);
      if (Number.isNaN(number) || number < (it.minimum ?? -Infinity) || number > (it.maximum ?? Infinity)) {
        faults[pointer] = say("form.range", { min: it.minimum ?? "", max: it.maximum ?? "" });
      }
      return faults;
    }
    case "string": {
      const length = String(value).trim().length;
      if (it.maxLength && length > it.maxLength) {
        faults[pointer] = say("form.tooLong", { n: it.maxLength, over: length - it.maxLength });
      } else if (it.pattern && !new RegExp(`^(?:${it.pattern})$`).test(String(value).trim())) {
        faults[pointer] = say("form.pattern");
      }
      return faults;
    }
    default:
      return faults;
  }
}
