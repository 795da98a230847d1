import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { collect, testScope } from "../../../test/model-servers/collect.ts";
import { smallModelFile } from "../../../test/small-model.ts";
import { createVoices } from "../create-voices.adapter.ts";
import { openWorkerVoices } from "../open-worker-voices.adapter.ts";
import { probeEndpoints } from "../providers/probe-endpoints.adapter.ts";

const slow = 240_000;

describe.skipIf(smallModelFile === null)("a base model, which has no chat template", () => {
  const folder = mkdtempSync(join(tmpdir(), "dramatis base "));
  const file = join(folder, "SmolLM2-135M.gguf");
  const configuration = { DATA_DIR: folder, MODEL_FILE: file, VOICE: "auto" as const };

  beforeAll(() => {
    // Renames the real field to one of the same length, so that nothing else in the file moves.
    const bytes = readFileSync(smallModelFile!);
    bytes.write("tokenizer.chat_tempxxxx", bytes.indexOf("tokenizer.chat_template"));
    writeFileSync(file, bytes);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test(
    "L2 it is reported, and never speaks for a persona, but completes a text",
    async () => {
      const lines: string[] = [];
      const dependencies = { recordCall: () => undefined, log: (line: string) => void lines.push(line), places: [] };
      const voices = createVoices(configuration, dependencies);
      await expect
        .poll(() => voices.status().problem, { timeout: slow })
        .toMatch(/^SmolLM2-135M has no chat template: .* not chat\. Name an instruct model in MODEL_FILE/);
      expect(voices.status().kind).toBe("rehearsal");
      expect(lines.some((line) => line.includes("no chat template"))).toBe(true);
      const model = voices.modelFor("speak");
      const chat = { messages: [{ role: "user" as const, content: "Good evening!" }], maxTokens: 9 };
      const spoken = await collect(model.stream(chat, testScope()));
      expect(spoken.finish?.route?.provider).toBe("rehearsal");
      await voices.close();
    },
    slow,
  );

  test(
    "L2 BASE_FILE's completes beside the voice, for servers and workers of one data folder, and never talks",
    async () => {
      const lines: string[] = [];
      const dependencies = { recordCall: () => undefined, log: (line: string) => void lines.push(line), places: [] };
      const both = { ...configuration, MODEL_FILE: smallModelFile!, BASE_FILE: file, EMBEDDING_MODEL: "off" };
      const server = createVoices(both, dependencies);
      const worker = openWorkerVoices(both, dependencies, "default");
      try {
        await expect.poll(() => server.status().kind, { timeout: slow }).toBe("embedded");
        await server.baseSettled;
        const route = "embedded-base/SmolLM2-135M";
        expect(server.describe().baseRoute).toBe(route);
        expect(server.describe().chains.flatMap(({ routes }) => routes.map((each) => each.route))).not.toContain(route);
        const opened = await worker.open(new AbortController().signal);
        expect(lines.filter((line) => line.includes("completes texts"))).toHaveLength(1);
        const text = { prompt: "Once upon a time there was", maxTokens: 12, temperature: 0 };
        for (const { onlyModel } of [server, opened.voices]) {
          const { text: completed, finish } = await collect(onlyModel(route)!.stream(text, testScope()));
          expect(completed.trim()).not.toBe("");
          expect(finish?.route).toMatchObject({ provider: "embedded-base", model: "SmolLM2-135M", local: true });
        }
        const chat = { messages: [{ role: "user" as const, content: "Good evening!" }], maxTokens: 9 };
        const talked = await collect(server.modelFor("speak", route).stream(chat, testScope()));
        expect(talked.finish?.route?.provider).toBe("embedded");
        await opened.close();
      } finally {
        await worker.close();
        await server.close();
      }
      expect(existsSync(join(folder, "models", "shared-base.json"))).toBe(false);
    },
    slow,
  );

  test(
    "L1 the doctor asks the model on disk too",
    async () => {
      const lines = await Array.fromAsync(probeEndpoints("default", configuration, []));
      expect(lines[0]).toBe("The embedded model: SmolLM2-135M");
      expect(lines[1]).toContain("no chat template");
      expect(lines).toContain("  completion         yes");
      expect(lines.some((line) => /streaming +no .*not a chat model/.test(line))).toBe(true);
    },
    slow,
  );
});
