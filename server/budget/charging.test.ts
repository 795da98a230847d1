import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { newId } from "../database/new-id.adapter.ts";
import { openDatabase, type Database } from "../database/open-database.store.ts";
import { queryIn } from "../database/query-in.ts";
import { openAccounts } from "./budget-accounts.store.ts";
import { BudgetExists, createBudgetStore } from "./budgets.store.ts";
import { lockAccounts } from "./lock-accounts.store.ts";
import { insertOperator } from "../../test/insert-operator.ts";

let fresh: FreshDatabase;
let database: Database;
beforeAll(async () => {
  fresh = await freshDatabase();
  database = await openDatabase(fresh.url);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});

const execute = (sql: string, values: unknown[] = []) => database.em().execute<Record<string, string>[]>(sql, values);

type Row = { user: number | null; circle: number | null; run: number | null; daysAgo: number; nano: number };
const name = (kind: string, number: number | null) => (number === null ? null : `${kind}-${number}`);

const addRows = (rows: Row[]) =>
  execute(
    `insert into ledger (id, workspace_id, at, task, provider, model, why, input, output, reasoning, cached,
       cache_write_5m, cache_write_1h, breakdown, cost_nano, exact, outcome, user_id, circle_id, run_id)
     values ${rows.map(() => "(?, 'default', now() - ? * interval '1 day', 'speak', 'p', 'm', 'test', 0, 0, 0, 0, 0, 0, '{}', ?, true, 'finished', ?, ?, ?)").join(", ")}`,
    rows.flatMap(({ user, circle, run, daysAgo, nano }) => [
      newId(),
      daysAgo,
      nano,
      name("user", user),
      name("circle", circle),
      name("run", run),
    ]),
  );

const openFor = (user: number | null, circle: number | null) =>
  database.em().transactional(async (em) => {
    await lockAccounts(queryIn(em), "default");
    const payer = { workspaceId: "default", userId: name("user", user)!, circleId: name("circle", circle)! };
    await openAccounts(queryIn(em), "default", [payer]);
  });

const limitSession = (circle: number) =>
  execute(
    `insert into budgets (id, workspace_id, scope, subject_id, period, limit_nano)
     values (?, 'default', 'session', ?, 'total', 1000) on conflict do nothing`,
    [newId(), name("circle", circle)],
  );

/** The balances that the ledger itself gives. */
const REPLAY = `
  select a.scope, a.period, a.subject_id, a.spent_nano, coalesce(sum(l.cost_nano), 0) as replayed
  from budget_accounts a left join ledger l on l.workspace_id = a.workspace_id
    and budget_period_start(a.period, l.at) = a.starts_on
    and a.subject_id = case a.scope when 'workspace' then l.workspace_id when 'person' then l.user_id
      when 'circle' then l.circle_id when 'session' then l.circle_id else l.run_id end
  group by a.id having a.spent_nano <> coalesce(sum(l.cost_nano), 0)`;

test("L7 replaying the ledger gives every balance, whenever rows were written, accounts opened and budgets set", async () => {
  const store = createBudgetStore(database);
  const keeper = await insertOperator(database);
  const some = fc.option(fc.nat(2), { nil: null });
  const rows = fc.array(
    fc.record({ user: some, circle: some, run: some, daysAgo: fc.nat(40), nano: fc.nat(1_000_000_000_000) }),
    { minLength: 1, maxLength: 6 },
  );
  const step = fc.oneof(
    fc.record({ do: fc.constant("rows" as const), rows }),
    fc.record({ do: fc.constant("open" as const), user: fc.nat(2), circle: fc.nat(2) }),
    fc.record({ do: fc.constant("session" as const), circle: fc.nat(2) }),
    fc.record({
      do: fc.constant("budget" as const),
      scope: fc.constantFrom("workspace", "person", "circle", "run"),
      period: fc.constantFrom("total", "day", "month"),
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      await execute("delete from budgets");
      await execute("delete from budget_accounts");
      await execute("truncate ledger");
      for (const action of steps) {
        if (action.do === "rows") await addRows(action.rows);
        else if (action.do === "open") await openFor(action.user, action.circle);
        else if (action.do === "session") await limitSession(action.circle);
        else {
          const draft = { scope: action.scope, period: action.period, subjectId: null, limitNano: 1_000 } as const;
          await store.create(newId(), keeper, draft).catch((error: unknown) => {
            if (!(error instanceof BudgetExists)) throw error;
          });
        }
      }
      expect(await execute(REPLAY)).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

test("L7 rows written by many connections at once, while accounts are opened, are each counted once", async () => {
  await execute("delete from budgets");
  await execute("delete from budget_accounts");
  await execute("truncate ledger");
  for (const scope of ["workspace", "person", "circle"])
    await execute(
      "insert into budgets (id, workspace_id, scope, period, limit_nano) values (?, 'default', ?, 'day', 1)",
      [scope, scope],
    );
  const row = (number: number): Row => ({ user: number % 3, circle: number % 2, run: null, daysAgo: 0, nano: 7 });
  await Promise.all(
    Array.from({ length: 120 }, (_, number) =>
      number % 4 === 3 ? openFor(number % 3, number % 2) : addRows([row(number), row(number + 1), row(number + 2)]),
    ),
  );
  expect(await execute(REPLAY)).toEqual([]);
  const [sum] = await execute("select spent_nano from budget_accounts where scope = 'workspace'");
  expect(Number(sum!["spent_nano"])).toBe(90 * 3 * 7);
});

test("L6 a row that was written twice is charged once", async () => {
  await execute("delete from budget_accounts");
  await openFor(0, 0);
  const twice = () =>
    execute(
      `insert into ledger (id, workspace_id, task, provider, model, why, input, output, reasoning, cached,
         cache_write_5m, cache_write_1h, breakdown, cost_nano, exact, outcome)
       values ('once', 'default', 'speak', 'p', 'm', 'test', 0, 0, 0, 0, 0, 0, '{}', 11, true, 'finished')
       on conflict do nothing`,
    );
  await twice();
  await twice();
  expect(await execute(REPLAY)).toEqual([]);
});
