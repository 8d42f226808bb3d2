import type { components } from "../generated/referral";
import type { Details, Diagnosis } from "../api/types";
import type { More } from "../components/ClinicalMore.vue";

type S = components["schemas"];

/** Lengths of the contract. */
export const MOST = { summary: 4000, allergies: 1000, medication: 2000, examinations: 4000 } as const;

export const blankMore = (): More => ({ vitals: {}, allergies: "", medication: "", examinations: "" });

export function givenClinical(diagnoses: Diagnosis[], summary: string, more: More): S["GivenClinical"] {
  const vitals = Object.fromEntries(Object.entries(more.vitals).filter(([, it]) => it !== "" && it !== null).map(([name, it]) => [name, Number(it)]));
  return {
    diagnoses: diagnoses.map((it) => it.code),
    summary: summary.trim(),
    ...(Object.keys(vitals).length ? { vitals } : {}),
    ...(more.allergies.trim() ? { allergies: more.allergies.trim() } : {}),
    ...(more.medication.trim() ? { medication: more.medication.trim() } : {}),
    ...(more.examinations.trim() ? { examinations: more.examinations.trim() } : {}),
  };
}

export function moreOf(clinical: Details["clinical"]): More {
  const vitals = Object.fromEntries(Object.entries(clinical?.vitals ?? {}).filter(([, it]) => it !== null && it !== undefined).map(([name, it]) => [name, String(it)]));
  return { vitals, allergies: clinical?.allergies ?? "", medication: clinical?.medication ?? "", examinations: clinical?.examinations ?? "" };
}

export const diagnosesOf = (clinical: Details["clinical"], specialty: string | null): Diagnosis[] =>
  (clinical?.diagnoses ?? []).map((it) => ({ code: it.code ?? "", name: it.name ?? "", pinyinInitials: "", specialty }));
