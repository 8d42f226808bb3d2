import { defineStore } from "pinia";
import { computed, ref, shallowRef } from "vue";
import { csrfToken, gateway, must, whenSignInEnds } from "../api/client";
import { asProblem, type Problem } from "../api/problem";
import type { Me } from "../api/types";
import { forgetShell } from "../offline/shell";
import { openVault, type Vault } from "../lib/vault";

const TRY_AGAIN_MILLIS = 5_000;
const BACK_TO = "back-to";

export const useSession = defineStore("session", () => {
  const me = ref<Me | null>(null);
  const status = ref<"unknown" | "out" | "in" | "ended">("unknown");
  const problem = ref<Problem | null>(null);
  const vault = shallowRef<Vault | null>(null);

  const roles = computed(() => me.value?.roles ?? []);
  const has = (...wanted: string[]) => wanted.some((it) => roles.value.includes(it));
  const isSender = computed(() => has("clinic-doctor", "specialist", "referral-officer"));
  const isHospital = computed(() => has("referral-officer", "duty-officer", "centre-lead", "specialist"));
  const maySendHome = computed(() => has("specialist", "referral-officer"));
  const seesCases = computed(() => has("clinic-doctor", "specialist", "referral-officer", "duty-officer", "centre-lead"));
  const mayBreakGlass = computed(() => seesCases.value);
  const reviewsGlass = computed(() => has("auditor"));
  /** On this machine, whose things these are; nothing of the identity provider's. */
  const owner = computed(() => [me.value?.alliance, me.value?.institution, me.value?.practitioner ?? me.value?.name].join("|"));

  whenSignInEnds(() => {
    if (status.value === "in") {
      status.value = "ended";
    }
  });

  let opening: Promise<void> | null = null;
  /** Opens it for the first who needs it: forms do, lists do not wait for it. */
  function vaultIsOpen(): Promise<void> {
    if (!me.value) {
      return Promise.resolve();
    }
    return (opening ??= openVault(owner.value).then((it) => void (vault.value = it)));
  }

  async function boot(): Promise<void> {
    try {
      me.value = await must(gateway.GET("/api/me"));
      problem.value = null;
      status.value = "in";
    } catch (thrown) {
      const it = asProblem(thrown);
      problem.value = it.status === 401 ? null : it;
      status.value = it.isPassing && it.status !== 401 ? "unknown" : "out";
    }
  }

  /** Until it is known whether somebody is signed in, which needs the line. */
  async function bootAtLast(): Promise<void> {
    await boot();
    while (status.value === "unknown") {
      await lineIsBack();
      await boot();
    }
  }

  let tryNow = () => {};
  function lineIsBack(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, TRY_AGAIN_MILLIS);
      tryNow = () => (clearTimeout(timer), resolve());
      addEventListener("online", tryNow, { once: true });
    });
  }

  /** The page as it is with a dialog that is open now, so that the way back leads into it. */
  const resume = ref<string | null>(null);

  /** To the identity provider and back to where one was; nothing but the path is noted. */
  function signIn(path = resume.value ?? location.pathname + location.search): void {
    sessionStorage.setItem(BACK_TO, path);
    location.assign("/oauth2/authorization/alliance");
  }

  function wayBack(): string | null {
    const path = sessionStorage.getItem(BACK_TO);
    sessionStorage.removeItem(BACK_TO);
    return path && path.startsWith("/") && !path.startsWith("//") && path !== "/sign-in" ? path : null;
  }

  async function signOut(): Promise<void> {
    // Reading anything renews the CSRF cookie, should the browser have dropped it.
    await gateway.GET("/api/me").catch(() => undefined);
    await forgetShell().catch(() => undefined);
    const form = document.createElement("form");
    form.method = "post";
    form.action = "/logout";
    const token = document.createElement("input");
    token.type = "hidden";
    token.name = "_csrf";
    token.value = csrfToken();
    form.append(token);
    document.body.append(form);
    form.submit();
  }

  return {
    me, status, problem, vault, roles, has, isSender, isHospital, maySendHome, seesCases, mayBreakGlass, reviewsGlass, owner, resume,
    boot, bootAtLast, vaultIsOpen, tryNow: () => tryNow(), signIn, signOut, wayBack,
  };
});
