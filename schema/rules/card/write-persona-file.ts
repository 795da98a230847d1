/** A persona as a file: our own format, or a character card that other tools read (SPEC M2). */
import type { PersonaDraft } from "../../messages/persona.ts";
import {
  PERSONA_FILE_FORMAT,
  PERSONA_FILE_VERSION,
  type PersonaExportFormat,
  type PersonaFile,
} from "../../messages/persona-file.ts";

export const toPersonaFile = (persona: PersonaDraft): PersonaFile => ({
  format: PERSONA_FILE_FORMAT,
  version: PERSONA_FILE_VERSION,
  persona,
});

/** Every field of the format is there; the whole persona is in `extensions.dramatis`, so that nothing is lost on its way back. */
export function toCharacterCard(persona: PersonaDraft, version: 2 | 3): object {
  const { background, personality } = persona;
  const data = {
    name: persona.name,
    description: [persona.description, persona.backstory, background.professional].filter(Boolean).join("\n\n"),
    personality: personality.traits.map(({ name }) => name).join(", ") || background.personal,
    scenario: "",
    first_mes: "",
    mes_example: "",
    creator_notes: "",
    system_prompt: persona.systemPrompt,
    post_history_instructions: [persona.customInstructions, personality.communicationStyle].filter(Boolean).join("\n"),
    alternate_greetings: [],
    tags: background.interests,
    creator: persona.credit,
    character_version: "1",
    extensions: { dramatis: toPersonaFile(persona) },
  };
  return version === 2
    ? { spec: "chara_card_v2", spec_version: "2.0", data }
    : { spec: "chara_card_v3", spec_version: "3.0", data: { ...data, group_only_greetings: [] } };
}

/** @returns a JSON value */
export function exportPersona(persona: PersonaDraft, format: PersonaExportFormat): object {
  return format === "dramatis" ? toPersonaFile(persona) : toCharacterCard(persona, format === "card-v2" ? 2 : 3);
}

/** "Oriel Vance.card-v2.json" without what file systems refuse. */
export const personaFileName = (name: string, ending: string): string =>
  `${name.replace(/[^\p{L}\p{N} ._-]+/gu, "").trim() || "persona"}.${ending}`;
