/** What Weaviate takes over from Postgres. */
import { stemBoth } from "../../../engine/memory/lexical-index.ts";
import type { Database } from "../../database/open-database.store.ts";
import { readVector } from "../memory-rows.store.ts";
import { compareIds } from "./compare-ids.ts";
import {
  chooseCollection,
  listDiscarded,
  listMemoryIds,
  listWorkspaces,
  queueAll,
  queueIds,
  type QueuedMemory,
} from "./index-changes.store.ts";
import type { MemoryObject, Weaviate } from "./weaviate.adapter.ts";

export type CollectionParts = {
  database: Database;
  weaviate: Weaviate;
  /** The embedding model; null while there is none. */
  modelName(): string | null;
  /** The name of a new collection. */
  newCollection: () => string;
  /** Whether memories of this workspace may be in Weaviate. */
  mayHold(workspaceId: string): Promise<boolean>;
  report(error: unknown): void;
};

/** The collection that has, or is to have, the memories, once it can be searched; creates it, and deletes older ones. */
export async function openCollection(parts: CollectionParts): Promise<{ name: string; isNew: boolean }> {
  const { database, weaviate, modelName, newCollection } = parts;
  await weaviate.findReady();
  const name = await chooseCollection(database, modelName(), newCollection());
  const isNew = await weaviate.ensureCollection(name);
  if (isNew) await queueAll(database);
  for (const old of await listDiscarded(database)) {
    await weaviate.deleteCollection(old);
    await listDiscarded(database, [old]);
  }
  await weaviate.findSearchable(name, await listHeld(parts));
  return { name, isNew };
}

/** The workspaces that may be in Weaviate. */
async function listHeld({ database, mayHold }: CollectionParts): Promise<string[]> {
  const held: string[] = [];
  for (const id of await listWorkspaces(database)) if (await mayHold(id)) held.push(id);
  return held;
}

/** Queues what Weaviate lacks, or has although it is gone. */
export async function compareCollection(parts: CollectionParts, name: string): Promise<void> {
  const { database, weaviate } = parts;
  const held = await listHeld(parts);
  await weaviate.keepWorkspaces(name, held);
  for (const workspaceId of held)
    await compareIds(
      (after, limit) => listMemoryIds(database, workspaceId, after, limit),
      (after, limit) => weaviate.listIds(name, workspaceId, after, limit),
      (ids) => queueIds(database, workspaceId, ids),
    );
}

/**
 * Writes and deletes in Weaviate what was changed in Postgres.
 *
 * @param isDoubtful whether a write of these may have been broken off. Weaviate then has an object whose vector cannot be
 *   found, and skips writing it again because it has not changed: so it is deleted first.
 */
export async function passOn(
  parts: CollectionParts,
  name: string,
  changes: QueuedMemory[],
  isDoubtful: boolean,
): Promise<void> {
  const { weaviate, mayHold, report } = parts;
  for (const [workspaceId, together] of Map.groupBy(changes, (change) => change.workspaceId)) {
    const isHeld = await mayHold(workspaceId);
    const kept = together.filter((change) => isHeld && change.personaId !== null);
    const deleted = isDoubtful ? together : together.filter((change) => !kept.includes(change));
    if (deleted.length > 0)
      await weaviate.remove(
        name,
        workspaceId,
        deleted.map(({ id }) => id),
      );
    if (kept.length === 0) continue;
    const refused = await weaviate.put(name, workspaceId, kept.map(toObject));
    // It is still found by importance and recency; trying again would keep all others waiting.
    for (const [id, reason] of refused) report(new Error(`Weaviate refused the memory ${id}: ${reason}`));
  }
}

function toObject({ id, personaId, text, witnesses, embedding }: QueuedMemory): MemoryObject {
  const words = stemBoth(text).join(" ");
  const properties = { personaId: personaId!, words, isPublic: witnesses === null, witnesses: witnesses ?? [] };
  return { id, properties, vector: embedding && readVector(embedding) };
}
