import type { Persona } from "../../schema/messages/persona.ts";
import { fillMacros } from "../../schema/rules/card/fill-macros.ts";

/** The persona with the placeholders of character cards filled in all its texts: whoever wrote it may have used them (SPEC M2). */
export const withoutMacros = (persona: Persona): Persona => fillTexts(persona, persona.name) as Persona;

function fillTexts(value: unknown, name: string): unknown {
  if (typeof value === "string")
    return /[{<]/.test(value) ? fillMacros(value, { persona: name, visitor: "the visitor" }) : value;
  if (Array.isArray(value)) return value.map((item) => fillTexts(item, name));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, fillTexts(part, name)]));
}
