import { expect, test } from "vitest";
import { testScope } from "../../test/model-servers/collect.ts";
import { routed } from "../../test/models/routed.ts";
import { NO_USAGE } from "../model/usage/add-usage.ts";
import type { LanguageModel } from "../model/language-model.ts";
import { indexInstructions } from "./reply/find-instruction.ts";
import { speakTurn } from "./speak-turn.ts";

const WORDS = Array.from({ length: 200 }, (_, index) => `word${index} `);

test("C3 a model that writes fast is shown at most 20 times a second, and every word of it", async () => {
  let now = 0;
  const model: LanguageModel = {
    route: { provider: "p", model: "m", local: true },
    async *stream() {
      for (const text of WORDS) {
        now += 1;
        yield { type: "text-delta", text };
      }
      yield { type: "finish", reason: "stop", usage: NO_USAGE };
    },
  };
  const deltas: string[] = [];
  const turn = speakTurn({
    model: routed(model),
    preparePrompt: () => () => ({
      request: { messages: [{ role: "user", content: "Go on." }], maxTokens: 1_000 },
      frameReply: () => ({
        ownNames: [],
        ownRoles: [],
        otherNames: [],
        lines: new Set(),
        known: new Set(),
        promptClauses: new Set(),
        openings: new Set(),
        runs: [],
        instructions: indexInstructions([]),
        wholeSentencesFrom: 10_000,
      }),
    }),
    scope: testScope(),
    now: () => now,
  });
  let text = "";
  for await (const event of turn)
    if (event.type === "delta") deltas.push(event.text);
    else ({ text } = event);
  expect(text).toBe(WORDS.join("").trim());
  expect(deltas.join("")).toBe(text);
  expect(deltas.length).toBeGreaterThan(2);
  expect(deltas.length).toBeLessThanOrEqual(200 / 50 + 2);
});
