import { reactive, type Reactive } from "vue";
import { useRouter } from "vue-router";
import { command, must, newKey, referral as api } from "../api/client";
import { asProblem } from "../api/problem";
import type { Diagnosis, Patient, Referral } from "../api/types";
import type { More } from "../components/ClinicalMore.vue";
import { t } from "../i18n";
import { useDirectory } from "../stores/directory";
import { useToasts } from "../stores/toasts";
import { blankMore, diagnosesOf, givenClinical, moreOf } from "./clinical";
import { useDraft } from "./draft";
import { useSending } from "./sending";

export interface Consent {
  given: boolean;
  givenBy: "PATIENT" | "GUARDIAN" | "RELATIVE";
  form: "SIGNED" | "VERBAL";
}

interface Known {
  id: string;
  version: number;
}

/** What every case is begun with, whichever way the patient goes. */
export interface CaseModel {
  patientId: string | null;
  diagnoses: Diagnosis[];
  summary: string;
  more: More;
  reason: string | null;
  consent: Consent;
  /** Of the service, once it knows it. */
  draft: Known | null;
}

export const blankCase = (): CaseModel => ({
  patientId: null,
  diagnoses: [],
  summary: "",
  more: blankMore(),
  reason: null,
  consent: { given: false, givenBy: "PATIENT", form: "SIGNED" },
  draft: null,
});

/** Said once, so that sending again says the same; a moment ago, since the service's clock may be behind. */
const A_MOMENT_MILLIS = 1000;

/**
 * One form that begins a case: kept as a draft on this machine, sent or queued, or saved and sent where the service knows a draft.
 *
 * @param name of the draft on this machine
 * @param isEmpty nothing worth keeping
 */
export function useCaseForm<M extends CaseModel>(name: string, blank: () => M, isEmpty: (it: M) => boolean) {
  const directory = useDirectory();
  const toasts = useToasts();
  const router = useRouter();
  const model = reactive(blank()) as Reactive<M>;
  const sending = useSending();
  const draft = useDraft(name, model as M, isEmpty);
  const consentAt = new Date(Date.now() - A_MOMENT_MILLIS).toISOString();

  const readCase = (id: string) => must(api.GET("/api/referral/v1/referrals/{referralId}", { params: { path: { referralId: id } } })) as Promise<Referral>;
  const fault = (pointer: string): string | null => sending.faults.value[pointer] ?? null;

  function choose(it: Patient | null): void {
    model.patientId = it?.id ?? null;
  }

  /** What a case that is there already says of the patient. */
  const clinicalOf = (it: Referral) => ({
    patientId: it.patient.id,
    diagnoses: diagnosesOf(it.details.clinical, it.specialty ?? null),
    summary: it.details.clinical?.summary ?? "",
    more: moreOf(it.details.clinical),
  });

  const given = () => ({
    reason: model.reason!,
    clinical: givenClinical(model.diagnoses as Diagnosis[], model.summary, model.more as More),
    consent: { givenBy: model.consent.givenBy, form: model.consent.form, at: consentAt },
  });

  const missing = (required: string): Record<string, string> => ({
    ...(model.patientId ? {} : { "/patientId": required }),
    ...(model.diagnoses.length ? {} : { "/clinical/diagnoses": required }),
    ...(model.summary.trim() ? {} : { "/clinical/summary": required }),
    ...(model.reason ? {} : { "/reason": required }),
    ...(model.consent.given ? {} : { "/consent": required }),
  });

  /** @return whether anything is missing, which is shown then */
  async function lacks(faults: Record<string, string>): Promise<boolean> {
    sending.faults.value = faults;
    if (Object.keys(faults).length) {
      await sending.toFirstFault();
      return true;
    }
    return false;
  }

  async function send(order: { title: string; path: string; body: unknown; form: string }, said: string): Promise<void> {
    const out = await sending.send<Referral>({ ...order, draft: name, kept: JSON.parse(JSON.stringify(model)) });
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

  function discard(): void {
    Object.assign(model, blank());
    draft.restoredAt.value = null;
  }

  async function ready(): Promise<void> {
    void directory.loadReasons().catch(() => undefined);
    void directory.loadSpecialties().catch(() => undefined);
    await Promise.all([draft.ready, directory.loadInstitutions().catch(() => undefined)]);
  }

  return { model, draft, ...sending, fault, choose, clinicalOf, readCase, given, missing, lacks, send, sendDraft, finish, discard, ready };
}
