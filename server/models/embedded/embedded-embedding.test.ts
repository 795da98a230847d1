import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { EmbeddingModel } from "../../../engine/model/language-model.ts";
import type { CallRecord } from "../../../engine/model/wrappers/with-ledger.ts";
import { collect, testScope } from "../../../test/model-servers/collect.ts";
import { startTestHub } from "../../../test/models/test-hub.adapter.ts";
import { hasSmallEmbedding, smallEmbeddingFile } from "../../../test/small-embedding.ts";
import { smallModelFile } from "../../../test/small-model.ts";
import { createVoices } from "../create-voices.adapter.ts";
import { openWorkerVoices } from "../open-worker-voices.adapter.ts";
import { openWorkerEmbedding } from "../open-worker-embedding.adapter.ts";
import type { RunningVoices, VoiceDependencies } from "../voice-dependencies.ts";

const slow = 120_000;

describe.skipIf(!hasSmallEmbedding)("M5 an embedding model in the embedded process", () => {
  const folder = mkdtempSync(join(tmpdir(), "dramatis embedding "));
  const records: CallRecord[] = [];
  const dependencies: VoiceDependencies = {
    recordCall: (record) => records.push(record),
    log: () => undefined,
    places: [],
  };
  const configuration = { DATA_DIR: folder, VOICE: "rehearsal" as const, EMBEDDING_FILE: smallEmbeddingFile };
  let voices: RunningVoices;
  let model: EmbeddingModel;
  beforeAll(async () => {
    mkdirSync(join(folder, "models"));
    voices = createVoices(configuration, dependencies);
    model = await vi.waitUntil(() => voices.embedding.get(), { timeout: slow });
  }, slow);
  afterAll(async () => {
    await voices.close();
    expect(existsSync(join(folder, "models", "shared-embedding.json"))).toBe(false);
    rmSync(folder, { recursive: true });
  });

  const similarity = ([one, other]: Float32Array[]) => one!.reduce((sum, value, at) => sum + value * other![at]!, 0);

  test("texts of one meaning are near each other, and the calls are in the ledger for nothing", async () => {
    const near = await model.embed(["A man is eating food.", "A man is eating a piece of bread."], testScope());
    const far = await model.embed(["A man is eating food.", "A man is riding a horse."], testScope());
    expect(near[0]).toHaveLength(384);
    // The original's values, within what its numbers of eight bits lose.
    expect(similarity(near)).toBeCloseTo(0.755, 1);
    expect(similarity(far)).toBeCloseTo(0.247, 1);
    expect(records.at(-1)).toMatchObject({
      route: { provider: "embedded", model: "all-MiniLM-L6-v2", local: true },
      context: { task: "embed" },
      outcome: "finished",
      cost: { totalNano: 0 },
    });
    expect(records.at(-1)!.usage).toMatchObject({ exact: true, input: expect.any(Number) });
  });

  test("a text longer than the model reads is cut, not refused", async () => {
    const [vector] = await model.embed(["word ".repeat(3_000)], testScope());
    expect(Math.hypot(...vector!)).toBeCloseTo(1, 3);
  });

  test("a query overtakes the texts of a long batch", async () => {
    const ended: string[] = [];
    const batch = model
      .embed(
        Array.from({ length: 64 }, (_, index) => `The harbour is cold on day ${index}.`),
        { ...testScope(), policy: "system" },
      )
      .then(() => ended.push("batch"));
    await model.embed(["How is the harbour?"], testScope(), "query").then(() => ended.push("query"));
    await batch;
    expect(ended).toEqual(["query", "batch"]);
  });

  test("the screen says by which model memories are found", () => {
    expect(voices.status().memory).toEqual({ model: "embedded/all-MiniLM-L6-v2", arriving: null, problem: null });
  });

  test("O7 a worker of the same data folder uses the same process", async () => {
    const worker = openWorkerEmbedding(configuration, dependencies, async () => "any");
    const opened = worker.open()!;
    expect(opened.model.route).toEqual(model.route);
    const texts = ["A man is eating food."];
    expect(await opened.model.embed(texts, testScope())).toEqual(await model.embed(texts, testScope()));
    await opened.close();
    await worker.close();
    const elsewhere = openWorkerEmbedding({ ...configuration, DATA_DIR: tmpdir() }, dependencies, async () => "any");
    expect(elsewhere.open()).toBeNull();
  });

  test.skipIf(process.platform === "win32")(
    "after a crash of its process it is loaded again",
    async () => {
      const lost: (EmbeddingModel | null)[] = [];
      voices.embedding.onChange(() => lost.push(voices.embedding.get()));
      process.kill(Number(childProcesses()[0]), "SIGKILL");
      await vi.waitUntil(() => lost.length === 2, { timeout: slow });
      expect(lost.map((each) => each?.route.model ?? null)).toEqual([null, "all-MiniLM-L6-v2"]);
      expect(await voices.embedding.get()!.embed(["Still here?"], testScope())).toHaveLength(1);
    },
    2 * slow,
  );

  test.skipIf(smallModelFile === null)(
    "O7 L2 voice and embedding model share one process, which a worker of the same data folder uses, too",
    async () => {
      const data = mkdtempSync(join(tmpdir(), "dramatis both "));
      const before = childProcesses().length;
      const both = createVoices(
        { ...configuration, DATA_DIR: data, VOICE: "auto", MODEL_FILE: smallModelFile! },
        dependencies,
      );
      try {
        await vi.waitUntil(() => both.embedding.get() && both.status().kind === "embedded", { timeout: slow });
        expect(childProcesses()).toHaveLength(before + 1);
        const request = { messages: [{ role: "user" as const, content: "Good evening!" }], maxTokens: 9 };
        const [spoken, vectors] = await Promise.all([
          collect(both.modelFor("speak").stream(request, testScope())),
          both.embedding.get()!.embed(["Good evening!"], testScope()),
        ]);
        expect(spoken.finish?.route?.provider).toBe("embedded");
        expect(vectors).toHaveLength(1);
        const worker = openWorkerVoices({ DATA_DIR: data, VOICE: "auto" }, dependencies, "default");
        const opened = await worker.open(new AbortController().signal);
        const answered = await collect(opened.voices.modelFor("speak").stream(request, testScope()));
        expect(answered.finish?.route).toEqual(spoken.finish?.route);
        expect(opened.voices.skillOf(answered.finish!.route!)).toBe(both.skillOf(spoken.finish!.route!));
        expect(childProcesses()).toHaveLength(before + 1);
        await opened.close();
        await worker.close();
      } finally {
        await both.close();
        expect(existsSync(join(data, "models", "shared-voice.json"))).toBe(false);
        rmSync(data, { recursive: true });
      }
    },
    2 * slow,
  );

  test(
    "L2 it is fetched in the background like the voice, unless declined; a broken file leaves memory by words",
    async () => {
      const hub = await startTestHub("somebody/small-GGUF", "small.gguf", readFileSync(smallEmbeddingFile));
      const data = mkdtempSync(join(tmpdir(), "dramatis fetched "));
      const prices = join(data, "prices.yaml");
      writeFileSync(prices, ONE_EMBEDDING);
      const lines: string[] = [];
      const start = (more: object) =>
        createVoices(
          { DATA_DIR: data, VOICE: "auto", PRICES_FILE: prices, MODEL: "openai/none", ...more },
          { ...dependencies, log: (line) => lines.push(line), hubUrl: hub.url, python: "no-such-python" },
        );
      const declining = start({ EMBEDDING_MODEL: "off" });
      const rehearsing = start({ VOICE: "rehearsal" });
      const fetching = start({});
      const steps = new Set<string>();
      fetching.onStatus(({ memory }) => memory.arriving && steps.add(memory.arriving.step));
      await expect
        .poll(() => fetching.status().memory, { timeout: slow / 8 })
        .toEqual({ model: "embedded/small", arriving: null, problem: null });
      expect([...steps]).toEqual(["downloading", "verifying", "loading"]);
      expect(hub.ranges).toHaveLength(1);
      expect(lines.join("\n")).toMatch(/Fetching Small \(25 MB\).*by meaning.*EMBEDDING_MODEL=off/);
      expect([declining, rehearsing].map(({ embedding }) => embedding.get())).toEqual([null, null]);
      writeFileSync(join(data, "models", "embedding", "small.gguf"), `GGUF${"x".repeat(100)}`);
      const broken = start({});
      await vi.waitUntil(() => broken.status().memory.problem, { timeout: slow });
      expect(broken.status().memory).toMatchObject({ model: null, problem: { code: "model-cannot-run" } });
      await Promise.all([declining, rehearsing, fetching, broken].map((each) => each.close()));
      hub.close();
      rmSync(data, { recursive: true });
    },
    3 * slow,
  );
});

const childProcesses = (): string[] =>
  execFileSync("pgrep", ["-P", String(process.pid), "-f", "embedded-model.program"], { encoding: "utf8" })
    .trim()
    .split("\n");

const ONE_EMBEDDING = `
defaults: {}
models: []
embedded:
  - { name: None, repo: somebody/none-GGUF, file: none.gguf, license: MIT, sizeBytes: 1, machine: { cores: 1, memoryBytes: 1 }, needsMemoryBytes: 1, tried: true, read: 2026-11-30, source: test }
embedding:
  - { name: Small, repo: somebody/small-GGUF, file: small.gguf, license: Apache-2.0, sizeBytes: 1, machine: { cores: 1, memoryBytes: 1 }, needsMemoryBytes: 1, tried: true, read: 2026-11-30, source: test }
`;
