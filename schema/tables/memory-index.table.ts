import { defineEntity, p, type InferEntity } from "@mikro-orm/core";

/** The one row says which collection of Weaviate has the memories; none: Weaviate is not in use. */
export const MemoryIndexRow = defineEntity({
  name: "MemoryIndexRow",
  tableName: "memory_index",
  properties: {
    id: p.integer().primary().autoincrement(false).default(1),
    /** Null: a new one is to be made, such as after a restore. */
    collection: p.text().nullable(),
    /** Whose vectors it has; null: none, words only. */
    embeddingModel: p.text().nullable(),
    /** Collections of ours to be deleted. */
    discarded: p.array().defaultRaw("'{}'"),
  },
});
export type MemoryIndexRow = InferEntity<typeof MemoryIndexRow>;

/** Memories added, changed or deleted since the index took them over. */
export const MemoryIndexChangeRow = defineEntity({
  name: "MemoryIndexChangeRow",
  tableName: "memory_index_changes",
  properties: {
    memoryId: p.text().primary(),
    workspaceId: p.text(),
    /** Grows with every change, so that one made meanwhile is not lost. */
    revision: p.bigint().autoincrement(),
  },
});
export type MemoryIndexChangeRow = InferEntity<typeof MemoryIndexChangeRow>;
