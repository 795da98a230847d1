import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { redisPath, startRedis } from "../test/redis-server.ts";
import { startWeaviate, weaviatePath } from "../test/weaviate-server.ts";
import { noteLastBackup } from "./backup/last-backup.process.ts";
import { openWeaviate } from "./memory/weaviate/weaviate.adapter.ts";

function runDoctor(environment: Record<string, string>) {
  const DATA_DIR = environment.DATA_DIR ?? mkdtempSync(join(tmpdir(), "dramatis doctor "));
  const { status, stdout } = spawnSync(process.execPath, [join(import.meta.dirname, "doctor.ts")], {
    env: { PATH: process.env.PATH, DATA_DIR, ...environment },
    encoding: "utf8",
  });
  return { status, stdout, DATA_DIR };
}

test("O2 the doctor reports what is configured, found and missing", () => {
  const { stdout, DATA_DIR } = runDoctor({ OPENAI_API_KEY: "sk-secret", OPENAI_BASE_URL: "http://127.0.0.1:1/v1" });
  expect(stdout).toContain("OPENAI_API_KEY");
  expect(stdout).not.toContain("sk-secret");
  expect(stdout).toContain(`✓ ${DATA_DIR} can be written`);
  expect(stdout).toContain("– no GGUF model in");
  expect(stdout).toMatch(/– without another voice this machine \(\d+ cores, .*\) fetches \S+:/);
  expect(stdout).toMatch(/– \d+\.\d GB from \S+, Apache-2\.0, needs \d+\.\d GB; (tried|not tried, read about on)/);
  expect(stdout).toMatch(/✗ .*OPENAI_BASE_URL cannot be reached.*127\.0\.0\.1:1/);
});

// It runs three times, on a machine that may be busy.
test("O2 the doctor reports when the last backup was made, and where it is", { timeout: 120_000 }, async () => {
  const { DATA_DIR, stdout } = runDoctor({});
  expect(stdout).toContain("– none was made yet; npm run backup makes one");
  const file = join(DATA_DIR, "world.zip");
  await noteLastBackup(DATA_DIR, file, () => undefined);
  expect(runDoctor({ DATA_DIR }).stdout).toMatch(/– the last one was made less than a day ago .*no longer there/);
  await writeFile(file, "");
  expect(runDoctor({ DATA_DIR }).stdout).toContain(`: ${file}\n`);
});

test("O2 the doctor tries Redis, and does not print its password", () => {
  const { status, stdout } = runDoctor({ REDIS_URL: "redis://sam:secret@127.0.0.1:1" });
  expect(status).toBe(1);
  expect(stdout).toMatch(/✗ REDIS_URL cannot be used: connect ECONNREFUSED/);
  expect(stdout).not.toContain("secret");
  expect(runDoctor({}).stdout).toContain("– not configured; one server process needs none");
});

test.skipIf(redisPath === null)("O2 the doctor finds a Redis that runs", async () => {
  const redis = await startRedis();
  expect(runDoctor({ REDIS_URL: redis.url }).stdout).toContain("✓ REDIS_URL answers");
  await redis.stop();
});

test("O2 the doctor tries Weaviate, and does not print its key", () => {
  const { status, stdout } = runDoctor({ WEAVIATE_URL: "http://127.0.0.1:1", WEAVIATE_API_KEY: "wv-secret" });
  expect(status).toBe(1);
  expect(stdout).toContain("✗ WEAVIATE_URL cannot be used:");
  expect(stdout).not.toContain("wv-secret");
});

test.skipIf(weaviatePath === null)(
  "O2 the doctor finds a Weaviate that runs, its version and its memories",
  async () => {
    const server = await startWeaviate();
    const weaviate = openWeaviate({ url: server.url, grpcUrl: server.grpcUrl, apiKey: null });
    await weaviate.ensureCollection("Dramatis1");
    const properties = { personaId: "ada", words: "dog", isPublic: true, witnesses: [] };
    await weaviate.put("Dramatis1", "default", [{ id: randomUUID(), properties, vector: null }]);
    await weaviate.close();
    const { stdout } = runDoctor({ WEAVIATE_URL: server.url, WEAVIATE_GRPC_URL: server.grpcUrl });
    expect(stdout).toMatch(/✓ WEAVIATE_URL answers: Weaviate 1\.\d+\.\d+ with 1 memories/);
    await server.close();
  },
);

test("O2 the doctor names every wrong setting and fails", () => {
  const { status, stdout } = runDoctor({ PORT: "many", VOICE: "loud" });
  expect(status).toBe(1);
  expect(stdout).toContain("✗ PORT must be a port number");
  expect(stdout).toContain("✗ VOICE must be auto or rehearsal");
});
