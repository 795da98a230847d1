import { join } from "node:path";
import { buildPersona } from "../../test/minds/test-circle.ts";
import type { Persona } from "../../schema/messages/persona.ts";
import { readCast } from "../../server/persona/casts.process.ts";
import { projectFolder } from "../../setup/project.mjs";

/** The cast of the plaza by key. */
export async function readPlaza(): Promise<ReadonlyMap<string, Persona>> {
  const { personas } = await readCast(join(projectFolder, "casts"), "plaza");
  return new Map(personas.map(({ key, ...draft }) => [key, buildPersona(draft)]));
}
