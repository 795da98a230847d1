import { execFileSync, fork } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createCompatibleModel } from "../../../engine/model/providers/compatible.adapter.ts";
import type { ModelAdapter } from "../../../engine/model/language-model.ts";
import { createModelFetch, type ModelFetch } from "../../../engine/model/wire/model-fetch.adapter.ts";
import { splitWords } from "../../../engine/text/stem-words.ts";
import { collect, testScope } from "../../../test/model-servers/collect.ts";
import { smallModelFile } from "../../../test/small-model.ts";
import { startTestHub } from "../../../test/models/test-hub.adapter.ts";
import { createVoices } from "../create-voices.adapter.ts";
import { runEmbeddedModels, type EmbeddedRunner, type WriterState } from "./run-embedded-models.process.ts";

if (smallModelFile === null && process.env.CI === "true")
  throw new Error("CI must have the small model: npm test fetches it.");

const system = {
  role: "system" as const,
  content: "You are Mira, a carpenter in an open-air theatre. You answer in one or two short sentences.",
};
const ask = (content: string, maxTokens = 48) => ({
  messages: [system, { role: "user" as const, content }],
  maxTokens,
  temperature: 0.7,
  seed: 7,
});
const slow = 120_000;

describe.skipIf(smallModelFile === null)("L2 speaks with a real GGUF model", () => {
  let runner: EmbeddedRunner;
  let connection: ModelFetch;
  let model: ModelAdapter;
  const states: WriterState[] = [];
  const folder = mkdtempSync(join(tmpdir(), "dramatis threads "));
  const threadsFile = join(folder, "threads.json");
  const readyCount = () => states.filter((state) => state.phase === "ready").length;

  beforeAll(async () => {
    runner = runEmbeddedModels(threadsFile, {
      onWriter: (_role, state) => states.push(state),
      onEmbedding: () => undefined,
    });
    runner.load("voice", smallModelFile!);
    await vi.waitUntil(() => readyCount() === 1, { timeout: slow });
    connection = createModelFetch(runner.socketPath);
    model = createCompatibleModel(
      { provider: "embedded", model: "small", local: true, label: "The embedded model" },
      { baseUrl: "http://embedded/v1", apiKey: "none", fetch: connection.fetch },
    );
  }, slow);
  afterAll(async () => {
    await connection.close();
    await runner.close();
  });

  test("a private socket, measured threads that are remembered, and low priority", () => {
    expect(states.map(({ phase }) => phase).slice(0, 3)).toEqual(["loading", "measuring", "ready"]);
    expect(states.at(-1)).toMatchObject({ threads: expect.any(Number), sequences: expect.any(Number) });
    expect(Object.values(JSON.parse(readFileSync(threadsFile, "utf8")) as object)).toHaveLength(1);
    if (process.platform === "win32") return;
    expect(statSync(dirname(runner.socketPath)).mode & 0o777).toBe(0o700);
    const nice = Number(execFileSync("ps", ["-o", "nice=", "-p", childProcess()], { encoding: "utf8" }));
    expect(nice).toBeGreaterThan(0);
  });

  test(
    "streams a reply word by word with exact usage, the same for the same seed",
    async () => {
      const first = await collect(model.stream(ask("Good evening! What are you building?"), testScope()));
      expect(first.error).toBeNull();
      expect(first.text.trim().length).toBeGreaterThan(5);
      expect(first.deltas.length).toBeGreaterThan(3);
      expect(first.finish!.usage).toMatchObject({ exact: true, output: expect.any(Number) });
      expect(first.finish!.usage.output).toBeGreaterThanOrEqual(first.deltas.length - 1);
      const again = await collect(model.stream(ask("Good evening! What are you building?"), testScope()));
      expect(again.text).toBe(first.text);
      // The second call found the prompt of the first already evaluated.
      expect(again.finish!.usage.cached).toBeGreaterThan(20);
    },
    slow,
  );

  test(
    "the token cap holds and is reported",
    async () => {
      const { finish } = await collect(model.stream(ask("Tell me a very long story about the sea.", 5), testScope()));
      expect(finish).toMatchObject({ reason: "length", usage: { output: 5 } });
    },
    slow,
  );

  test(
    "a stop string ends the reply and is not shown",
    async () => {
      const { text, finish } = await collect(
        model.stream(
          { ...ask("Repeat exactly: one two three four five", 30), temperature: 0, stop: ["three"] },
          testScope(),
        ),
      );
      expect(text).not.toContain("three");
      expect(finish!.reason).toBe("stop");
    },
    slow,
  );

  test(
    "L2 what was read ahead is not read again, and says nothing",
    async () => {
      const whole = { ...ask("Good morning! What wood is this bench made of?", 8), temperature: 0 };
      const ahead = await collect(
        model.stream({ ...whole, messages: whole.messages.slice(0, -1), readAhead: true }, testScope()),
      );
      expect(ahead).toMatchObject({ error: null, text: "", finish: { usage: { output: 0 } } });
      const longer = { ...whole, messages: [system, { role: "user" as const, content: "Ada, who sells nails here?" }] };
      const read = await collect(model.stream({ ...longer, readAhead: true }, testScope()));
      expect(read.finish!.usage.input).toBeGreaterThan(3);
      const { text, finish } = await collect(model.stream(longer, testScope()));
      expect(text).not.toBe("");
      expect(finish!.usage.input).toBe(1);
    },
    slow,
  );

  test(
    "L2 nothing is read ahead while somebody is answered, and a call does not wait for it",
    async () => {
      const speech = collect(model.stream(ask("Tell me about the sea.", 24), testScope()));
      const other = ask("A prompt that has never been read: what do gulls eat in winter?");
      const ahead = await collect(model.stream({ ...other, readAhead: true }, testScope()));
      expect(ahead.finish!.usage.input).toBe(0);
      expect((await speech).text).not.toBe("");
      const long = ask("The gulls are loud today, and the boats are late. ".repeat(40), 4);
      const [read, answer] = await Promise.all([
        collect(model.stream({ ...long, readAhead: true }, testScope())),
        collect(model.stream(ask("And what do you build?", 2), testScope())),
      ]);
      expect([read.error, answer.error]).toEqual([null, null]);
      expect(answer.text).not.toBe("");
      expect((await collect(model.stream(long, testScope()))).text).not.toBe("");
    },
    slow,
  );

  test(
    "M7 a reply does not begin with three words that earlier ones began with",
    async () => {
      const used: string[] = [];
      const openingOf = (text: string) => splitWords(text).slice(0, 3).join(" ");
      for (let turn = 0; turn < 5; turn++) {
        const request = { ...ask("Good evening! What are you building?", 12), temperature: 0, usedOpenings: [...used] };
        const { text } = await collect(model.stream(request, testScope()));
        used.push(openingOf(text));
      }
      expect(new Set(used).size, used.join(" | ")).toBe(used.length);
    },
    slow,
  );

  test(
    "M7 words of the speaker's own life are said more readily",
    async () => {
      const life = ["stage", "curtain", "hammer", "bench", "lantern", "actors"];
      const countIn = async (favouredWords: string[]) => {
        let count = 0;
        for (let seed = 1; seed <= 6; seed++) {
          const request = { ...ask("What did you do today?", 40), seed, favouredWords };
          const words = new Set(splitWords((await collect(model.stream(request, testScope()))).text));
          count += life.filter((word) => words.has(word)).length;
        }
        return count;
      };
      expect(await countIn(life)).toBeGreaterThan(await countIn([]));
    },
    slow,
  );

  test(
    "M7 a sentence with none of those words yet is longer",
    async () => {
      const wordsBeforeEnd = async (favouredWords: string[]) => {
        let words = 0;
        for (let seed = 1; seed <= 6; seed++) {
          const request = { ...ask("Do you like the sea?", 30), seed, favouredWords };
          const { text } = await collect(model.stream(request, testScope()));
          words += splitWords(text.split(".")[0]!).length;
        }
        return words;
      };
      expect(await wordsBeforeEnd(["zeppelins"])).toBeGreaterThan(await wordsBeforeEnd([]));
    },
    slow,
  );

  test(
    "an abort stops it within a token and frees its place",
    async () => {
      for (let round = 0; round < 6; round += 1) {
        const stop = new AbortController();
        const { error, deltas } = await collect(
          model.stream(ask("Tell me a very long story.", 400), testScope({ signal: stop.signal })),
          (count) => count === 3 && stop.abort(),
        );
        expect(error?.code).toBe("aborted");
        expect(deltas).toHaveLength(3);
      }
      // Had each abort leaked a slot, no call could run any longer.
      expect((await collect(model.stream(ask("Good evening!", 8), testScope()))).error).toBeNull();
    },
    slow,
  );

  test(
    "two conversations speak at the same time",
    async () => {
      const order: string[] = [];
      const talk = (name: string, content: string) =>
        collect(model.stream({ ...ask(content, 32), stop: [] }, testScope()), () => order.push(name));
      const [sea, wood] = await Promise.all([
        talk("sea", "Tell me a long story about the sea."),
        talk("wood", "Tell me a long story about wood."),
      ]);
      expect([sea!.error, wood!.error]).toEqual([null, null]);
      expect(order.indexOf("wood")).toBeLessThan(order.lastIndexOf("sea"));
      expect(order.indexOf("sea")).toBeLessThan(order.lastIndexOf("wood"));
    },
    slow,
  );

  test(
    "M6 a JSON schema is followed to the letter",
    async () => {
      const schema = {
        type: "object",
        properties: { speaker: { type: "string", enum: ["Mira", "Otto"] } },
        required: ["speaker"],
        additionalProperties: false,
      };
      const { text, error } = await collect(
        model.stream({ ...ask("Who speaks next?", 60), responseSchema: { name: "next", schema } }, testScope()),
      );
      expect(error).toBeNull();
      expect(["Mira", "Otto"]).toContain((JSON.parse(text) as { speaker: string }).speaker);
    },
    slow,
  );

  test(
    "L1 untemplated completion continues the prompt, with log-probabilities",
    async () => {
      const { text, finish } = await collect(
        model.stream(
          { prompt: "The capital of France is", maxTokens: 4, temperature: 0, topLogProbabilities: 3 },
          testScope(),
        ),
      );
      expect(text).toContain("Paris");
      const [first] = finish!.logProbabilities!;
      expect(first!.token).toContain("Paris");
      expect(first!.top).toHaveLength(3);
      expect(first!.top[0]!.logProbability).toBeGreaterThanOrEqual(first!.top[1]!.logProbability);
    },
    slow,
  );

  test(
    "a prompt that does not fit, a wrong schema and nonsense are refused with a reason",
    async () => {
      const long = await collect(model.stream(ask("word ".repeat(6_000)), testScope()));
      expect(long.error).toMatchObject({ code: "bad-request", message: expect.stringContaining("does not fit") });
      const wrong = await collect(model.stream({ ...ask("x"), temperature: 9 }, testScope()));
      expect(wrong.error).toMatchObject({ code: "bad-request", message: expect.stringContaining("temperature") });
      expect((await connection.fetch("http://embedded/v1/models")).status).toBe(200);
      expect((await connection.fetch("http://embedded/elsewhere")).status).toBe(404);
      expect((await connection.fetch("http://embedded/v1/completions", { method: "POST", body: "{" })).status).toBe(
        400,
      );
    },
    slow,
  );

  test.skipIf(process.platform === "win32")(
    "after a crash it is started again and speaks, without measuring again",
    async () => {
      process.kill(Number(childProcess()), "SIGKILL");
      await expect.poll(() => states.some(({ phase }) => phase === "restarting"), { timeout: slow }).toBe(true);
      await expect.poll(readyCount, { timeout: slow }).toBe(2);
      expect(states.filter(({ phase }) => phase === "measuring")).toHaveLength(1);
      expect((await collect(model.stream(ask("Still here?", 8), testScope()))).error).toBeNull();
    },
    slow,
  );

  test.skipIf(process.platform === "win32")(
    "it ends with its parent, however the parent ends",
    async () => {
      const program = join(mkdtempSync(join(tmpdir(), "dramatis-parent-")), "parent.mjs");
      const module = new URL("./run-embedded-models.process.ts", import.meta.url).href;
      writeFileSync(
        program,
        `import { runEmbeddedModels } from ${JSON.stringify(module)};
        const onWriter = (_role, { phase }) => phase === "ready" && process.send(runner.socketPath);
        const runner = runEmbeddedModels(process.argv[3], { onWriter, onEmbedding: () => undefined });
        runner.load("voice", process.argv[2]);`,
      );
      const parent = fork(program, [smallModelFile!, threadsFile], { execArgv: [] });
      const socketPath = await new Promise<string>((resolve) =>
        parent.on("message", resolve as (path: unknown) => void),
      );
      const [child] = childrenOf(parent.pid!);
      parent.kill("SIGKILL");
      await expect.poll(() => isAlive(Number(child)), { timeout: slow }).toBe(false);
      expect(existsSync(dirname(socketPath))).toBe(false);
    },
    slow,
  );

  test(
    "from the hub to the first word: fetched, verified, loaded, spoken",
    async () => {
      const content = readFileSync(smallModelFile!);
      const hub = await startTestHub(
        "bartowski/SmolLM2-135M-Instruct-GGUF",
        "SmolLM2-135M-Instruct-Q4_K_M.gguf",
        content,
      );
      const data = mkdtempSync(join(tmpdir(), "dramatis data "));
      const prices = join(data, "prices.yaml");
      writeFileSync(prices, SMALLEST_ONLY);
      const lines: string[] = [];
      const voices = createVoices(
        { DATA_DIR: data, VOICE: "auto", PRICES_FILE: prices },
        { recordCall: () => undefined, log: (line) => lines.push(line), places: [], hubUrl: hub.url },
      );
      try {
        expect(voices.status().kind).toBe("rehearsal");
        const steps = new Set<string>();
        voices.onStatus(({ arriving }) => arriving && steps.add(arriving.step));
        await expect.poll(() => voices.status().kind, { timeout: slow }).toBe("embedded");
        expect([...steps]).toEqual(["downloading", "verifying", "loading", "measuring"]);
        expect(voices.status()).toMatchObject({
          route: "embedded/SmolLM2-135M-Instruct",
          arriving: null,
          problem: null,
        });
        expect(lines.join("\n")).toMatch(/98 MB[^]*VOICE=rehearsal[^]*Voice: SmolLM2-135M-Instruct, on this machine/);
        const { text } = await collect(voices.modelFor("speak").stream(ask("Good evening!", 20), testScope()));
        expect(text.trim()).not.toBe("");
        expect(readdirSync(join(data, "models"))).toContain("SmolLM2-135M-Instruct-Q4_K_M.gguf");
      } finally {
        await voices.close();
        hub.close();
        rmSync(data, { recursive: true });
      }
    },
    2 * slow,
  );

  /** The model's process: the only child of this one that runs its program. */
  const childProcess = () => childrenOf(process.pid)[0]!;
});

const SMALLEST_ONLY = `
defaults: {}
models: []
embedded:
  - { name: SmolLM2-135M-Instruct, repo: bartowski/SmolLM2-135M-Instruct-GGUF, file: SmolLM2-135M-Instruct-Q4_K_M.gguf, license: Apache-2.0, sizeBytes: 1, machine: { cores: 1, memoryBytes: 1 }, needsMemoryBytes: 1, tried: true, read: 2026-11-30, source: test }
`;

const childrenOf = (pid: number): string[] =>
  execFileSync("pgrep", ["-P", String(pid), "-f", "embedded-model.program"], { encoding: "utf8" })
    .trim()
    .split("\n");

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A killed child whose parent is gone too may linger as a zombie until it is reaped.
    return !existsSync(`/proc/${pid}`) || !readFileSync(`/proc/${pid}/stat`, "utf8").includes(") Z ");
  } catch {
    return false;
  }
}
