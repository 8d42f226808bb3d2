import { createPinia } from "pinia";
import { createApp } from "vue";
import App from "./App.vue";
import { breath } from "./lib/idle";
import { followReleases } from "./offline/shell";
import { beginReading, router } from "./router";
import "./styles/base.css";

followReleases(router);
const app = createApp(App).use(createPinia());
void breath()
  .then(() => {
    // Asks who is signed in; the frame is drawn while the answer is on its way, and the page stays as it was painted until then.
    app.use(router);
    beginReading(router);
    return breath();
  })
  .then(() => app.mount("#app"));
