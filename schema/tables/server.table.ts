import { defineEntity, p, type InferEntity } from "@mikro-orm/core";

/** A server process, alive as long as it renews its lease. */
export const ServerRow = defineEntity({
  name: "ServerRow",
  tableName: "servers",
  properties: {
    /** Random, and never reused: once the row is gone, writes that carry it are refused. */
    id: p.integer().primary().autoincrement(false),
    expiresAt: p.datetime(),
  },
});
export type ServerRow = InferEntity<typeof ServerRow>;
