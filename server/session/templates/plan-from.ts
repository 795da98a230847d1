/** What sessions are made from (SPEC C9): data in each language of the screens. */
import type { SessionPlan, SessionTemplate } from "../../../schema/messages/session.ts";
import { englishTemplates } from "./english.ts";
import { germanTemplates } from "./german.ts";

export type TemplateLanguage = "en" | "de";

export const listTemplates = (language: TemplateLanguage): SessionTemplate[] =>
  language === "de" ? germanTemplates : englishTemplates;

/** The places made for what they are about, by template; the others are at home on the plaza. */
const PLACES: Readonly<Record<string, string>> = {
  "focus-group": "focus-room",
  "concept-test": "focus-room",
  "usability-talk": "focus-room",
  debate: "debate-stage",
  "planning-workshop": "workshop",
  "classroom-seminar": "classroom",
};
const HOME = "plaza";

type Draft = { template: string; placeId?: string | undefined; language: TemplateLanguage };

/** Without a place in the draft, it takes place in the one that is made for it, if there is one. @returns null when there is no such template */
export function planFrom(draft: Draft, isPlace: (placeId: string) => boolean): SessionPlan | null {
  const found = listTemplates(draft.language).find(({ id }) => id === draft.template);
  const made = PLACES[draft.template] ?? HOME;
  const open = {
    placeId: draft.placeId ?? (isPlace(made) ? made : HOME),
    personaIds: [],
    mayShare: false,
    showsNames: false,
    startsAt: null,
  };
  return found ? { ...structuredClone(found.plan), ...open } : null;
}
