/** Reads a persona from a file: our own format, a character card as JSON, or a PNG with a card inside (SPEC M2). */
import { CardData } from "../../messages/character-card.ts";
import { message, type Message } from "../../messages/message.ts";
import { PersonaDraft } from "../../messages/persona.ts";
import { PERSONA_FILE_FORMAT, PERSONA_FILE_VERSION, PersonaFile, type LostPart } from "../../messages/persona-file.ts";
import { cardToDraft, type ImportedDraft } from "./card-to-draft.ts";
import { BrokenPng, isPng, readPngCard } from "./png-card.ts";

export const MOST_FILE_MIB = 12;
const MIB = 1024 * 1024;

export type ReadPersona = ({ problem: null } & ImportedDraft) | { problem: Message };

/** @param visitor what stands for `{{user}}`, in the language of the reader */
export function readPersonaFile(bytes: Uint8Array, visitor: string): ReadPersona {
  if (bytes.length > MOST_FILE_MIB * MIB) return refuse(message("card-too-large", { mebibytes: MOST_FILE_MIB }));
  try {
    const json = isPng(bytes) ? readPngCard(bytes) : new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return json === null ? refuse(message("card-not-in-picture")) : readPersonaValue(parseJson(json), visitor);
  } catch (error) {
    if (error instanceof BrokenPng) return refuse(message("card-broken-picture", { reason: error.message }));
    return refuse(message("card-no-json"));
  }
}

/** @param value parsed JSON */
export function readPersonaValue(value: unknown, visitor: string): ReadPersona {
  if (!isRecord(value)) return refuse(message("card-unknown"));
  if (value["format"] === PERSONA_FILE_FORMAT) return readOwn(value);
  const data = cardDataOf(value);
  if (data) return readCard(data, visitor);
  const bare = PersonaDraft.safeParse(value);
  return bare.success ? { problem: null, draft: bare.data, lost: [] } : refuse(message("card-unknown"));
}

function readOwn(value: Record<string, unknown>): ReadPersona {
  const file = PersonaFile.safeParse(value);
  if (file.success) return { problem: null, draft: file.data.persona, lost: [] };
  if (Number(value["version"]) > PERSONA_FILE_VERSION) return refuse(message("card-newer"));
  return refuse(message("card-wrong", { field: file.error.issues[0]?.path.join(".") ?? "persona" }));
}

/** V2 and V3 keep the character under `data`; V1 is the character alone, recognised by a field that only cards have. */
function cardDataOf(value: Record<string, unknown>): Record<string, unknown> | null {
  if (isRecord(value["data"]) && (typeof value["spec"] === "string" || "name" in value["data"])) return value["data"];
  return ["first_mes", "mes_example"].some((field) => typeof value[field] === "string") ? value : null;
}

/** Fields of another type than the format says are left out, except the name. */
function readCard(raw: Record<string, unknown>, visitor: string): ReadPersona {
  const wrong = new Set(CardData.safeParse(raw).error?.issues.map(({ path }) => String(path[0])));
  const sound = CardData.safeParse(Object.fromEntries(Object.entries(raw).filter(([field]) => !wrong.has(field))));
  const imported = sound.success ? cardToDraft(sound.data, visitor) : null;
  if (!imported) return refuse(message("card-no-name"));
  const malformed = [...wrong].map((field): LostPart => ({ field, why: "malformed" }));
  return { problem: null, draft: imported.draft, lost: [...malformed, ...imported.lost] };
}

const refuse = (problem: Message): ReadPersona => ({ problem });

const parseJson = (text: string): unknown => JSON.parse(text.replace(/^\uFEFF/, ""));

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
