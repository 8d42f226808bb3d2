import type { SearchCriteria } from "../api/types";
import { read } from "./residentId";

/** As much of a name as is hashed from its beginning. */
const LONGEST_BEGINNING = 4;

export type Named = Pick<SearchCriteria, "number" | "residentId" | "diagnosis" | "name" | "namePrefix">;

/** What was typed into the one box, as the only criterion that it can be; null where it is a number that nobody has. */
export function criterionOf(typed: string): Named | null {
  const text = typed.trim();
  const code = text.toUpperCase();
  if (!text) {
    return {};
  }
  if (/^R\d{8}-\d{4,12}$/.test(code)) {
    return { number: code };
  }
  if (/^\d{17}[\dX]$/.test(code)) {
    return read(code) ? { residentId: code } : null;
  }
  if (/^[A-Z]\d{2}(\.[0-9A-Z]{1,4})?$/.test(code)) {
    return { diagnosis: code };
  }
  const letters = [...text.replace(/[\s·.．•]/g, "")];
  return letters.length <= LONGEST_BEGINNING ? { namePrefix: text } : { name: text };
}
