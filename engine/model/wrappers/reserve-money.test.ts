import { verbatim } from "../../../schema/messages/message.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { NO_USAGE } from "../usage/add-usage.ts";
import { boundPromptTokens } from "../usage/estimate-usage.ts";
import {
  ModelError,
  type ChatRequest,
  type EmbeddingCalls,
  type LanguageModel,
  type ModelEvent,
  type Usage,
} from "../language-model.ts";
import { priceCall } from "../price/price.ts";
import { priceBound } from "../price/price-bound.ts";
import type { PriceBand, PriceTable } from "../price/price-table.ts";
import { collect, testScope } from "../../../test/model-servers/collect.ts";
import type { Payer } from "../../scope/scope.ts";
import { testPolicies } from "../../../test/test-policies.ts";
import type { BudgetPorts } from "./reserve-money.ts";
import { createCallQueue, withConcurrency } from "./with-concurrency.ts";
import { toEmbeddingModel } from "../answers/to-embedding-model.ts";
import { withLedger, type CallRecord, type LedgerPorts } from "./with-ledger.ts";

const ROUTE = { provider: "p", model: "m", local: false };
const AT = "2026-11-20T10:00:00.000Z";
const CHAT: ChatRequest = { messages: [{ role: "user", content: "Good evening!" }], maxTokens: 50 };

const tableOf = (...bands: PriceBand[]): PriceTable => ({
  file: "models.yaml",
  models: [{ provider: "p", model: "m", prices: [{ from: "2026-01-01", source: "test", bands }] }],
});
const PLAIN = tableOf({ input: 1, output: 2, cached: 0.1, cacheWrite1h: 2 });

/** A budget of `limitNano` that records its reservations. */
function purseOf(limitNano: number) {
  const purse = { limitNano, spentNano: 0, heldNano: 0, payers: [] as Payer[] };
  const reserve: BudgetPorts["reserve"] = (payer, amountNano) => {
    if (purse.spentNano + purse.heldNano + amountNano > purse.limitNano) throw new ModelError("budget", "used up");
    purse.payers.push(payer);
    purse.heldNano += amountNano;
    let isOpen = true;
    const close = (costNano: number) => {
      if (!isOpen) return;
      isOpen = false;
      purse.heldNano -= amountNano;
      purse.spentNano += costNano;
    };
    return { leaseId: "lease", settle: close, release: () => close(0) };
  };
  return Object.assign(purse, { reserve });
}

type Script = { events?: ModelEvent[]; error?: ModelError };

function paid(script: Script, purse: BudgetPorts, prices = PLAIN, route = ROUTE) {
  const records: CallRecord[] = [];
  const model: LanguageModel & { calls: number } = {
    route,
    calls: 0,
    async *stream() {
      model.calls += 1;
      yield* script.events ?? [];
      if (script.error) throw script.error;
    },
  };
  const ledger: LedgerPorts = {
    prices,
    now: () => new Date(AT),
    newId: () => `row-${records.length}`,
    recordCall: (record) => void records.push(record),
    budget: purse,
  };
  return { model, records, voice: withLedger(model, verbatim("test"), ledger) };
}

const usageOf = (counts: Partial<Usage>): Usage => ({ ...NO_USAGE, ...counts });
const answer = (counts: Partial<Usage>): Script => ({
  events: [
    { type: "text-delta", text: "Yes." },
    { type: "finish", reason: "stop", usage: usageOf(counts) },
  ],
});

test("L7 a call reserves its upper bound, names the paying lease in the ledger, and settles with the row's cost", async () => {
  const purse = purseOf(1e9);
  const { voice, records } = paid(answer({ input: 10, output: 5 }), purse);
  const call = voice.stream(CHAT, testScope({ userId: "ada", circleId: "c" }))[Symbol.asyncIterator]();
  await call.next();
  expect(purse.heldNano).toBe(
    priceBound(PLAIN, ROUTE, { prompt: boundPromptTokens(CHAT), output: CHAT.maxTokens }, AT),
  );
  while (!(await call.next()).done);
  expect(purse).toMatchObject({ heldNano: 0, spentNano: 20_000 });
  expect(purse.payers[0]).toMatchObject({ workspaceId: "default", userId: "ada", circleId: "c" });
  expect(records).toMatchObject([{ cost: { totalNano: 20_000 }, leaseId: "lease", context: { userId: "ada" } }]);
  expect(records[0]!.context).not.toHaveProperty("onCost");
});

test("L7 failed, aborted and abandoned calls settle the amount of their ledger row; no work costs nothing", async () => {
  const spent = usageOf({ input: 30, output: 7, exact: false });
  const scripts: [Script, number][] = [
    [{ error: new ModelError("unauthorised", "no key") }, 0],
    [{ error: new ModelError("broken-stream", "broke off", { usage: spent }) }, 44_000],
    [{ error: new ModelError("aborted", "stopped", { usage: spent }) }, 44_000],
  ];
  for (const [script, cost] of scripts) {
    const purse = purseOf(1e9);
    const { voice, records } = paid(script, purse);
    const costs: number[] = [];
    await collect(voice.stream(CHAT, testScope({ onCost: (costNano) => void costs.push(costNano) })));
    expect(purse).toMatchObject({ heldNano: 0, spentNano: cost });
    expect(records[0]!.cost.totalNano).toBe(cost);
    expect(costs).toEqual([cost]);
  }
  const purse = purseOf(1e9);
  const { voice, records } = paid(answer({}), purse);
  for await (const event of voice.stream(CHAT, testScope())) if (event.type === "text-delta") break;
  expect(purse).toMatchObject({ heldNano: 0, spentNano: records[0]!.cost.totalNano });
  expect(records[0]).toMatchObject({ outcome: "aborted", usage: { exact: false } });
  expect(purse.spentNano).toBeGreaterThan(0);
});

test("L7 a call that is refused is never made and has no row", async () => {
  const purse = purseOf(1);
  const { voice, model, records } = paid(answer({}), purse);
  expect((await collect(voice.stream(CHAT, testScope()))).error?.code).toBe("budget");
  expect([model.calls, records.length]).toEqual([0, 0]);
});

test("L6 an unknown paid model is refused before anything is reserved; local and free routes need no budget", async () => {
  const never: BudgetPorts = {
    reserve: () => {
      throw new Error("asked");
    },
  };
  const unknown = paid(answer({}), never, { file: "models.yaml", models: [] });
  expect((await collect(unknown.voice.stream(CHAT, testScope()))).error).toMatchObject({
    code: "unknown-model",
    message: expect.stringContaining("models.yaml"),
  });
  expect(unknown.model.calls).toBe(0);
  const local = paid(answer({}), never, PLAIN, { ...ROUTE, local: true });
  expect((await collect(local.voice.stream(CHAT, testScope()))).text).toBe("Yes.");
  const free = paid(answer({}), never, tableOf({ input: 0, output: 0 }));
  expect((await collect(free.voice.stream(CHAT, testScope()))).text).toBe("Yes.");
});

/** Calls of "poor" wait until it gets money; one call at a time has a place. */
function poorAndRich() {
  const money = Promise.withResolvers<void>();
  const waiting: Payer[] = [];
  const purse = purseOf(1e9);
  const { voice, model } = paid(answer({ output: 1 }), {
    reserve: (payer, ...asked) => {
      const reserved = () => purse.reserve(payer, ...asked);
      if (payer.workspaceId !== "poor") return reserved();
      waiting.push(payer);
      return money.promise.then(reserved);
    },
  });
  const queue = createCallQueue(testPolicies, "machine", 1);
  const limited = withConcurrency(voice, queue);
  const ask = (workspaceId: string, signal = new AbortController().signal) =>
    collect(limited.stream(CHAT, { ...testScope(), workspaceId, signal }));
  return { ask, queue, purse, model, waiting, giveMoney: money.resolve };
}

test("L7 L4 a call that waits for money holds no place: those of others who have some pass it", async () => {
  const { ask, queue, purse, giveMoney } = poorAndRich();
  const poor = [ask("poor"), ask("poor")];
  expect((await ask("rich")).text).toBe("Yes.");
  await expect.poll(queue.waiting).toBe(0);
  expect(queue.running()).toBe(0);
  giveMoney();
  expect((await Promise.all(poor)).map(({ text }) => text)).toEqual(["Yes.", "Yes."]);
  expect(queue.running()).toBe(0);
  expect(purse).toMatchObject({ heldNano: 0, spentNano: 3 * 2_000 });
});

test("L7 C4 a call that is stopped once it has its money, and waits for a place again, gives the money back", async () => {
  const { ask, queue, purse, model, waiting, giveMoney } = poorAndRich();
  const stop = new AbortController();
  const poor = ask("poor", stop.signal);
  await expect.poll(() => waiting.length).toBe(1);
  const leave = await queue.enter({ policy: "system", signal: new AbortController().signal });
  giveMoney();
  await expect.poll(queue.waiting).toBe(1);
  expect(purse.heldNano).toBeGreaterThan(0);
  stop.abort();
  expect((await poor).error?.code).toBe("aborted");
  expect([purse.heldNano, purse.spentNano, model.calls]).toEqual([0, 0, 0]);
  leave();
  expect(queue.running()).toBe(0);
});

test("L7 a provider that answered more than was asked is charged with all it costs", async () => {
  const purse = purseOf(200_000);
  const { voice, records } = paid(answer({ input: 500, output: 900 }), purse);
  await collect(voice.stream(CHAT, testScope()));
  expect(purse.spentNano).toBe(500_000 + 1_800_000);
  expect(records[0]!.cost.totalNano).toBe(purse.spentNano);
  expect(purse.heldNano).toBe(0);
});

test("L7 vectors are reserved and settled alike", async () => {
  const adapter = (usage: Usage | null): EmbeddingCalls => ({
    route: ROUTE,
    async *stream() {
      if (!usage) throw new ModelError("unreachable", "gone");
      yield { type: "vectors", vectors: [new Float32Array([1])] };
      yield { type: "finish", usage };
    },
  });
  const records: CallRecord[] = [];
  const ledger: LedgerPorts = {
    prices: PLAIN,
    now: () => new Date(AT),
    newId: () => "row",
    recordCall: (record) => void records.push(record),
  };
  const open = (usage: Usage | null, purse: BudgetPorts) =>
    toEmbeddingModel(withLedger(adapter(usage), verbatim("test"), { ...ledger, budget: purse }));
  const purse = purseOf(1e9);
  await open(usageOf({ input: 3 }), purse).embed(["Good evening!"], testScope());
  expect(records[0]).toMatchObject({ cost: { totalNano: 3_000 }, leaseId: "lease" });
  await expect(open(null, purse).embed(["Good evening!"], testScope())).rejects.toThrow("gone");
  expect(purse).toMatchObject({ heldNano: 0, spentNano: 3_000 });
  await expect(open(usageOf({}), purseOf(1)).embed(["Good evening!"], testScope())).rejects.toThrow("used up");
});

const rate = fc.integer({ min: 0, max: 50_000_000 }).map((micro) => micro / 1e6);
const band = fc.record(
  { input: rate, output: rate, cached: rate, cacheWrite5m: rate, cacheWrite1h: rate },
  { requiredKeys: ["input", "output"] },
);

test("L7 whatever rates and bands: no split of a prompt that fits the bound costs more than was reserved", () => {
  const table = fc
    .tuple(band, band, fc.integer({ min: 1, max: 3_000 }))
    .map(([short, long, upTo]) => tableOf({ ...short, upToPromptTokens: upTo }, long));
  const share = fc.integer({ min: 0, max: 1_000 });
  fc.assert(
    fc.property(table, fc.tuple(share, share, share, share), share, share, (prices, parts, spare, output) => {
      const [input, cached, cacheWrite5m, cacheWrite1h] = parts;
      const prompt = parts.reduce((sum, part) => sum + part) + spare;
      const usage = usageOf({ input, cached, cacheWrite5m, cacheWrite1h, output });
      const bound = priceBound(prices, ROUTE, { prompt, output: output + spare }, AT);
      expect(priceCall(prices, ROUTE, usage, AT).totalNano).toBeLessThanOrEqual(bound);
    }),
  );
});

test("L7 the bound on a prompt's tokens is at least a token for two characters, and a token for each byte of other scripts", () => {
  const bytes = new TextEncoder();
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (content) => {
      const bound = boundPromptTokens({ messages: [{ role: "user", content }], maxTokens: 1 });
      const others = [...content].filter((character) => character.codePointAt(0)! > 0x7f).join("");
      expect(bound).toBeGreaterThanOrEqual((content.length - others.length) / 2 + bytes.encode(others).length);
    }),
  );
});

test("L6 L7 over any history of calls the purse has spent the sum of the rows, and each row the sum of its parts", async () => {
  const call = fc.record({
    course: fc.constantFrom("finish", "fail", "refuse"),
    input: fc.integer({ min: 0, max: 5_000 }),
    output: fc.integer({ min: 0, max: 500 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(call, { maxLength: 12 }),
      fc.integer({ min: 0, max: 2_000_000 }),
      async (calls, limit) => {
        const purse = purseOf(limit);
        const rows: CallRecord[] = [];
        for (const { course, input, output } of calls) {
          const script =
            course === "finish"
              ? answer({ input, output })
              : course === "fail"
                ? { error: new ModelError("stalled", "stalled", { usage: usageOf({ input, output }) }) }
                : { error: new ModelError("unauthorised", "no key") };
          const { voice, records } = paid(script, purse);
          await collect(voice.stream(CHAT, testScope()));
          rows.push(...records);
        }
        expect(purse.heldNano).toBe(0);
        expect(purse.spentNano).toBe(rows.reduce((sum, { cost }) => sum + cost.totalNano, 0));
        for (const { cost } of rows)
          expect(cost.totalNano).toBe(Object.values(cost.breakdown).reduce((sum, part) => sum + part, 0));
      },
    ),
    { numRuns: 50 },
  );
});
