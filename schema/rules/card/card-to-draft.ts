/**
 * What of a character card becomes what of a persona (SPEC M2). Macros are filled first, everywhere.
 *
 * | card | persona |
 * | --- | --- |
 * | `name` | name |
 * | `description` | its first sentence: description; all of it: backstory |
 * | `personality` | a list of words: traits, at intensity 0.6; a text: private life |
 * | `scenario` | backstory, after the description |
 * | `character_book` | backstory, after the scenario: enabled entries, as long as they fit |
 * | `first_mes`, `mes_example` | customInstructions, as examples of its speech |
 * | `system_prompt` | systemPrompt |
 * | `post_history_instructions` | customInstructions, before the examples |
 * | `tags` | interests |
 * | `creator` | credit |
 * | `nickname` | for `{{char}}`, as V3 says |
 * | `extensions.dramatis` | the whole persona, as it was exported here |
 *
 * Everything else is lost, and said so.
 */
import type { CardData } from "../../messages/character-card.ts";
import { PersonaDraft } from "../../messages/persona.ts";
import { PersonaFile, type LostPart } from "../../messages/persona-file.ts";
import { traitKey } from "../trait-key.ts";
import { fillMacros } from "./fill-macros.ts";

/** Fields that say nothing of the character. */
const FORMALITIES = new Set([
  "character_version",
  "creation_date",
  "modification_date",
  "avatar",
  "chat",
  "create_date",
]);

const MOST = {
  name: 60,
  description: 500,
  backstory: 20_000,
  personal: 1_000,
  systemPrompt: 4_000,
  customInstructions: 2_000,
  credit: 200,
  listItem: 80,
  list: 20,
  traitName: 60,
};
const FIRST_SENTENCE = 240;
/** A card says which traits there are, not how strong they are. */
const TRAIT_INTENSITY = 0.6;

export type ImportedDraft = { draft: PersonaDraft; lost: LostPart[] };

/** @returns null if nothing is left of the name */
export function cardToDraft(card: CardData, visitor: string): ImportedDraft | null {
  const own = PersonaFile.safeParse(card.extensions["dramatis"]);
  if (own.success) return { draft: own.data.persona, lost: [] };
  const lost: LostPart[] = unusedFields(card);
  const shorten = (field: string, text: string, most: number): string => {
    if (text.length <= most) return text;
    lost.push({ field, why: "shortened" });
    return cutAtWord(text, most);
  };
  const plainName = fillMacros(tidy(card.name), { persona: "", visitor });
  const name = shorten("name", plainName.replace(/\s+/g, " ").trim(), MOST.name);
  const persona = fillMacros(tidy(card.nickname), { persona: name, visitor }).trim() || name;
  const text = (value: string): string => fillMacros(tidy(value), { persona, visitor }).trim();

  const { traits, rest } = readPersonality(text(card.personality));
  const tags = card.tags.map(text).filter(Boolean);
  if (tags.length > MOST.list || tags.some((tag) => tag.length > MOST.listItem))
    lost.push({ field: "tags", why: "shortened" });
  const told = joined(text(card.description), text(card.scenario));
  const examples = joined(text(card.first_mes), text(card.mes_example));
  const instructions = joined(text(card.post_history_instructions), examples && `Talks like this:\n${examples}`);
  const draft = PersonaDraft.safeParse({
    name,
    description: firstSentence(text(card.description)),
    backstory: withBook(shorten("description", told, MOST.backstory), card, text, lost),
    background: {
      personal: shorten("personality", rest, MOST.personal),
      interests: [...new Set(tags.map((tag) => cutAtWord(tag, MOST.listItem)))].slice(0, MOST.list),
    },
    personality: { traits },
    systemPrompt: shorten("system_prompt", text(card.system_prompt), MOST.systemPrompt),
    customInstructions: shorten("mes_example", instructions, MOST.customInstructions),
    credit: shorten("creator", text(card.creator), MOST.credit),
  });
  return draft.success ? { draft: draft.data, lost } : null;
}

const joined = (...parts: string[]): string => parts.filter(Boolean).join("\n\n");

/** Without what cannot be stored or shown. */
const tidy = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, "\n")
    // oxlint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "");

function cutAtWord(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1).toWellFormed();
  const end = cut.search(/\s\S*$/);
  return `${(end > most / 2 ? cut.slice(0, end) : cut).trimEnd()}…`;
}

function firstSentence(text: string): string {
  const line = text.slice(0, MOST.description * 4).replace(/\s+/g, " ");
  const sentence = /^.{1,240}?[.!?](?=\s|$)/u.exec(line)?.[0];
  return sentence ?? cutAtWord(line, FIRST_SENTENCE);
}

/** "cheerful, curious, stubborn" are traits; sentences are a text. */
function readPersonality(text: string): { traits: PersonaDraft["personality"]["traits"]; rest: string } {
  const words = text
    .replace(/[.;]$/, "")
    .split(/\s*[,;\n]\s*/)
    .filter(Boolean);
  const isList = words.length > 1 && words.every((word) => word.length <= MOST.traitName && !/[.!?:"]/.test(word));
  if (!isList || words.length > MOST.list) return { traits: [], rest: text };
  const byKey = new Map(words.map((word) => [traitKey(word), word]));
  const traits = [...byKey.values()].map((name) => ({ name, description: "", intensity: TRAIT_INTENSITY }));
  return { traits, rest: "" };
}

function withBook(told: string, card: CardData, text: (value: string) => string, lost: LostPart[]): string {
  let story = told;
  for (const entry of card.character_book?.entries ?? []) {
    const known = entry.enabled ? text(entry.content) : "";
    if (known === "") continue;
    const longer = joined(story, known);
    if (longer.length <= MOST.backstory) story = longer;
    else if (!lost.some(({ field }) => field === "character_book"))
      lost.push({ field: "character_book", why: "shortened" });
  }
  return story;
}

const USED = new Set([
  "name",
  "nickname",
  "description",
  "personality",
  "scenario",
  "first_mes",
  "mes_example",
  "system_prompt",
  "post_history_instructions",
  "tags",
  "creator",
  "character_book",
]);

const unusedFields = (card: CardData): LostPart[] =>
  Object.entries(card)
    .filter(([field, value]) => !USED.has(field) && !FORMALITIES.has(field) && !isEmpty(value))
    .map(([field]) => ({ field: field.slice(0, 60), why: "unused" as const }))
    .slice(0, MOST.list);

const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === "" ||
  value === false ||
  (typeof value === "object" && Object.keys(value).length === 0);
