/** For the tests of budgets: a server process that only makes paid calls, on its parent's orders. */
import { verbatim } from "../../schema/messages/message.ts";
import { setTimeout as sleep } from "node:timers/promises";
import { NO_USAGE } from "../../engine/model/usage/add-usage.ts";
import { ModelError, type LanguageModel, type ModelEvent } from "../../engine/model/language-model.ts";
import { withLedger, type CallRecord, type LedgerPorts } from "../../engine/model/wrappers/with-ledger.ts";
import { newId } from "../../server/database/new-id.adapter.ts";
import { openDatabase } from "../../server/database/open-database.store.ts";
import { createLedger } from "../../server/ledger/ledger.store.ts";
import type { BudgetTimes } from "../../server/budget/open-budgets.process.ts";
import { openBudgetsOfProcess } from "./open-budgets-of-process.ts";
import {
  SPENDER_PRICES,
  SPENDER_REQUEST,
  SPENDER_ROUTE,
  type SpenderOrder,
  type SpenderWord,
} from "./test-spending.ts";
import { testScope } from "../model-servers/collect.ts";

await serve(process.argv[2]!, JSON.parse(process.argv[3]!) as BudgetTimes);

async function serve(url: string, times: BudgetTimes): Promise<void> {
  const say = (word: SpenderWord) => void process.send!(word);
  const database = await openDatabase(url);
  const ledger = createLedger(database, console.error);
  const budgets = await openBudgetsOfProcess(
    database,
    url,
    ledger,
    { reportError: console.error, say: console.error },
    times,
  );
  const aborts = new Map<number, AbortController>();

  function recordAndStop({ id, stop }: Extract<SpenderOrder, { type: "call" }>, record: CallRecord): void {
    ledger.recordCall(record);
    if (stop === "row-written") void ledger.flush().then(() => say({ type: "stopped", id }));
    if (stop !== "row-pending") return;
    // Blocks the process, so that the row stays in memory.
    process.send!({ type: "stopped", id }, () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
  }

  async function call(order: Extract<SpenderOrder, { type: "call" }>): Promise<void> {
    const { id, course, scope, tokens } = order;
    const usage = { ...NO_USAGE, output: tokens };
    const abort = new AbortController();
    aborts.set(id, abort);
    const model: LanguageModel = {
      route: SPENDER_ROUTE,
      async *stream(_request, { signal }): AsyncGenerator<ModelEvent> {
        if (course === "refused") throw new ModelError("unauthorised", "The key is refused.");
        say({ type: "answering", id });
        yield { type: "text-delta", text: "Good" };
        if (course === "error") throw new ModelError("broken-stream", "It broke off.", { usage });
        if (course === "hang") {
          if (order.stop === "mid-call") say({ type: "stopped", id });
          await sleep(3_600_000, undefined, { signal }).catch(() => undefined);
          throw new ModelError("aborted", "It was stopped.", { usage });
        }
        yield { type: "finish", reason: "stop", usage };
      },
    };
    const ports: LedgerPorts = {
      prices: SPENDER_PRICES,
      now: database.now,
      newId,
      recordCall: (record) => recordAndStop(order, record),
      budget: budgets,
    };
    const paid = withLedger(model, verbatim("test"), ports);
    let problem: string | null = null;
    try {
      const whole = testScope({ ...scope, signal: abort.signal });
      for await (const _ of paid.stream(SPENDER_REQUEST, whole));
    } catch (error) {
      problem = error instanceof ModelError ? `${error.code}: ${error.message}` : String(error);
    }
    say({ type: "done", id, problem });
  }

  process.on("message", (order: SpenderOrder) => {
    if (order.type === "call") void call(order);
    if (order.type === "abort") aborts.get(order.id)?.abort();
    if (order.type === "reserve")
      void Promise.resolve(budgets.reserve({ workspaceId: "default", userId: "ada" }, order.nano, testScope())).then(
        (held) => {
          if (!order.isKept) held.release();
          say({ type: "stopped", id: order.id });
        },
      );
    if (order.type === "close")
      void ledger
        .close()
        .then(budgets.close)
        .then(database.close)
        .then(() => {
          say({ type: "closed" });
          process.disconnect();
        });
  });
  say({ type: "ready" });
}
