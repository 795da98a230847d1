/** A change of a persona: any part of a draft. Omitted fields stay unchanged, nested ones too. */
import { z } from "zod";
import { PersonaDraft } from "./persona.ts";

type PartsOf<Value> = Value extends readonly unknown[]
  ? Value
  : Value extends object
    ? { [Key in keyof Value]?: Value[Key] | undefined }
    : Value;
export type PersonaChange = {
  [Key in keyof PersonaDraft]?: (Key extends "look" ? PersonaDraft[Key] : PartsOf<PersonaDraft[Key]>) | undefined;
};

/** The schema without defaults: a field omitted from a change must not fall back to one. */
function withoutDefaults(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    return withoutDefaults(schema.unwrap() as z.ZodType);
  if (schema instanceof z.ZodObject) return changeOf(schema);
  return schema;
}

const changeOf = (schema: z.ZodObject): z.ZodObject =>
  z.object(
    Object.fromEntries(
      Object.entries(schema.shape).map(([name, field]) => [name, withoutDefaults(field as z.ZodType).optional()]),
    ),
  );

export const PersonaChange = changeOf(PersonaDraft) as z.ZodType as z.ZodType<PersonaChange>;

/** The draft with the change applied. Lists, look and free-form entries are replaced entirely. */
export function applyPersonaChange(draft: PersonaDraft, change: PersonaChange): PersonaDraft {
  const { voice, demographics, background, personality, ...rest } = change;
  return PersonaDraft.parse({
    ...draft,
    ...definedOnly(rest),
    voice: { ...draft.voice, ...definedOnly(voice) },
    demographics: { ...draft.demographics, ...definedOnly(demographics) },
    background: { ...draft.background, ...definedOnly(background) },
    personality: { ...draft.personality, ...definedOnly(personality) },
  });
}

const definedOnly = (fields: object = {}) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
