import { verbatim } from "../../schema/messages/message.ts";
import type OpenAI from "openai";
import fc from "fast-check";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { LedgerRow } from "../../schema/tables/ledger.table.ts";
import { startTestApi, type TestApi } from "../../test/api/test-api.process.ts";
import { anthropicBill, centsToNano } from "./anthropic-bill.adapter.ts";
import { compareCosts, isOff } from "./compare-costs.ts";
import { openAiBill } from "./openai-bill.adapter.ts";
import { reconcileBills } from "./reconcile-bills.ts";
import { createReconciliationStore, type ReconciliationStore } from "./reconciliation.store.ts";
import { reconciliationRoutes } from "./reconciliation.route.ts";

const NOW = new Date("2026-11-21T04:00:00Z");
const ADMIN_KEY = "sk-admin-planted-0192837465";
const { signal } = new AbortController();

/** Typed by openai-node 7.55.0; amounts and items invented. Two days, one a page. */
const OPENAI_PAGES: OpenAI.Admin.Organization.UsageCostsResponse[] = [
  {
    object: "page",
    data: [
      {
        object: "bucket",
        start_time: Date.parse("2026-11-19") / 1000,
        end_time: Date.parse("2026-11-20") / 1000,
        results: [
          {
            object: "organization.costs.result",
            amount: { value: 0.25, currency: "usd" },
            line_item: "gpt-6.1-terra-2026-10-26, input_tokens",
            project_id: null,
          },
          {
            object: "organization.costs.result",
            amount: { value: 0.5, currency: "usd" },
            line_item: "gpt-6.1-terra-2026-10-26, output_tokens",
            project_id: null,
          },
        ],
      },
    ],
    has_more: true,
    next_page: "page_2",
  },
  {
    object: "page",
    data: [
      {
        object: "bucket",
        start_time: Date.parse("2026-11-20") / 1000,
        end_time: Date.parse("2026-11-21") / 1000,
        results: [
          {
            object: "organization.costs.result",
            amount: { value: 1.1, currency: "usd" },
            line_item: "gpt-6.1-terra-2026-10-26, input_tokens",
            project_id: null,
          },
        ],
      },
    ],
    has_more: false,
    next_page: null,
  },
];

/** The form of platform.claude.com/docs/en/api/admin/cost_report, read 2026-11-21; amounts invented. */
const ANTHROPIC_REPORT = {
  data: [
    {
      starting_at: "2026-11-20T00:00:00Z",
      ending_at: "2026-11-21T00:00:00Z",
      results: ["uncached_input_tokens", "cache_read_input_tokens", "output_tokens"].map((token_type, index) => ({
        amount: ["12.3456789", "0.0543211", "37.6"][index],
        context_window: "0-200k",
        cost_type: "tokens",
        currency: "USD",
        description: `Claude Haiku 5.5 Usage - ${token_type}`,
        model: "claude-haiku-5-5",
        service_tier: "standard",
        token_type,
        workspace_id: null,
      })),
    },
  ],
  has_more: false,
  next_page: null,
};

let api: TestApi;
let store: ReconciliationStore;
let asked: { url: URL; headers: IncomingMessage["headers"] }[] = [];
let answer: (url: URL) => { status: number; body: unknown };
const http = createServer((request, response) => {
  const url = new URL(request.url!, "http://provider");
  asked.push({ url, headers: request.headers });
  const { status, body } = answer(url);
  response.writeHead(status, { "content-type": "application/json", location: "/elsewhere" }).end(JSON.stringify(body));
});
let base: string;

beforeAll(async () => {
  api = await startTestApi((database) => {
    store = createReconciliationStore(database);
    return reconciliationRoutes(store, () => NOW);
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
});
beforeEach(() => {
  asked = [];
  answer = (url) => {
    if (url.pathname === "/v1/organizations/cost_report") return { status: 200, body: ANTHROPIC_REPORT };
    return { status: 200, body: OPENAI_PAGES[url.searchParams.get("page") === "page_2" ? 1 : 0] };
  };
});
afterEach(() => api.database.em().getConnection().execute("delete from ledger"));
afterAll(async () => {
  http.close();
  await api.close();
});

let nextRow = 0;
const addCall = (at: string, provider: string, model: string, costNano: number) =>
  api.database.em().insert(LedgerRow, {
    id: `row-${(nextRow += 1)}`,
    workspaceId: "default",
    at: new Date(at),
    task: "speak",
    provider,
    model,
    why: verbatim("test"),
    input: 1,
    output: 1,
    reasoning: 0,
    cached: 0,
    cacheWrite5m: 0,
    cacheWrite1h: 0,
    breakdown: {},
    costNano,
    exact: true,
    outcome: "finished",
  } as unknown as LedgerRow);

const reconcile = async () => {
  const warnings: string[] = [];
  const bills = [openAiBill(ADMIN_KEY, base), anthropicBill(ADMIN_KEY, base)];
  await reconcileBills({ bills, store, now: () => NOW, warn: (text) => warnings.push(text) }, signal);
  return warnings;
};

test("L6 bills are read over all pages in each provider's own form, and stand beside the ledger by UTC day and model", async () => {
  await addCall("2026-11-19T00:00:00Z", "openai", "gpt-6.1-terra", 700_000_000);
  await addCall("2026-11-19T23:59:59.999Z", "openai", "gpt-6.1-terra", 50_000_000);
  await addCall("2026-11-20T00:00:00Z", "openai", "gpt-6.1-terra", 1_000_000_000);
  await addCall("2026-11-20T12:00:00Z", "anthropic", "claude-haiku-5-5", 500_000_000);
  await addCall("2026-11-21T00:00:00Z", "anthropic", "claude-haiku-5-5", 999);
  const warnings = await reconcile();

  expect(asked[0]!.headers.authorization).toBe(`Bearer ${ADMIN_KEY}`);
  expect(Object.fromEntries(asked[0]!.url.searchParams)).toMatchObject({
    start_time: String(Date.parse("2026-11-18") / 1000),
    end_time: String(Date.parse("2026-11-21") / 1000),
    group_by: "line_item",
  });
  const report = asked.find(({ url }) => url.pathname === "/v1/organizations/cost_report")!;
  expect(report.headers).toMatchObject({ "x-api-key": ADMIN_KEY, "anthropic-version": "2023-06-01" });
  expect(report.url.searchParams.getAll("group_by[]")).toEqual(["description"]);

  const { token } = await api.signIn("Op", "operator");
  const { body } = await api.call("GET", "/api/usage/reconciliation", { token });
  expect(body.checks).toMatchObject([
    { provider: "anthropic", problem: null },
    { provider: "openai", problem: null },
  ]);
  const rows = [
    {
      day: "2026-11-20",
      provider: "anthropic",
      model: "claude-haiku-5-5",
      billedNano: 500_000_000,
      ledgerNano: 500_000_000,
    },
    {
      day: "2026-11-20",
      provider: "openai",
      model: "gpt-6.1-terra",
      billedNano: 1_100_000_000,
      ledgerNano: 1_000_000_000,
    },
    { day: "2026-11-19", provider: "openai", model: "gpt-6.1-terra", billedNano: 750_000_000, ledgerNano: 750_000_000 },
  ];
  expect(body.rows).toMatchObject(rows.map((row, index) => ({ ...row, isOff: index === 1 })));
  expect(warnings).toEqual([
    expect.stringContaining("openai billed $1.10 for gpt-6.1-terra on 2026-11-20; the ledger has $1.00"),
  ]);
});

test("L6 a later look takes the place of an earlier one", async () => {
  await reconcile();
  await addCall("2026-11-20T12:00:00Z", "anthropic", "claude-haiku-5-5", 500_000_000);
  await reconcile();
  const rows = (await store.readDays("2026-11-20", "2026-11-20")).filter(({ provider }) => provider === "anthropic");
  expect(rows).toMatchObject([{ billedNano: 500_000_000, ledgerNano: 500_000_000 }]);
});

test.for([
  {
    status: 401,
    body: { error: { message: `Incorrect key ${ADMIN_KEY}` } },
    says: /refused OPENAI_ADMIN_KEY/,
    code: "bill-refused",
  },
  { status: 500, body: {}, says: /answered 500/, code: "bill-unreadable" },
  { status: 302, body: {}, says: /did not answer/, code: "bill-unanswered" },
  { status: 200, body: { data: [{ nothing: true }] }, says: /unknown format/, code: "bill-unknown-form" },
])(
  "L6 W13 a bill that cannot be read ($status) is reported without its key, and does not block the others",
  async ({ status, body, says, code }) => {
    const usual = answer;
    answer = (url) => (url.pathname === "/organization/costs" ? { status, body } : usual(url));
    const warnings = await reconcile();
    expect(warnings.find((text) => says.test(text))).toBeDefined();
    const { token } = await api.signIn("Op", "admin");
    const { body: shown, text } = await api.call("GET", "/api/usage/reconciliation", { token });
    expect(shown.checks).toMatchObject([
      { problem: null },
      { provider: "openai", problem: expect.stringMatching(says), problemMessage: { code } },
    ]);
    expect(text + warnings.join()).not.toContain(ADMIN_KEY);
  },
);

test("L6 bills are for operators and admins alone", async () => {
  for (const role of ["visitor", "facilitator"]) {
    const { token } = await api.signIn("Nosy", role);
    expect((await api.call("GET", "/api/usage/reconciliation", { token })).status).toBe(403);
  }
});

test("L6 a difference of more than one per cent is reported; rounding is not", () => {
  const off = (billedNano: number, ledgerNano: number) => isOff({ billedNano, ledgerNano });
  expect([off(1_010_000_000, 1_000_000_000), off(1_010_200_000, 1_000_000_000), off(1_000_000, 0)]).toEqual([
    false,
    true,
    false,
  ]);
  expect([off(0, 1_000_001), off(990_000_000, 1_000_000_000), off(989_000_000, 1_000_000_000)]).toEqual([
    true,
    false,
    true,
  ]);
});

test("L6 no cost is lost between bill and ledger, whatever names and days", () => {
  const day = fc.constantFrom("2026-11-19", "2026-11-20");
  const model = fc.constantFrom("gpt-t", "gpt-t-2026-10-26", "claude-x-20251001", "claude-x", "other");
  const costs = fc.array(fc.record({ day, model, nano: fc.nat(1e12) }));
  const sum = (list: { nano: number }[]) => list.reduce((total, { nano }) => total + nano, 0);
  fc.assert(
    fc.property(costs, costs, (billed, ledger) => {
      const compared = compareCosts(billed, ledger);
      expect(compared.reduce((total, row) => total + row.billedNano, 0)).toBe(sum(billed));
      expect(compared.reduce((total, row) => total + row.ledgerNano, 0)).toBe(sum(ledger));
      expect(new Set(compared.map((row) => `${row.day} ${row.model}`)).size).toBe(compared.length);
    }),
  );
});

test("L6 cents with many digits become whole nano-dollars", () => {
  expect(["123.45", "0.00000005", "0.00000004999", "-1.5", "7"].map(centsToNano)).toEqual([
    1_234_500_000, 1, 0, -15_000_000, 70_000_000,
  ]);
});
