/** What sessions are made from (SPEC C9): data in each language of the screens. */
import type { SessionPlan, SessionTemplate } from "../../../schema/messages/session.ts";
import { englishTemplates } from "./english.ts";
import { germanTemplates } from "./german.ts";

export type TemplateLanguage = "en" | "de";

export const listTemplates = (language: TemplateLanguage): SessionTemplate[] =>
  language === "de" ? germanTemplates : englishTemplates;

/** @returns null when there is no such template */
export function planFrom(draft: { template: string; placeId: string; language: TemplateLanguage }): SessionPlan | null {
  const found = listTemplates(draft.language).find(({ id }) => id === draft.template);
  const open = { placeId: draft.placeId, personaIds: [], mayShare: false, startsAt: null };
  return found ? { ...structuredClone(found.plan), ...open } : null;
}
