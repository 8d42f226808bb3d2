import { defineStore } from "pinia";
import { computed, reactive, ref, shallowRef } from "vue";
import { must, newKey, referral } from "../api/client";
import { asProblem, type Problem } from "../api/problem";
import type { Line, SearchCriteria } from "../api/types";
import { criterionOf } from "../lib/find";

const PAGE = 50;

export const noFilters = () => ({ direction: "", state: "", priority: "", specialty: "", department: "", institution: "", from: "", to: "" });

/** What was looked for last, and found: in memory only, never in an address, so that the way back from a case leads to it. */
export const useFound = defineStore("found", () => {
  const text = ref("");
  const filters = reactive(noFilters());
  const lines = ref<Line[] | null>(null);
  const next = ref<string | null>(null);
  const selected = ref<string | null>(null);
  const problem = shallowRef<Problem | null>(null);
  const loading = ref(false);
  const asked = ref("");

  const criterion = computed(() => criterionOf(text.value));
  const criteria = computed<SearchCriteria>(() => ({ ...criterion.value, ...Object.fromEntries(Object.entries(filters).filter(([, it]) => it)) }));
  const isFiltered = computed(() => Object.values(filters).some(Boolean));
  const isAsked = computed(() => lines.value !== null && asked.value === JSON.stringify(criteria.value));

  async function page(cursor?: string): Promise<Line[]> {
    const answer = await must(
      referral.POST("/api/referral/v1/referrals/search", {
        // The framework describes a page's parameters twice; what is sent is what the service reads.
        params: { header: { "Idempotency-Key": newKey() }, query: { limit: PAGE, ...(cursor ? { cursor } : {}) } as never },
        body: criteria.value,
      }),
    );
    next.value = answer.next ?? null;
    return (answer.items ?? []) as Line[];
  }

  let turn = 0;
  async function search(): Promise<void> {
    if (criterion.value === null) {
      return;
    }
    const mine = ++turn;
    problem.value = null;
    loading.value = true;
    asked.value = JSON.stringify(criteria.value);
    try {
      const fresh = await page();
      if (mine === turn) {
        lines.value = fresh;
        selected.value = fresh[0]?.id ?? null;
      }
    } catch (thrown) {
      if (mine === turn) {
        lines.value = null;
        problem.value = asProblem(thrown);
      }
    } finally {
      if (mine === turn) {
        loading.value = false;
      }
    }
  }

  async function more(): Promise<void> {
    try {
      lines.value = [...(lines.value ?? []), ...(await page(next.value!))];
    } catch (thrown) {
      problem.value = asProblem(thrown);
    }
  }

  /** Anew, with what was typed elsewhere. */
  function begin(typed: string): void {
    text.value = typed.trim();
    Object.assign(filters, noFilters());
    lines.value = null;
    problem.value = null;
    if (text.value) {
      void search();
    }
  }

  return { text, filters, lines, next, selected, problem, loading, criterion, isFiltered, isAsked, search, more, begin };
});
