import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

/** A file, and what our rules must report for its last line; null for nothing. */
type Case = [path: string, text: string, finding: string | null];

const inBare = (expression: string) => `export const first = 1;\nexport const value = () => ${expression};`;

const cases: Case[] = [
  ["engine/now.ts", inBare("Date.now()"), "Date.now"],
  ["engine/new-date.ts", inBare("new Date()"), "new Date()"],
  ["engine/random.ts", inBare("Math.random()"), "Math.random"],
  ["engine/performance.ts", inBare("performance.now()"), "performance.now"],
  ["engine/uuid.ts", inBare("crypto.randomUUID()"), "crypto.randomUUID"],
  ["engine/environment.ts", inBare("process.env.HOME"), "process.env"],
  ["server/place/fetch.ts", inBare("fetch('/x')"), "fetch()"],
  ["schema/rules/timer.ts", inBare("setTimeout(() => {}, 5)"), "setTimeout()"],
  [
    "server/files.ts",
    `export { x } from "./x.ts";\nimport { readFile } from "node:fs/promises"; readFile("x");`,
    "node:fs",
  ],
  [
    "server/uuid.ts",
    `export { x } from "./x.ts";\nimport { randomUUID } from "node:crypto"; randomUUID();`,
    "randomUUID",
  ],

  ["server/hash.ts", `import { createHash } from "node:crypto";\nexport const hash = createHash("md5");`, null],
  ["server/type.ts", `import type { Server } from "node:http";\nexport type Face = Server;`, null],
  [
    "engine/given.ts",
    `export const later = (fetch: (a: string) => number, now: number) => [fetch("x"), new Date(now)];`,
    null,
  ],
  ["server/place/x.room.ts", inBare("Date.now()"), null],
  ["engine/x.adapter.ts", inBare("fetch('/x')"), null],
  ["server/main.ts", inBare("process.env"), null],
  ["engine/x.test.ts", inBare("Math.random()"), null],
  ["client/x.ts", inBare("performance.now()"), null],

  ["client/scene/a.ts", `export { b } from "../../server/place/b.ts";`, "client may import"],
  ["client/table.ts", `export { b } from "../schema/tables/b.ts";`, "only a .store.ts"],
  ["client/table-type.ts", `import type { B } from "../schema/tables/b.ts"; export type A = B;`, "only a .store.ts"],
  ["engine/b.ts", `export { b } from "../server/b.ts";`, "engine may import"],
  ["schema/rules/b.ts", `export { b } from "../../engine/b.ts";`, "schema may import"],
  ["server/circle/b.ts", `export * from "../../client/b.ts";`, "server may import"],
  ["server/circle/table.ts", `export { b } from "../../schema/tables/b.table.ts";`, "only a .store.ts"],
  ["gpu/b.ts", `export { b } from "../schema/rules/b.ts";`, "gpu may import"],
  ["server/jobs/b.ts", `export { b } from "../default-workspace.ts";`, "only a composition root"],

  [
    "server/place/literal.room.ts",
    `export const f = ({ workspaceId = "default" }) => workspaceId;`,
    "composition root",
  ],
  ["engine/literal.ts", `export const scope = { workspaceId: "default" };`, "composition root"],
  ["server/jobs/literal.ts", `export const scope = scopeOfSystem("default", "jobs");`, "composition root"],

  ["client/c.ts", `export { b } from "../schema/rules/b.ts";`, null],
  ["engine/a/c.ts", `export { b } from "../mind/b.ts";`, null],
  ["server/circle/c.ts", `export { b } from "../../engine/mind/b.ts";`, null],
  ["server/circle/c.store.ts", `export { b } from "../../schema/tables/b.table.ts";`, null],
  ["server/open-c.process.ts", `export { b } from "./default-workspace.ts";`, null],
  ["server/c.test.ts", `export { b } from "../test/fresh-database.ts";`, null],
];

const project = join(import.meta.dirname, "..", "..");
let folder: string;
/** Findings of our rules by path. */
const found = new Map<string, { line: number; message: string }[]>();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "house rules "));
  cpSync(join(project, ".oxlintrc.json"), join(folder, ".oxlintrc.json"));
  cpSync(join(project, "check", "house-rules"), join(folder, "check", "house-rules"), { recursive: true });
  for (const [path, text] of cases) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), `${text}\n`);
  }
  const { diagnostics } = JSON.parse(runLint()) as {
    diagnostics: { code: string; filename: string; message: string; labels: { span: { line: number } }[] }[];
  };
  for (const { code, filename, message, labels } of diagnostics) {
    if (!code.startsWith("house(")) continue;
    found.set(filename, [...(found.get(filename) ?? []), { line: labels[0]!.span.line, message }]);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function runLint(): string {
  const oxlint = join(project, "node_modules", "oxlint", "bin", "oxlint");
  try {
    return execFileSync(process.execPath, [oxlint, "--format", "json"], { cwd: folder, encoding: "utf8" });
  } catch (error) {
    return (error as { stdout: string }).stdout; // it found something, as it should
  }
}

test.each(cases)("%s with %j", (path, text, finding) => {
  const findings = found.get(path) ?? [];
  if (finding === null) return expect(findings).toEqual([]);
  expect(findings).toEqual([{ line: text.split("\n").length, message: expect.stringContaining(finding) }]);
});

test("A7 only composition roots know the default workspace", () => {
  for (const path of ["server/jobs/b.ts", "server/place/literal.room.ts", "server/jobs/literal.ts"])
    expect(found.get(path), path).toHaveLength(1);
  expect(found.get("server/open-c.process.ts")).toBeUndefined();
});
