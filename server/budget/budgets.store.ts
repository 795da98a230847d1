/** Reading and changing budgets. */
import { UniqueConstraintViolationException, type EntityManager } from "@mikro-orm/postgresql";
import type { BudgetDraft, BudgetList, BudgetPeriod, BudgetScope, BudgetView } from "../../schema/messages/budget.ts";
import type { AuditedAction } from "../../schema/messages/people.ts";
import { BudgetRow } from "../../schema/tables/budget.table.ts";
import { recordAction, type DoneAction } from "../audit/audit.store.ts";
import { personOf, type Principal } from "../../engine/scope/scope.ts";
import type { Database } from "../database/open-database.store.ts";
import { queryIn } from "../database/query-in.ts";
import { addBudget, setFirstBudgets } from "./first-budgets.store.ts";
import { judgeBudgetState } from "./judge-budget-state.ts";
import { lockAccounts } from "./lock-accounts.store.ts";
import type { RegisterRows, SubjectShare } from "./budget-register.ts";
import { renewsAt } from "./renews-at.ts";

/** `ofAll`: also budgets of other people. */
export type BudgetPage = { limit: number; cursor?: string | undefined; about?: Talk; ofAll: boolean };
/** The person and circle for which per-subject budgets are shown. */
type Talk = { userId: string; circleId: string };

/** A budget with the same scope, subject and period exists. */
export class BudgetExists extends Error {}

/** Subjects with less than this share left are kept in memory. */
const LOW_SHARE = 0.4;

/** What a session may cost is changed with the session. */
const NOT_OF_SESSION = { $ne: "session" } as const;

export type BudgetStore = ReturnType<typeof createBudgetStore>;

export function createBudgetStore(database: Database) {
  const withAccountsLocked = <Value>(scope: Principal, work: (em: EntityManager) => Promise<Value>): Promise<Value> =>
    database.inScope(scope, async (em) => {
      await lockAccounts(queryIn(em), scope.workspaceId);
      return work(em);
    });

  const read = (scope: Principal, filter: BudgetFilter): Promise<BudgetView[]> =>
    database.inScope(scope, (em) => readBudgets(em, scope, filter, database.now()));

  return {
    async list(scope: Principal, { limit, cursor, about, ofAll }: BudgetPage): Promise<BudgetList> {
      const after = cursor !== undefined && { after: cursor };
      const found = await read(scope, { ofAll, limit: limit + 1, ...after, ...(about && { about }) });
      const budgets = found.slice(0, limit);
      return { budgets, next: found.length > limit ? budgets.at(-1)!.id : null };
    },

    /** @throws BudgetExists */
    async create(id: string, scope: Principal, draft: BudgetDraft): Promise<BudgetView> {
      const { workspaceId } = scope;
      try {
        await withAccountsLocked(scope, async (em) => {
          await addBudget(em, { id, ...draft, workspaceId, ownerId: personOf(scope)!, isDefault: false });
          await recordAction(em, scope, describe("budget-made", { id, ...draft }));
        });
      } catch (error) {
        if (error instanceof UniqueConstraintViolationException) throw new BudgetExists();
        throw error;
      }
      return (await read(scope, { id, limit: 1, ofAll: true }))[0]!;
    },

    /** Null when there is no such budget. */
    async changeLimit(id: string, scope: Principal, limitNano: number): Promise<BudgetView | null> {
      const { workspaceId } = scope;
      const isThere = await withAccountsLocked(scope, async (em) => {
        const where = { id, workspaceId, scope: NOT_OF_SESSION };
        await em.nativeUpdate(BudgetRow, where, { limitNano, isDefault: false });
        const budget = await em.findOne(BudgetRow, where);
        if (!budget) return false;
        await recordAction(em, scope, describe("budget-changed", budget));
        return true;
      });
      return isThere ? (await read(scope, { id, limit: 1, ofAll: true }))[0]! : null;
    },

    /** False when there is none. */
    remove: (id: string, scope: Principal): Promise<boolean> =>
      withAccountsLocked(scope, async (em) => {
        const budget = await em.findOne(BudgetRow, { id, workspaceId: scope.workspaceId, scope: NOT_OF_SESSION });
        if (!budget) return false;
        await em.nativeDelete(BudgetRow, { id });
        await recordAction(em, scope, describe("budget-deleted", budget));
        return true;
      }),

    /** Creates these, or the default budgets, if the workspace has none at all. @returns whether they were created */
    createFirst: (workspaceId: string, drafts?: (BudgetDraft & { id: string })[]): Promise<boolean> =>
      database.em().transactional(async (em) => {
        await lockAccounts(queryIn(em), workspaceId);
        return setFirstBudgets(em, workspaceId, drafts);
      }),

    readRegister: (): Promise<RegisterRows> => readRegister(database.em()),
  };
}

type BudgetAction = Extract<AuditedAction, `budget-${string}`>;
type AuditedBudget = Pick<BudgetRow, "id" | "limitNano"> & {
  scope: BudgetScope;
  subjectId?: string | null;
  period: BudgetPeriod;
};

const describe = (
  action: BudgetAction,
  { id, scope, subjectId = null, period, limitNano }: AuditedBudget,
): DoneAction => ({
  action,
  subject: { id, name: subjectId ?? scope },
  details: { budget: { scope, subjectId, period }, amountNano: limitNano },
});

type BudgetFilter = { id?: string; after?: string; limit: number; about?: Talk; ofAll: boolean };

async function readBudgets(
  em: EntityManager,
  scope: Principal,
  filter: BudgetFilter,
  now: Date,
): Promise<BudgetView[]> {
  const { where, values } = whatConcerns(filter.ofAll ? null : personOf(scope)!);
  const rows = (await em.execute(
    `select b.*, s.spent_nano, s.held_nano, s.refused_nano
     from budgets b
     left join lateral (
       select * from budget_standings s
       where s.budget_id = b.id and s.starts_on = budget_period_start(b.period, now()) and ${where.standing}
         and (? or s.scope = 'workspace' or s.subject_id in (?, ?))
       order by s.spent_nano desc limit 1
     ) s on true
     where b.workspace_id = ? and ${where.budget} and (?::text is null or b.id = ?) and (?::text is null or b.id > ?)
     order by b.id limit ?`,
    [
      ...values.standing,
      !filter.about,
      filter.about?.userId ?? "",
      filter.about?.circleId ?? "",
      scope.workspaceId,
      ...values.budget,
      filter.id ?? null,
      filter.id ?? null,
      filter.after ?? null,
      filter.after ?? null,
      filter.limit,
    ],
  )) as Raw[];
  return rows.map((row) => toView(row, now));
}

async function readRegister(em: EntityManager): Promise<RegisterRows> {
  const rows = await em.find(BudgetRow, {}, { fields: ["workspaceId", "scope", "subjectId", "limitNano"] });
  const low = (await em.execute(
    `select workspace_id as "workspaceId", scope, subject_id as "subjectId",
       min(greatest(0, 1 - spent_nano::float / greatest(1, limit_nano))) as "shareLeft"
     from budget_standings
     where starts_on = budget_period_start(period, now()) and spent_nano > limit_nano * ?
     group by workspace_id, scope, subject_id`,
    [LOW_SHARE],
  )) as SubjectShare[];
  const billing = (await em.execute("select id from workspaces where billing")) as { id: string }[];
  return {
    budgets: rows.map(({ workspaceId, scope, subjectId, limitNano }) => ({
      workspaceId,
      scope,
      subjectId: subjectId ?? null,
      limitNano,
    })),
    low,
    billing: billing.map(({ id }) => id),
  };
}

const MY_CIRCLES = `(select id from circles where owner_id = ?
  union select circle_id from memberships where member_id = ? and left_at is null
  union select circle_id from sessions where status = 'live' and scope_session_role(id) = 'facilitator')`;

/** A person sees the budgets that limit them: everybody's, their own, and those of circles they opened, sit in or facilitate. */
function whatConcerns(userId: string | null) {
  if (userId === null) return { where: { budget: "true", standing: "true" }, values: { budget: [], standing: [] } };
  const circles = [userId, userId];
  return {
    where: {
      budget: `(b.subject_id is null or (b.scope = 'person' and b.subject_id = ?) or (b.scope in ('circle', 'session') and b.subject_id in ${MY_CIRCLES}))`,
      standing: `(s.scope = 'workspace' or (s.scope = 'person' and s.subject_id = ?) or (s.scope in ('circle', 'session') and s.subject_id in ${MY_CIRCLES}))`,
    },
    values: { budget: [userId, ...circles], standing: [userId, ...circles] },
  };
}

type Raw = Record<string, unknown>;

function toView(row: Raw, now: Date): BudgetView {
  const period = row["period"] as BudgetPeriod;
  const money = {
    limitNano: Number(row["limit_nano"]),
    spentNano: Number(row["spent_nano"] ?? 0),
    heldNano: Number(row["held_nano"] ?? 0),
  };
  const refused = row["refused_nano"];
  return {
    id: row["id"] as string,
    scope: row["scope"] as BudgetScope,
    subjectId: row["subject_id"] as string | null,
    period,
    ...money,
    state: judgeBudgetState({ ...money, refusedNano: refused == null ? null : Number(refused) }),
    renewsAt: renewsAt(period, now)?.toISOString() ?? null,
    isDefault: row["is_default"] as boolean,
  };
}
