import { z } from "zod";
import { PersonaDraft } from "../../../schema/messages/persona.ts";

/** Reads an exported persona; `problem` describes the first error. */
export function readDraft(text: string): { draft: PersonaDraft; problem: null } | { draft: null; problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { draft: null, problem: "JSON" };
  }
  const result = PersonaDraft.safeParse(value);
  return result.success
    ? { draft: result.data, problem: null }
    : { draft: null, problem: z.prettifyError(result.error) };
}
