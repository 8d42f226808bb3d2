import { nextTick, onBeforeUnmount, onMounted, watch, type Ref } from "vue";
import type { Line } from "../api/types";

interface Rows {
  lines: Ref<Line[]>;
  /** The chosen case's id, never its place: rows move while one reads them. Null where nothing is chosen. */
  selected: Ref<string | null>;
  /** What holds the rows, each marked with its case's id in {@code data-row}. */
  body: Ref<HTMLElement | undefined>;
  /** Where one types what to look for. */
  box: Ref<HTMLInputElement | undefined>;
  open: (line: Line, act: boolean) => void;
  /** Enter in the box: true when there was something to do; else the first row is gone to. */
  onEnter: () => boolean;
  others: Record<string, () => void>;
}

/** A list by keyboard, whatever has the focus: j and k, Enter, a, and the page's own keys. */
export function useRowKeys(it: Rows): { select: (to: number) => Promise<void> } {
  /** Where the choice was last, to go on from there when its case has left the list. */
  let place = 0;
  const at = () => it.lines.value.findIndex((line) => line.id === it.selected.value);
  watch([it.selected, it.lines], () => {
    const now = at();
    place = now >= 0 ? now : place;
  });

  async function select(to: number): Promise<void> {
    if (to < 0 && it.selected.value === null) {
      return;
    }
    const line = it.lines.value[Math.max(0, Math.min(it.lines.value.length - 1, to))];
    it.selected.value = line?.id ?? null;
    await nextTick();
    rowOf(line?.id)?.focus();
  }

  const rowOf = (id: string | undefined) => [...(it.body.value?.querySelectorAll<HTMLElement>("[data-row]") ?? [])].find((row) => row.dataset.row === id);

  function inBox(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      it.box.value?.blur();
    } else if (event.key === "ArrowDown" || (event.key === "Enter" && !it.onEnter())) {
      event.preventDefault();
      void select(0);
    } else if (event.key === "Enter") {
      event.preventDefault();
    }
  }

  function move(event: KeyboardEvent, isArrow: boolean, by: 1 | -1, onRow: boolean): void {
    if (isArrow && !onRow) {
      return;
    }
    event.preventDefault();
    const now = at();
    void select(now < 0 ? place : document.activeElement?.closest("[data-row]") ? now + by : now);
  }

  function keys(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector("[role=alertdialog], .el-overlay:not([style*='display: none'])")) {
      return;
    }
    if (target === it.box.value) {
      inBox(event);
      return;
    }
    if (target.closest("input, textarea, select")) {
      return;
    }
    const line = it.lines.value[at()];
    const onRow = target.closest("[data-row]") !== null || target === document.body || target.id === "main";
    switch (event.key) {
      case "j":
      case "ArrowDown":
        move(event, event.key !== "j", 1, onRow);
        return;
      case "k":
      case "ArrowUp":
        move(event, event.key !== "k", -1, onRow);
        return;
      case "Enter":
        if (line && onRow && target.tagName !== "A") {
          event.preventDefault();
          it.open(line, false);
        }
        return;
      case "a":
        if (line) {
          event.preventDefault();
          it.open(line, true);
        }
        return;
      case "/":
        event.preventDefault();
        it.box.value?.focus();
        return;
    }
    const other = it.others[event.key];
    if (other) {
      event.preventDefault();
      other();
    }
  }

  onMounted(() => addEventListener("keydown", keys));
  onBeforeUnmount(() => removeEventListener("keydown", keys));
  return { select };
}
