/** Every model call in Postgres (SPEC L6): buffered briefly, written in batches, never lost. */
import type { CallRecord } from "../../engine/model/wrappers/with-ledger.ts";
import { inEnglish } from "../../schema/messages/message.ts";
import type { LedgerRow } from "../../schema/tables/ledger.table.ts";
import { insertStatement, toJsonRows } from "../database/json-rows.ts";
import type { Commit } from "../conversation/write-turn.store.ts";
import type { Database } from "../database/open-database.store.ts";
import type { Statement } from "../database/statement.ts";
import { toStorableText } from "../database/to-storable-text.ts";

const GATHER_MS = 50;
const TRY_AGAIN_MS = 1_000;
const LARGEST_BATCH = 500;

export type Ledger = {
  /** Returns at once. */
  recordCall(record: CallRecord): void;
  /** Called for each call once its row is committed, so that a listener that reads the ledger finds it. */
  onCall(listener: (record: CallRecord) => void): () => void;
  /** Resolves when every call recorded so far is committed. */
  flush(): Promise<void>;
  /** Commits turns together with every call of their circles recorded so far. When that fails, calls are committed on their own. */
  flushWith: Commit;
  /** Rows not yet committed. */
  waiting(): number;
  /** Writes what is left; rejects when that fails. */
  close(): Promise<void>;
};

/** @param log called when rows cannot be written: they are kept and retried */
export function createLedger(database: Database, log: (line: string) => void): Ledger {
  let pending: CallRecord[] = [];
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<unknown> = Promise.resolve();
  const listeners = new Set<(record: CallRecord) => void>();

  function schedule(delayMs: number): void {
    timer ??= setTimeout(() => {
      timer = null;
      write().catch((error: Error) => {
        log(`${pending.length} ledger rows wait to be written: ${error.message}`);
        schedule(TRY_AGAIN_MS);
      });
    }, delayMs);
  }

  /** One write at a time, oldest rows first; rows leave the queue only once committed. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = writing.catch(() => undefined).then(work);
    writing = result;
    return result;
  }
  const write = () => inTurn(writePending);

  async function writePending(): Promise<void> {
    let size = LARGEST_BATCH;
    while (pending.length > 0) {
      const batch = pending.slice(0, size);
      try {
        await insertRows(database, batch.map(toLedgerRow));
      } catch (error) {
        if (!isRefusal(error)) throw error;
        // One row that can never be written must not block the others.
        if (batch.length > 1) {
          size = 1;
          continue;
        }
        await insertBare(database, toLedgerRow(batch[0]!), error, log);
      }
      dequeue(batch);
    }
  }

  const writeWith: Commit = async <Row extends object>(...[access, statement, rows, circleIds]: Parameters<Commit>) => {
    const query = database.scoped(access);
    const batch = pending.filter(({ context }) => context.circleId !== undefined && circleIds.has(context.circleId));
    if (batch.length > 0)
      try {
        const values = [toJsonRows(batch.map(toLedgerRow)), rows];
        const returned = await query<Row>(insertWith(statement), values);
        dequeue(batch);
        return returned;
      } catch {
        await writePending();
      }
    return query<Row>(statement, [rows]);
  };

  function dequeue(batch: readonly CallRecord[]): void {
    const written = new Set(batch);
    pending = pending.filter((record) => !written.has(record));
    for (const record of batch) listeners.forEach((listener) => listener(record));
  }

  return {
    recordCall(record) {
      pending.push(record);
      schedule(GATHER_MS);
    },
    onCall(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    flush: write,
    flushWith: (...turns) => inTurn(() => writeWith(...turns)),
    waiting: () => pending.length,
    async close() {
      if (timer) clearTimeout(timer);
      await write();
    },
  };
}

/** Text from a provider may contain what Postgres rejects; the money is in the numbers. */
async function insertBare(
  database: Database,
  row: LedgerRow,
  problem: unknown,
  log: (line: string) => void,
): Promise<void> {
  log(`A ledger row was refused and is kept without its provider's own words: ${(problem as Error).message}`);
  const bare = {
    ...row,
    raw: null,
    why: toStorableText(row.why),
    whyMessage: null,
    model: toStorableText(row.model),
  };
  await insertRows(database, [bare]).catch((error: unknown) => {
    if (!isRefusal(error)) throw error;
    log(`A ledger row was refused and is only kept here: ${JSON.stringify(bare)} (${(error as Error).message})`);
  });
}

/** Whether Postgres will never accept the row, by its error classes: invalid data, and constraints. */
const isRefusal = (error: unknown): boolean => /^2[23]/.test((error as { code?: string }).code ?? "");

const COLUMNS: Record<Exclude<keyof LedgerRow, symbol>, `${string} ${string}`> = {
  id: "id text",
  workspaceId: "workspace_id text",
  at: "at timestamptz",
  task: "task text",
  provider: "provider text",
  model: "model text",
  why: "why text",
  whyMessage: "why_message jsonb",
  input: "input int",
  output: "output int",
  reasoning: "reasoning int",
  cached: "cached int",
  cacheWrite5m: "cache_write_5m int",
  cacheWrite1h: "cache_write_1h int",
  breakdown: "breakdown jsonb",
  costNano: "cost_nano bigint",
  exact: "exact boolean",
  outcome: "outcome text",
  raw: "raw jsonb",
  userId: "user_id text",
  personaId: "persona_id text",
  circleId: "circle_id text",
  runId: "run_id text",
  turnId: "turn_id text",
  leaseId: "lease_id text",
};
const INSERT = insertStatement("add-ledger-rows", "ledger", COLUMNS);

/** Inserts rows and runs another statement, which begins with "with" and whose `$1` becomes `$2`. */
const insertWith = ({ name, text }: Statement): Statement => ({
  name: `${INSERT.name}-with-${name}`,
  text: `with calls as (${INSERT.text}), ${text.replace(/^with /, "").replaceAll("$1", () => "$2")}`,
});

/** A batch may be retried although it was committed, when the answer was lost: the ids make that harmless. */
const insertRows = (database: Database, rows: readonly LedgerRow[]) => database.query(INSERT, [toJsonRows(rows)]);

export function toLedgerRow({ id, at, route, why, context, usage, cost, outcome, leaseId }: CallRecord): LedgerRow {
  return {
    id,
    workspaceId: context.workspaceId,
    at: new Date(at),
    task: context.task,
    provider: route.provider,
    model: route.model,
    why: inEnglish(why),
    whyMessage: why,
    input: usage.input,
    output: usage.output,
    reasoning: usage.reasoning,
    cached: usage.cached,
    cacheWrite5m: usage.cacheWrite5m,
    cacheWrite1h: usage.cacheWrite1h,
    breakdown: cost.breakdown,
    costNano: cost.totalNano,
    exact: usage.exact,
    outcome,
    raw: usage.raw,
    userId: context.userId ?? null,
    personaId: context.personaId ?? null,
    circleId: context.circleId ?? null,
    runId: context.runId ?? null,
    turnId: context.turnId ?? null,
    leaseId: leaseId ?? null,
  };
}
