/** Prepaid credit and plans. Balances are never set here: a trigger maintains them from the entries. */
import type { CreditAccount, CreditEntry, CreditEntryList, CreditGrant, Plan } from "../../schema/messages/billing.ts";
import { User } from "../../schema/tables/account.table.ts";
import { CreditAccountRow, CreditEntryRow } from "../../schema/tables/budget.table.ts";
import { Workspace } from "../../schema/tables/workspace.table.ts";
import { recordAction, type AuditActor } from "../audit/audit.store.ts";
import type { Database } from "../database/open-database.store.ts";
import { queryIn } from "../database/query-in.ts";
import { lockAccounts } from "./lock-accounts.store.ts";

type BillingReader = Pick<AuditActor, "workspaceId" | "userId">;

export type BillingStore = ReturnType<typeof createBillingStore>;

export function createBillingStore(database: Database) {
  async function readAccount(reader: BillingReader, userId: string): Promise<CreditAccount> {
    const { workspaceId } = reader;
    const row = await database.inScope(reader, (em) => em.findOne(CreditAccountRow, { ownerId: userId, workspaceId }));
    return { userId, plan: row?.plan ?? "free", balanceNano: row?.balanceNano ?? 0 };
  }

  return {
    readAccount,

    async isOn(workspaceId: string): Promise<boolean> {
      return (await database.em().findOneOrFail(Workspace, workspaceId)).billing;
    },

    switchOn: (keeper: AuditActor, on: boolean): Promise<void> =>
      database.em().transactional(async (em) => {
        const { workspaceId } = keeper;
        const workspace = await em.findOneOrFail(Workspace, workspaceId);
        await em.nativeUpdate(Workspace, { id: workspaceId }, { billing: on });
        await recordAction(em, keeper, {
          action: on ? "billing-switched-on" : "billing-switched-off",
          subject: { id: workspaceId, name: workspace.name },
        });
      }),

    hasUser: async (workspaceId: string, userId: string): Promise<boolean> =>
      (await database.em().count(User, { id: userId, workspaceId })) > 0,

    async grant(keeper: AuditActor, userId: string, grant: CreditGrant): Promise<CreditAccount> {
      const { workspaceId } = keeper;
      await database.em().transactional(async (em) => {
        await lockAccounts(queryIn(em), workspaceId);
        const entry = { workspaceId, ownerId: userId, byUserId: keeper.userId, kind: "grant" as const, ...grant };
        await em.insert(CreditEntryRow, entry);
        const subject = await em.findOneOrFail(User, userId);
        const details = { amountNano: grant.amountNano };
        await recordAction(em, keeper, { action: "credit-granted", subject, details });
      });
      return readAccount(keeper, userId);
    },

    async setPlan(keeper: AuditActor, userId: string, plan: Plan): Promise<CreditAccount> {
      const { workspaceId } = keeper;
      await database.em().transactional(async (em) => {
        const account = { ownerId: userId, workspaceId, plan };
        await em.upsert(CreditAccountRow, account, { onConflictMergeFields: ["plan"] });
        const subject = await em.findOneOrFail(User, userId);
        await recordAction(em, keeper, { action: "plan-set", subject, details: { plan } });
      });
      return readAccount(keeper, userId);
    },

    /** Newest first. */
    async listEntries(reader: BillingReader, limit: number, cursor?: number): Promise<CreditEntryList> {
      const { workspaceId, userId: ownerId } = reader;
      const page = { workspaceId, ownerId, ...(cursor && { id: { $lt: cursor } }) };
      const rows = await database.inScope(reader, (em) =>
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
