/** Prompt prefixes that providers keep for hourly pay, stored in Postgres so that a crash forgets none (SPEC L5, O5). */
import type { KeptPrefixRow, KeptPrefixRows } from "../../engine/model/prompt-cache/kept-prefix.ts";
import { KeptPrefixEntity } from "../../schema/tables/kept-prefix.table.ts";
import type { Database } from "../database/open-database.store.ts";

export const createKeptPrefixRows = (database: Database): KeptPrefixRows => ({
  put: async (row) => void (await database.em().upsert(KeptPrefixEntity, row)),
  remove: async (id) => void (await database.em().nativeDelete(KeptPrefixEntity, { id })),
  overdue: async (at) =>
    (await database.em().find(KeptPrefixEntity, { until: { $lt: at } })).map((row): KeptPrefixRow => ({
      id: row.id,
      workspaceId: row.workspaceId,
      userId: row.userId ?? null,
      personaId: row.personaId ?? null,
      circleId: row.circleId ?? null,
      runId: row.runId ?? null,
      provider: row.provider,
      model: row.model,
      name: row.name ?? null,
      tokens: row.tokens,
      from: row.from,
      until: row.until,
      leaseId: row.leaseId ?? null,
    })),
});
