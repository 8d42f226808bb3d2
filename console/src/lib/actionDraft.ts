const PREFIX = "act:";

/** The name under which what was typed for a step of a case is kept. */
export const actionDraft = (caseId: string, action: string, node?: string): string => [`${PREFIX}${caseId}`, action, ...(node ? [node] : [])].join(":");

/** The step that a draft's name is about, to open its form again; null for a form that has a page of its own. */
export function stepOf(draft: string | null): { action: string; node: string | null } | null {
  const [, action, node] = draft?.startsWith(PREFIX) ? draft.slice(PREFIX.length).split(":") : [];
  return action ? { action, node: node ?? null } : null;
}
