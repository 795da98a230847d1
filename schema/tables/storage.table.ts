import { defineEntity, p, type InferEntity } from "@mikro-orm/core";

/** How long a kind of data is kept (SPEC O8). A kind without a row is kept as its default says. */
export const RetentionRow = defineEntity({
  name: "RetentionRow",
  tableName: "retention",
  properties: {
    workspaceId: p.text().primary(),
    kind: p.text().primary(),
    /** Null means forever. */
    keepDays: p.integer().nullable(),
    /** Who set it last. */
    userId: p.text().nullable(),
  },
});
export type RetentionRow = InferEntity<typeof RetentionRow>;

/** Disk space of a kind of data, summed over all workspaces. */
export const StorageSampleRow = defineEntity({
  name: "StorageSampleRow",
  tableName: "storage_samples",
  properties: {
    at: p.datetime().primary(),
    kind: p.text().primary(),
    bytes: p.bigint("number"),
  },
});
export type StorageSampleRow = InferEntity<typeof StorageSampleRow>;
