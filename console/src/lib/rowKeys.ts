import { nextTick, onBeforeUnmount, onMounted, type Ref } from "vue";
import type { Line } from "../api/types";

interface Rows {
  lines: Ref<Line[]>;
  selected: Ref<number>;
  /** What holds the rows, each marked with {@code data-row}. */
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
  async function select(to: number): Promise<void> {
    it.selected.value = Math.max(0, Math.min(it.lines.value.length - 1, to));
    await nextTick();
    it.body.value?.querySelectorAll<HTMLElement>("[data-row]")[it.selected.value]?.focus();
  }

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
    void select(document.activeElement?.closest("[data-row]") ? it.selected.value + by : it.selected.value);
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
    const line = it.lines.value[it.selected.value];
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
