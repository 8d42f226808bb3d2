import { createPinia } from "pinia";
import { createApp } from "vue";
import App from "./App.vue";
import { breath } from "./lib/idle";
import { followReleases } from "./offline/shell";
import { beginReading, router } from "./router";
import "./styles/base.css";

followReleases(router);
beginReading(router);
const app = createApp(App).use(createPinia()).use(router);
// Who is signed in has been asked; the frame is drawn while the answer is on its way, and the page stays as it was painted until then.
void breath().then(() => app.mount("#app"));
