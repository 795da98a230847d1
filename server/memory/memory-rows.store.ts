/** Conversions between rows of memories and the engine's type. */
import type { Memory, MemoryKind, NewMemory } from "../../engine/memory/memory.ts";
import type { IndexedMemory } from "../../engine/memory/persona-index.ts";
import type { MemoryRow } from "../../schema/tables/persona.table.ts";

/** The columns of a stored memory, without its workspace and owner. */
export type StoredMemory = Pick<
  MemoryRow,
  | "id"
  | "personaId"
  | "kind"
  | "text"
  | "aboutUserId"
  | "circleId"
  | "turnId"
  | "witnesses"
  | "importance"
  | "sourceIds"
  | "embedding"
  | "embeddingModel"
  | "dimension"
  | "createdAt"
  | "lastAccessedAt"
>;

export const toMemory = (row: StoredMemory): Memory => ({
  id: row.id,
  personaId: row.personaId,
  kind: row.kind as MemoryKind,
  text: row.text,
  aboutUserId: row.aboutUserId ?? null,
  circleId: row.circleId ?? "",
  turnId: row.turnId ?? null,
  witnesses: row.witnesses ?? null,
  importance: row.importance,
  sourceIds: row.sourceIds,
  at: row.createdAt.getTime(),
  lastAccessedAt: row.lastAccessedAt.getTime(),
});

/** A vector of another model is not comparable and counts as missing until it is recomputed (SPEC M5). */
export const toIndexed = (row: StoredMemory, embeddingModel: string | null): IndexedMemory => ({
  id: row.id,
  text: row.text,
  turnId: row.turnId ?? null,
  witnesses: row.witnesses ?? null,
  importance: row.importance,
  lastAccessedAt: row.lastAccessedAt.getTime(),
  embedding: row.embedding && row.embeddingModel === embeddingModel ? readVector(row.embedding) : null,
});

/** Its vector is made later. */
export function toRow(memory: NewMemory) {
  const { at, aboutUserId, witnesses, sourceIds = [], ...rest } = memory;
  const date = new Date(at);
  return {
    ...rest,
    witnesses: witnesses && [...witnesses],
    aboutUserId,
    ownerId: aboutUserId,
    sourceIds: [...sourceIds],
    ...toColumns(null),
    createdAt: date,
    lastAccessedAt: date,
  };
}

export type Vector = { values: Float32Array; model: string };

export const toColumns = (vector: Vector | null) => ({
  embedding: vector && writeVector(vector.values),
  embeddingModel: vector?.model ?? null,
  dimension: vector?.values.length ?? null,
});

/** float32, little-endian on every machine. */
function writeVector(values: Float32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  values.forEach((value, index) => view.setFloat32(index * 4, value, true));
  return new Uint8Array(view.buffer);
}

export function readVector(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.byteLength / 4 }, (_, index) => view.getFloat32(index * 4, true));
}
