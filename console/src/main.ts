import { createPinia } from "pinia";
import { createApp } from "vue";
import App from "./App.vue";
import { followReleases } from "./offline/shell";
import { beginReading, router } from "./router";
import "./styles/base.css";

followReleases(router);
beginReading(router);
createApp(App).use(createPinia()).use(router).mount("#app");
