import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { collect, testScope } from "../../../test/model-servers/collect.ts";
import { smallModelFile } from "../../../test/small-model.ts";
import { createVoices } from "../create-voices.adapter.ts";
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
