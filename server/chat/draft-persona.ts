/** A persona from an unsaved draft, with what its voice needs. */
import { deriveLook } from "../../schema/rules/derive-look.ts";
import type { Persona, PersonaDraft } from "../../schema/messages/persona.ts";

export const draftPersona = (draft: PersonaDraft, workspaceId: string, at: Date): Persona => ({
  ...draft,
  id: "draft",
  workspaceId,
  ownerId: null,
  placeId: "",
  look: draft.look ?? deriveLook({ ...draft, traits: draft.personality.traits }),
  traits: draft.personality.traits.map((trait, index) => ({ ...trait, id: String(index), inherited: false })),
  version: 1,
  createdAt: at.toISOString(),
});
