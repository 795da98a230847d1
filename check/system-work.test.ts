import { expect, test } from "vitest";
import { findSystemWork, REASONS } from "./system-work.ts";

const problemsOf = (text: string, reasons = {}, path = "server/chat/new.store.ts") =>
  findSystemWork([{ path, text }], reasons);

test.each([
  "const rows = await database.em().find(User, {});",
  "const row = await database\n  .em()\n  .findOne(User, {});",
  "commit = (statement) => database.query(statement, []);",
  "const { rows } = await ports.database.transact(work);",
  "const client = await connectClient(url);",
  'function createStore({ query, inScope }: Pick<Database, "inScope" | "query">) {',
])("A2 a file that works as the owner of the database must be named, with why: %j", (text) => {
  expect(problemsOf(text)).toEqual([expect.stringMatching(/^server\/chat\/new\.store\.ts works as the owner/)]);
  expect(problemsOf(text, { "server/chat/new.store.ts": "sign-in" })).toEqual([]);
});

test("A2 work in a scope, tests and other tiers need no reason, and a reason that is no longer needed is reported", () => {
  const inScope = "await database.inScope(scope, (em) => em.find(User, {}));";
  expect(problemsOf(inScope)).toEqual([]);
  expect(problemsOf("database.em()", {}, "server/chat/chat.test.ts")).toEqual([]);
  expect(problemsOf("database.em()", {}, "test/api/house.ts")).toEqual([]);
  expect(problemsOf(inScope, { "server/chat/new.store.ts": "sign-in" })).toEqual([
    expect.stringContaining("no longer works as the owner"),
  ]);
});

test("A2 every reason says something", () => {
  for (const [path, reason] of Object.entries(REASONS)) expect(reason.length, path).toBeGreaterThan(20);
});
