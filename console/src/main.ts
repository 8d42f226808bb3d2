import { createPinia } from "pinia";
import { createApp } from "vue";
import App from "./App.vue";
import { i18n } from "./i18n";
import { followReleases } from "./offline/shell";
import { beginReading, router } from "./router";
import "./styles/base.css";

followReleases(router);
beginReading(router);
createApp(App).use(createPinia()).use(i18n).use(router).mount("#app");
