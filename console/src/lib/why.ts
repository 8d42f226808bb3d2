/** What the reasons of options say: for it, against it, or neither. As the service weighs them. */
export const WEIGHTS: Record<string, "FOR" | "NOTE" | "AGAINST"> = {
  VISITS_THIS_CLINIC: "FOR",
  FREE_CONSULT_SLOT: "FOR",
  NO_TRAVEL: "FOR",
  RUNG_FIRST: "FOR",
  RUNG_NEXT: "NOTE",
  HAS_CENTRE: "FOR",
  NO_CENTRE_KNOWN: "AGAINST",
  HAS_DEPARTMENT: "FOR",
  ON_DUTY_NOW: "FOR",
  CENTRE_ON_DUTY: "FOR",
  NEAREST: "FOR",
  FREE_BEDS: "FOR",
  NO_FREE_BEDS: "AGAINST",
  BEDS_OUT_OF_DATE: "NOTE",
  BEDS_UNKNOWN: "NOTE",
  DIVERTING: "AGAINST",
};
