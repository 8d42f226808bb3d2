import { defineStore } from "pinia";
import { computed, reactive, shallowRef } from "vue";
import { must, referral, staffing } from "../api/client";
import type { Department, Institution, NodeSheet, Reason, Span } from "../api/types";
import { locale, te, word } from "../i18n";

/** What seldom changes: institutions, departments, people, reasons, node sheets. Read once a visit. */
export const useDirectory = defineStore("directory", () => {
  const institutions = shallowRef<Institution[]>([]);
  const reasons = shallowRef<Reason[]>([]);
  const sheets = shallowRef<NodeSheet[]>([]);
  const specialties = shallowRef<Record<string, string>>({});
  const people = reactive<Record<string, string>>({});
  const asked = new Set<string>();
  const once = new Map<string, Promise<void>>();

  function load(name: string, read: () => Promise<void>): Promise<void> {
    const known = once.get(name);
    if (known) {
      return known;
    }
    const reading = read().catch((thrown) => {
      once.delete(name);
      throw thrown;
    });
    once.set(name, reading);
    return reading;
  }

  const loadInstitutions = () =>
    load("institutions", async () => {
      const answer = await must(referral.GET("/api/referral/v1/institutions"));
      institutions.value = (answer.items ?? []) as Institution[];
    });
  const loadReasons = () =>
    load("reasons", async () => {
      const answer = await must(referral.GET("/api/referral/v1/catalogue/reasons"));
      reasons.value = (answer.items ?? []) as Reason[];
    });
  const loadSheets = () =>
    load("sheets", async () => {
      const answer = await must(referral.GET("/api/referral/v1/catalogue/time-nodes"));
      sheets.value = (answer.items ?? []) as NodeSheet[];
    });
  const loadSpecialties = () =>
    load("specialties", async () => {
      const answer = (await must(staffing.GET("/api/staffing/v1/directory/specialties"))) as unknown;
      const list = (Array.isArray(answer) ? answer : ((answer as { items?: unknown[] }).items ?? [])) as { code: string; name: string }[];
      specialties.value = Object.fromEntries(list.map((it) => [it.code, it.name]));
    });

  const byId = computed(() => new Map(institutions.value.map((it) => [it.id, it])));
  const hospitals = computed(() => institutions.value.filter((it) => it.kind === "HOSPITAL"));
  const clinics = computed(() => institutions.value.filter((it) => it.kind === "CLINIC"));
  const lead = computed(() => institutions.value.find((it) => it.lead));

  const institution = (id: string | null | undefined): Institution | undefined => (id ? byId.value.get(id) : undefined);
  const nameOf = (id: string | null | undefined): string => institution(id)?.shortName ?? id ?? "";
  const departments = (id: string | null | undefined): Department[] => institution(id)?.departments ?? [];
  const departmentOf = (id: string | null | undefined, code: string | null | undefined): string =>
    departments(id).find((it) => it.code === code)?.name ?? code ?? "";
  const reasonOf = (code: string | null | undefined, language: string): string => {
    const it = reasons.value.find((reason) => reason.code === code);
    return it ? (language === "en" ? it.en : it.zh) : (code ?? "");
  };
  /** As the alliance's sheets have it; nothing as long as they are not known. */
  const nodeOf = (code: string | null | undefined): string => {
    const label = sheets.value.flatMap((it) => it.labels).find((it) => it.code === code);
    return (locale.value === "en" ? label?.en : label?.zh) || (sheets.value.length && code ? code : "");
  };
  const spanOf = (it: Span): string => (te(`span.${it.name}`) ? word("span", it.name) : `${nodeOf(it.from)} → ${nodeOf(it.to)}`);
  const specialtyOf = (code: string | null | undefined): string => (code ? (specialties.value[code] ?? code) : "");

  /** A person's name, as soon as it is known; the id until then. */
  function personOf(id: string | null | undefined): string {
    if (!id) {
      return "";
    }
    if (!people[id] && !asked.has(id)) {
      asked.add(id);
      must(staffing.GET("/api/staffing/v1/directory/practitioners/{practitionerId}", { params: { path: { practitionerId: id } } }))
        .then((it) => {
          people[id] = (it as { name?: string }).name ?? id;
        })
        .catch(() => undefined);
    }
    return people[id] ?? id;
  }

  return {
    institutions, reasons, sheets, specialties, hospitals, clinics, lead,
    loadInstitutions, loadReasons, loadSheets, loadSpecialties,
    institution, nameOf, nodeOf, spanOf, departments, departmentOf, reasonOf, specialtyOf, personOf,
  };
});
