import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const project = join(import.meta.dirname, "..", "..");
const oxlint = join(project, "node_modules", "oxlint", "bin", "oxlint");
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "house rules "));
  cpSync(join(project, ".oxlintrc.json"), join(folder, ".oxlintrc.json"));
  cpSync(join(project, "check", "house-rules"), join(folder, "check", "house-rules"), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What our rules say about a file with this text, as `line: message`. */
function lint(path: string, text: string): string[] {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
  const report = run(["--format", "json", path]);
  const { diagnostics } = JSON.parse(report) as {
    diagnostics: { code: string; message: string; labels: { span: { line: number } }[] }[];
  };
  return diagnostics
    .filter(({ code }) => code.startsWith("house("))
    .map(({ message, labels }) => `${labels[0]?.span.line}: ${message}`);
}

function run(args: string[]): string {
  try {
    return execFileSync(process.execPath, [oxlint, ...args], { cwd: folder, encoding: "utf8" });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

describe("the filename rule", () => {
  test.each([
    ["Date.now()", "Date.now"],
    ["new Date()", "new Date()"],
    ["Math.random()", "Math.random"],
    ["performance.now()", "performance.now"],
    ["crypto.randomUUID()", "crypto.randomUUID"],
    ["process.env.HOME", "process.env"],
    ["fetch('/x')", "fetch()"],
    ["setTimeout(() => {}, 5)", "setTimeout()"],
  ])("finds %s in a bare file", (expression, name) => {
    const findings = lint("engine/bare.ts", `export const first = 1;\nexport const value = () => ${expression};\n`);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatch(/^2: /);
    expect(findings[0]).toContain(name);
  });

  test("finds imports of node modules with effects, but not of their types", () => {
    expect(lint("server/bare.ts", `import { readFile } from "node:fs/promises";\nexport { readFile };\n`)).toHaveLength(
      1,
    );
    expect(
      lint("server/bare.ts", `import { randomUUID } from "node:crypto";\nexport const id = randomUUID();\n`),
    ).toHaveLength(1);
    expect(
      lint("server/bare.ts", `import { createHash } from "node:crypto";\nexport const hash = createHash("md5");\n`),
    ).toEqual([]);
    expect(lint("server/bare.ts", `import type { Server } from "node:http";\nexport type Face = Server;\n`)).toEqual(
      [],
    );
  });

  test("lets an effect in through an argument, and a given date be read", () => {
    const text = `export const later = (fetch: (a: string) => number, now: number) => [fetch("x"), new Date(now)];\n`;
    expect(lint("schema/rules/bare.ts", text)).toEqual([]);
  });

  test.each(["server/place/x.room.ts", "engine/x.adapter.ts", "server/main.ts", "engine/x.test.ts", "client/x.ts"])(
    "does not hold %s to it",
    (path) => {
      expect(lint(path, "export const now = Date.now();\n")).toEqual([]);
    },
  );
});

describe("direction", () => {
  test.each([
    ["client/scene/a.ts", "../../server/place/b.ts"],
    ["client/a.ts", "../schema/tables/b.ts"],
    ["engine/a.ts", "../server/b.ts"],
    ["schema/rules/a.ts", "../../engine/b.ts"],
    ["server/circle/a.ts", "../../client/b.ts"],
    ["server/circle/a.ts", "../../schema/tables/b.table.ts"],
    ["gpu/a.ts", "../schema/rules/b.ts"],
  ])("%s may not import %s", (from, to) => {
    expect(lint(from, `export { b } from "${to}";\n`)).toHaveLength(1);
    expect(lint(from, `import type { B } from "${to}";\nexport type A = B;\n`)).toHaveLength(1);
  });

  test.each([
    ["client/a.ts", "../schema/rules/b.ts"],
    ["engine/a/c.ts", "../mind/b.ts"],
    ["server/circle/a.ts", "../../engine/mind/b.ts"],
    ["server/circle/a.store.ts", "../../schema/tables/b.table.ts"],
    ["server/a.test.ts", "../test/fresh-database.ts"],
  ])("%s may import %s", (from, to) => {
    expect(lint(from, `export { b } from "${to}";\n`)).toEqual([]);
  });
});
