import { createRouter, createWebHistory, START_LOCATION, type Router } from "vue-router";
import { breath, whenIdle } from "./lib/idle";
import WorklistPage from "./pages/WorklistPage.vue";
import { useSession } from "./stores/session";

declare module "vue-router" {
  interface RouteMeta {
    open?: boolean;
    title?: string;
    /** Shows what is there and keeps nothing that is typed. */
    list?: boolean;
  }
}

export const router = createRouter({
  history: createWebHistory(),
  // A page that is opened is at its top: asking for it would lay the page out before it is whole.
  scrollBehavior: (to, from, saved) => saved ?? (to.hash && to.path === from.path ? { el: to.hash } : from === START_LOCATION ? false : { top: 0 }),
  routes: [
    { path: "/", name: "home", component: () => import("./pages/HomePage.vue"), meta: { list: true, title: "nav.home" } },
    { path: "/sign-in", name: "sign-in", component: () => import("./pages/SignInPage.vue"), meta: { open: true, title: "sign.in" } },
    { path: "/referrals", name: "referrals", component: WorklistPage, meta: { list: true, title: "nav.referrals" } },
    { path: "/referrals/new", name: "new", component: () => import("./pages/ReferralFormPage.vue"), meta: { title: "nav.new" } },
    { path: "/referrals/search", name: "search", component: () => import("./pages/SearchPage.vue"), meta: { title: "find.title" } },
    { path: "/referrals/emergency", name: "emergency", component: () => import("./pages/EmergencyPage.vue"), meta: { title: "nav.emergency" } },
    { path: "/referrals/return", name: "return", component: () => import("./pages/ReturnFormPage.vue"), meta: { title: "nav.return" } },
    { path: "/referrals/:id([0-9a-f-]{36})", name: "referral", component: () => import("./pages/ReferralPage.vue"), props: true, meta: { title: "nav.referrals" } },
    { path: "/patients", name: "patients", component: () => import("./pages/PatientsPage.vue"), meta: { title: "nav.patients" } },
    { path: "/patients/:id([0-9a-f-]{36})", name: "patient", component: () => import("./pages/PatientPage.vue"), props: true, meta: { title: "nav.patients" } },
    { path: "/break-glass", name: "glass", component: () => import("./pages/GlassPage.vue"), meta: { title: "nav.glass" } },
    { path: "/:rest(.*)*", name: "lost", component: () => import("./pages/LostPage.vue"), meta: { open: true, title: "app.notFound" } },
  ],
});

router.beforeEach(async (to) => {
  const session = useSession();
  if (session.status === "unknown") {
    await session.bootAtLast();
    if (session.me) {
      // A sign-in ends at the first place; elsewhere nobody waits for the browser's memory of it.
      if (to.path === "/") {
        const back = session.wayBack();
        if (back && back !== to.fullPath) {
          return back;
        }
      } else {
        whenIdle(() => void session.wayBack());
      }
      await breath();
    }
  }
  if (session.status === "out" && !to.meta.open) {
    return { name: "sign-in", query: { ...(to.path === "/" ? {} : { to: to.fullPath }), ...pick(to.query["sign-in"]) } };
  }
  if (session.status === "in" && to.name === "sign-in") {
    return typeof to.query.to === "string" && /^\/(?!\/)/.test(to.query.to) ? to.query.to : "/";
  }
  if (!to.meta.list) {
    await session.vaultIsOpen();
  }
  return true;
});

/** The page that is opened first, while it is still asked who is signed in. */
export function beginReading(from: Router): void {
  const page = from.resolve(location.pathname).matched.at(-1)?.components?.default;
  if (typeof page === "function") {
    void (page as () => Promise<unknown>)().catch(() => undefined);
  }
}

const pick = (why: unknown) => (typeof why === "string" ? { why } : {});
