import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { PersonaDraft } from "../../schema/messages/persona.ts";
import { newId } from "../database/new-id.adapter.ts";
import { StartProblem } from "../database/start-problem.ts";
import { keyTraits } from "./key-traits.ts";
import type { PersonaStore } from "./persona.store.ts";

import { traitKey } from "../../schema/rules/trait-key.ts";

const Cast = z.object({
  id: z.string(),
  title: z.string(),
  personas: z.array(PersonaDraft.safeExtend({ key: z.string().regex(/^[a-z0-9-]{1,60}$/) })).min(1),
});
const CoreTraits = z.array(
  z.object({ name: z.string(), description: z.string(), intensity: z.number().min(0).max(1) }),
);
const Templates = z.array(z.object({ id: z.string(), title: z.string(), draft: PersonaDraft }));

/** Read and validated at start, so that a bad file is reported then and not on first use. */
export const readCast = (folder: string, id: string) => readCastFile(join(folder, `${id}.json`), Cast);
export const readTemplates = (folder: string) => readCastFile(join(folder, "templates.json"), Templates);
export const readCoreTraits = (folder: string) => readCastFile(join(folder, "core-traits.json"), CoreTraits);

/** Seeds core traits and the casts of these places into the database, once: later changes by people stay. */
export async function seedCasts(
  store: PersonaStore,
  folder: string,
  workspaceId: string,
  places: Iterable<{ id: string; cast: string | null }>,
): Promise<void> {
  const coreTraits = await readCoreTraits(folder);
  await store.insertMissingCoreTraits(
    workspaceId,
    coreTraits.map((trait) => ({ key: traitKey(trait.name), ...trait })),
  );
  for (const place of places) {
    if (place.cast === null) continue;
    const { id: castId, personas } = await readCast(folder, place.cast);
    await store.insertMissing(
      personas.map(({ key, ...draft }) => ({
        id: newId(),
        workspaceId,
        ownerId: null,
        placeId: place.id,
        originId: null,
        castKey: `${castId}/${key}`,
        draft,
        own: keyTraits(draft),
      })),
    );
  }
}

async function readCastFile<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema>> {
  try {
    return schema.parse(JSON.parse(await readFile(path, "utf8")));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new StartProblem(`The cast file ${path} cannot be used: ${reason}`, { cause: error });
  }
}
