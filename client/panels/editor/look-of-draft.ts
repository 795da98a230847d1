import type { Look } from "../../../schema/messages/look.ts";
import type { PersonaDraft } from "../../../schema/messages/persona.ts";
import { deriveLook } from "../../../schema/rules/derive-look.ts";

/** The look as it will be stored: chosen, or derived by the same rule as on the server. */
export function lookOfDraft(draft: PersonaDraft): Look {
  const { name, attitude, experienceLevel, personality } = draft;
  return draft.look ?? deriveLook({ name, attitude, experienceLevel, traits: personality.traits });
}
