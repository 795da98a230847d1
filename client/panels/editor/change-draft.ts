import type { PersonaDraft } from "../../../schema/messages/persona.ts";

/** Top-level fields are replaced, grouped ones merged field by field; `whole` (an import) replaces the draft. */
export type DraftChange =
  | { whole: PersonaDraft }
  | (Partial<Omit<PersonaDraft, "voice" | "demographics" | "background" | "personality">> & {
      voice?: Partial<PersonaDraft["voice"]>;
      demographics?: Partial<PersonaDraft["demographics"]>;
      background?: Partial<PersonaDraft["background"]>;
      personality?: Partial<PersonaDraft["personality"]>;
    });

export function changeDraft(draft: PersonaDraft, change: DraftChange): PersonaDraft {
  if ("whole" in change) return change.whole;
  return {
    ...draft,
    ...change,
    voice: { ...draft.voice, ...change.voice },
    demographics: { ...draft.demographics, ...change.demographics },
    background: { ...draft.background, ...change.background },
    personality: { ...draft.personality, ...change.personality },
  };
}
