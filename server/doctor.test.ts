import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

function runDoctor(environment: Record<string, string>) {
  const DATA_DIR = mkdtempSync(join(tmpdir(), "dramatis doctor "));
  const { status, stdout } = spawnSync(process.execPath, [join(import.meta.dirname, "doctor.ts")], {
    env: { PATH: process.env.PATH, DATA_DIR, ...environment },
    encoding: "utf8",
  });
  return { status, stdout, DATA_DIR };
}

test("O2 the doctor tells what is configured, found and missing", () => {
  const { stdout, DATA_DIR } = runDoctor({ OPENAI_API_KEY: "sk-secret", OPENAI_BASE_URL: "http://127.0.0.1:1/v1" });
  expect(stdout).toContain("OPENAI_API_KEY");
  expect(stdout).not.toContain("sk-secret");
  expect(stdout).toContain(`✓ ${DATA_DIR} can be written`);
  expect(stdout).toContain("– no GGUF model in");
  expect(stdout).toMatch(/✗ .*127\.0\.0\.1:1.* cannot be reached/);
});

test("O2 the doctor names every wrong setting and fails", () => {
  const { status, stdout } = runDoctor({ PORT: "many", VOICE: "loud" });
  expect(status).toBe(1);
  expect(stdout).toContain("✗ PORT must be a port number");
  expect(stdout).toContain("✗ VOICE must be auto or rehearsal");
});
