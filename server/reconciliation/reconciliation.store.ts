import { type Message } from "../../schema/messages/message.ts";
import { ReconciliationCheckRow, ReconciliationRow } from "../../schema/tables/reconciliation.table.ts";
import type { Database } from "../database/open-database.store.ts";
import { isOff, type ComparedCost, type DayCost } from "./compare-costs.ts";

export type ReconciliationStore = ReturnType<typeof createReconciliationStore>;

export function createReconciliationStore(database: Database) {
  return {
    /** The ledger's costs of a provider, over all workspaces, which its bill does not know. */
    async readLedger(provider: string, from: string, to: string): Promise<DayCost[]> {
      const rows = await database
        .em()
        .getConnection()
        .execute<{ day: string; model: string; nano: string }[]>(
          `select to_char(at at time zone 'UTC', 'YYYY-MM-DD') as day, model, sum(cost_nano) as nano
         from ledger where provider = ? and at >= ?::timestamptz and at < ?::timestamptz group by 1, 2`,
          [provider, `${from}T00:00:00Z`, `${to}T00:00:00Z`],
        );
      return rows.map(({ day, model, nano }) => ({ day, model, nano: Number(nano) }));
    },

    /** Replaces earlier results for these days. */
    async keep(provider: string, from: string, to: string, costs: ComparedCost[], checkedAt: Date): Promise<void> {
      await database.em().transactional(async (em) => {
        await em.nativeDelete(ReconciliationRow, { provider, day: { $gte: from, $lt: to } });
        if (costs.length > 0)
          await em.insertMany(
            ReconciliationRow,
            costs.map((cost) => ({ provider, ...cost, checkedAt })),
          );
        await em.upsert(ReconciliationCheckRow, { provider, checkedAt, problem: null });
      });
    },

    async keepProblem(provider: string, problem: Message, checkedAt: Date): Promise<void> {
      await database.em().upsert(ReconciliationCheckRow, { provider, checkedAt, problem });
    },

    readChecks: (): Promise<ReconciliationCheckRow[]> =>
      database.em().find(ReconciliationCheckRow, {}, { orderBy: { provider: "asc" } }),

    /** Per provider, the number of days with a difference since this one. */
    async countOffDays(from: string): Promise<{ provider: string; days: number }[]> {
      const checks = await database.em().find(ReconciliationCheckRow, {}, { orderBy: { provider: "asc" } });
      const rows = await database.em().find(ReconciliationRow, { day: { $gte: from } });
      return checks.map(({ provider }) => {
        const off = rows.filter((row) => row.provider === provider && isOff(row));
        return { provider, days: new Set(off.map(({ day }) => day)).size };
      });
    },

    /** From the first to the last of these days. */
    readDays: (from: string, to: string): Promise<ReconciliationRow[]> =>
      database
        .em()
        .find(
          ReconciliationRow,
          { day: { $gte: from, $lte: to } },
          { orderBy: [{ day: "desc" }, { provider: "asc" }, { model: "asc" }] },
        ),
  };
}
