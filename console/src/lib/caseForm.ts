import { reactive, shallowRef, watch, type Reactive } from "vue";
import { useRouter } from "vue-router";
import { command, must, newKey, referral as api } from "../api/client";
import { asProblem } from "../api/problem";
import type { Diagnosis, Patient, Referral } from "../api/types";
import type { More } from "../components/ClinicalMore.vue";
import { t } from "../i18n";
import { useDirectory } from "../stores/directory";
import { useToasts } from "../stores/toasts";
import { blankMore, diagnosesOf, givenClinical, MOST, moreOf } from "./clinical";
import { useDraft } from "./draft";
import { useSending } from "./sending";
import { momentAgo } from "./time";

export interface Consent {
  given: boolean;
  givenBy: "PATIENT" | "GUARDIAN" | "RELATIVE";
  form: "SIGNED" | "VERBAL";
  /** When it was ticked; null until then. */
  at: string | null;
}

interface Known {
  id: string;
  version: number;
}

/** What every case is begun with, whichever way the patient goes. */
export interface CaseModel {
  patientId: string | null;
  /** Whom the rest was written about; stays while another patient is being looked for. */
  owner: string | null;
  diagnoses: Diagnosis[];
  summary: string;
  more: More;
  reason: string | null;
  consent: Consent;
  /** Of the service, once it knows it. */
  draft: Known | null;
}

export const blankConsent = (): Consent => ({ given: false, givenBy: "PATIENT", form: "SIGNED", at: null });

export const blankCase = (): CaseModel => ({
  patientId: null,
  owner: null,
  diagnoses: [],
  summary: "",
  more: blankMore(),
  reason: null,
  consent: blankConsent(),
  draft: null,
});

/** What is one patient's own, and goes to no other. */
const OWN = ["patientId", "owner", "consent", "draft", "continues"];
const written = (model: object): object => Object.fromEntries(Object.entries(JSON.parse(JSON.stringify(model)) as object).filter(([name]) => !OWN.includes(name)));

/** What a fault may point into. */
const partAt = (content: unknown, pointer: string): string =>
  JSON.stringify(pointer.split("/").slice(1).reduce<unknown>((node, name) => (node as Record<string, unknown> | null | undefined)?.[name], content)) ?? "";

/**
 * One form that begins a case: kept as a draft on this machine, sent or queued, or saved and sent where the service knows a draft.
 *
 * @param names of the draft on this machine
 * @param isEmpty nothing worth keeping
 * @param fits whether a kept draft is of what the form was opened for
 */
export function useCaseForm<M extends CaseModel>(names: string | string[], blank: () => M, isEmpty: (it: M) => boolean, fits?: (it: M) => boolean) {
  const directory = useDirectory();
  const toasts = useToasts();
  const router = useRouter();
  const model = reactive(blank()) as Reactive<M>;
  const sending = useSending();
  const draft = useDraft(names, model as M, isEmpty, fits);
  /** What was written about the patient before this one, as long as this page is open. */
  const former = shallowRef<object | null>(null);

  const readCase = (id: string) => must(api.GET("/api/referral/v1/referrals/{referralId}", { params: { path: { referralId: id } } })) as Promise<Referral>;
  const fault = (pointer: string): string | null => sending.faults.value[pointer] ?? null;

  /** What belongs to one patient never goes on to another. Consent least of all. */
  function choose(it: Patient | null): void {
    const owner = model.owner ?? model.patientId;
    if (!it) {
      Object.assign(model, { patientId: null, owner, consent: blankConsent() });
      return;
    }
    if (owner && owner !== it.id) {
      const said = written(model);
      empty();
      former.value = JSON.stringify(said) === JSON.stringify(written(blank())) ? null : said;
    }
    Object.assign(model, { patientId: it.id, owner: it.id });
  }

  function empty(): void {
    Object.assign(model, blank());
    former.value = null;
    draft.restoredAt.value = null;
    sending.faults.value = {};
    sending.problem.value = null;
  }

  /** It was the wrong patient that had been chosen: what was written is of this one. */
  function reuse(): void {
    Object.assign(model, former.value);
    former.value = null;
  }

  /** What a case that is there already says of the patient. */
  const clinicalOf = (it: Referral) => ({
    patientId: it.patient.id,
    diagnoses: diagnosesOf(it.details.clinical, it.specialty ?? null),
    summary: it.details.clinical?.summary ?? "",
    more: moreOf(it.details.clinical),
  });

  /** A draft that was ticked before the moment was kept with the tick. */
  function stamped(): string {
    model.consent.at = momentAgo();
    return model.consent.at;
  }

  const given = () => ({
    reason: model.reason!,
    clinical: givenClinical(model.diagnoses as Diagnosis[], model.summary, model.more as More),
    consent: { givenBy: model.consent.givenBy, form: model.consent.form, at: model.consent.at ?? stamped() },
  });

  const missing = (required: string): Record<string, string> => ({
    ...(model.patientId ? {} : { "/patientId": required }),
    ...(model.diagnoses.length ? {} : { "/clinical/diagnoses": required }),
    ...(model.summary.trim() ? tooLong("/clinical/summary", model.summary, MOST.summary) : { "/clinical/summary": required }),
    ...Object.assign({}, ...(["allergies", "medication", "examinations"] as const).map((name) => tooLong(`/clinical/${name}`, model.more[name], MOST[name]))),
    ...(model.reason ? {} : { "/reason": required }),
    ...(model.consent.given ? {} : { "/consent": required }),
  });

  const tooLong = (pointer: string, text: string, most: number): Record<string, string> =>
    text.trim().length > most ? { [pointer]: t("form.tooLong", { n: most, over: text.trim().length - most }) } : {};

  let check: () => Record<string, string> = () => ({});
  let content: () => object = () => ({});
  let before: Record<string, string> = {};

  /**
   * A fault goes as soon as it is mended.
   *
   * @param missing what the form still lacks
   * @param said what would be sent, into which the service's faults point
   */
  function mend(missing: () => Record<string, string>, said: () => object): void {
    check = missing;
    content = said;
    watch(
      () => model,
      () => {
        if (Object.keys(sending.faults.value).length) {
          const now = check();
          const stays = ([pointer, text]: [string, string]): [string, string][] =>
            pointer in before ? (partAt(content(), pointer) === before[pointer] ? [[pointer, text]] : []) : now[pointer] ? [[pointer, now[pointer]]] : [];
          sending.faults.value = Object.fromEntries(Object.entries(sending.faults.value).flatMap(stays));
          if (sending.problem.value?.errors.length && !Object.keys(sending.faults.value).length) {
            sending.problem.value = null;
          }
        }
      },
      { deep: true },
    );
    watch(sending.problem, (it) => {
      const said = it ? content() : {};
      before = Object.fromEntries((it?.errors ?? []).map((one) => [one.pointer ?? "", partAt(said, one.pointer ?? "")]));
    });
  }

  /** @return whether anything is missing, which is shown then */
  async function lacks(faults = check()): Promise<boolean> {
    sending.problem.value = null;
    sending.faults.value = faults;
    if (Object.keys(faults).length) {
      await sending.toFirstFault();
      return true;
    }
    return false;
  }

  async function send(order: { title: string; path: string; body: unknown; form: string }, said: string): Promise<void> {
    const out = await sending.send<Referral>({ ...order, draft: draft.place(), kept: JSON.parse(JSON.stringify(model)) });
    if (out) {
      await finish(out.answer, said);
    }
  }

  /** A draft of the service: its content first, then its first step. */
  async function sendDraft(known: Known, content: object, action: "submit" | "propose", said: string): Promise<void> {
    sending.busy.value = true;
    sending.problem.value = null;
    try {
      const path = `/api/referral/v1/referrals/${known.id}`;
      const saved = await command<Referral>({ path: `${path}/change-draft`, body: content, key: newKey(), version: known.version });
      model.draft = { id: saved.id, version: saved.version };
      await finish(await command<Referral>({ path: `${path}/${action}`, body: null, key: newKey(), version: saved.version }), said);
    } catch (thrown) {
      sending.refused(asProblem(thrown));
      const fresh = await readCase(known.id).catch(() => null);
      model.draft = { id: known.id, version: fresh?.version ?? known.version };
    } finally {
      sending.busy.value = false;
    }
  }

  /** @param answer null where it was kept for when the line is back */
  async function finish(answer: Referral | null, said: string): Promise<void> {
    await draft.forget();
    toasts.say(answer ? t(said, { number: answer.number }) : t("queue.kept"));
    await router.push(answer ? `/referrals/${answer.id}` : "/referrals");
  }

  const discard = empty;

  async function takeAside(): Promise<void> {
    const kept = await draft.takeAside();
    if (kept) {
      const at = draft.restoredAt.value;
      empty();
      Object.assign(model, kept);
      draft.restoredAt.value = at;
    }
  }

  async function ready(): Promise<void> {
    void directory.loadReasons().catch(() => undefined);
    void directory.loadSpecialties().catch(() => undefined);
    await Promise.all([draft.ready, directory.loadInstitutions().catch(() => undefined)]);
  }

  return { model, draft, ...sending, fault, choose, former, reuse, clinicalOf, readCase, given, missing, tooLong, mend, lacks, send, sendDraft, finish, discard, takeAside, ready };
}
