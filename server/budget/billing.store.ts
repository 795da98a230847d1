/** Prepaid credit and plans. Balances are never set here: a trigger maintains them from the entries. */
import { personOf, type Principal } from "../../engine/scope/scope.ts";
import type { CreditAccount, CreditEntry, CreditEntryList, CreditGrant, Plan } from "../../schema/messages/billing.ts";
import { User } from "../../schema/tables/account.table.ts";
import { CreditAccountRow, CreditEntryRow } from "../../schema/tables/budget.table.ts";
import { Workspace } from "../../schema/tables/workspace.table.ts";
import { recordAction } from "../audit/audit.store.ts";
import type { Database } from "../database/open-database.store.ts";
import { queryIn } from "../database/query-in.ts";
import { lockAccounts } from "./lock-accounts.store.ts";

export type BillingStore = ReturnType<typeof createBillingStore>;

export function createBillingStore(database: Database) {
  async function readAccount(scope: Principal, userId: string): Promise<CreditAccount> {
    const { workspaceId } = scope;
    const row = await database.inScope(scope, (em) => em.findOne(CreditAccountRow, { ownerId: userId, workspaceId }));
    return { userId, plan: row?.plan ?? "free", balanceNano: row?.balanceNano ?? 0 };
  }

  return {
    readAccount,

    isOn: (scope: Principal): Promise<boolean> =>
      database.inScope(scope, async (em) => (await em.findOneOrFail(Workspace, scope.workspaceId)).billing),

    switchOn: (scope: Principal, on: boolean): Promise<void> =>
      database.inScope(scope, async (em) => {
        const { workspaceId } = scope;
        const workspace = await em.findOneOrFail(Workspace, workspaceId);
        await em.nativeUpdate(Workspace, { id: workspaceId }, { billing: on });
        await recordAction(em, scope, {
          action: on ? "billing-switched-on" : "billing-switched-off",
          subject: { id: workspaceId, name: workspace.name },
        });
      }),

    hasUser: async (scope: Principal, userId: string): Promise<boolean> =>
      (await database.inScope(scope, (em) => em.count(User, { id: userId, workspaceId: scope.workspaceId }))) > 0,

    async grant(scope: Principal, userId: string, grant: CreditGrant): Promise<CreditAccount> {
      const { workspaceId } = scope;
      await database.inScope(scope, async (em) => {
        await lockAccounts(queryIn(em), workspaceId);
        const entry = { workspaceId, ownerId: userId, byUserId: personOf(scope)!, kind: "grant" as const, ...grant };
        await em.insert(CreditEntryRow, entry);
        const subject = await em.findOneOrFail(User, userId, { fields: ["id", "name"] });
        const details = { amountNano: grant.amountNano };
        await recordAction(em, scope, { action: "credit-granted", subject, details });
      });
      return readAccount(scope, userId);
    },

    async setPlan(scope: Principal, userId: string, plan: Plan): Promise<CreditAccount> {
      const { workspaceId } = scope;
      await database.inScope(scope, async (em) => {
        const account = { ownerId: userId, workspaceId, plan };
        await em.upsert(CreditAccountRow, account, { onConflictMergeFields: ["plan"] });
        const subject = await em.findOneOrFail(User, userId, { fields: ["id", "name"] });
        await recordAction(em, scope, { action: "plan-set", subject, details: { plan } });
      });
      return readAccount(scope, userId);
    },

    /** Newest first. */
    async listEntries(scope: Principal, limit: number, cursor?: number): Promise<CreditEntryList> {
      const { workspaceId } = scope;
      const page = { workspaceId, ownerId: personOf(scope)!, ...(cursor && { id: { $lt: cursor } }) };
      const rows = await database.inScope(scope, (em) =>
        em.find(CreditEntryRow, page, { orderBy: { id: "desc" }, limit: limit + 1 }),
      );
      const entries = rows.slice(0, limit).map(({ id, amountNano, kind, note, at }): CreditEntry => ({
        id: String(id),
        amountNano,
        kind,
        note,
        at: at.toISOString(),
      }));
      return { entries, next: rows.length > limit ? entries.at(-1)!.id : null };
    },
  };
}
