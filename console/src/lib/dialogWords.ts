import { localeContextKey } from "element-plus/es/hooks/use-locale/index";
import { computed, provide } from "vue";
import { locale, t } from "../i18n";

/** The one word that Element Plus says by itself in what we use of it: its dialogs' and drawers' way out. */
export function useDialogWords(): void {
  const close = () => ({ close: t("app.closeDialog") });
  provide(localeContextKey, computed(() => ({ name: locale.value, el: { dialog: close(), drawer: close() } })));
}
