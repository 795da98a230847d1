import fc from "fast-check";
import { expect, test } from "vitest";
import { createThoughtSplitter, type AnswerStart } from "./split-thoughts.ts";

function read(pieces: string[], start: AnswerStart = "answer", isWhole = true) {
  const splitter = createThoughtSplitter(start);
  const parts = [...pieces.map((piece) => splitter.push(piece)), splitter.end(isWhole)];
  return {
    text: parts.map(({ text }) => text).join(""),
    thought: parts.map(({ thought }) => thought).join(""),
    beganInThought: splitter.beganInThought(),
  };
}

const THINKING: [family: string, raw: string][] = [
  ["Qwen, DeepSeek", "<think>\nShe asks me.\n</think>\n\nGood evening."],
  ["others' tags", "<reasoning>She asks me.</reasoning>Good evening."],
  ["Seed", "<seed:think>She asks me.</seed:think>Good evening."],
  ["Magistral", "[THINK]She asks me.[/THINK]Good evening."],
  ["Kimi", "◁think▷She asks me.◁/think▷Good evening."],
  ["Cohere", "<|START_THINKING|>She asks me.<|END_THINKING|><|START_RESPONSE|>Good evening.<|END_RESPONSE|>"],
  ["Sky", "<|begin_of_thought|>She asks me.<|end_of_thought|>\n<|begin_of_solution|>Good evening.<|end_of_solution|>"],
  ["Hunyuan", "<think>\nShe asks me.\n</think>\n<answer>\nGood evening.</answer>"],
  ["MedGemma", "<unused94>thought\nShe asks me.<unused95>Good evening."],
  [
    "gpt-oss",
    "<|channel|>analysis<|message|>She asks me.<|end|><|start|>assistant<|channel|>final<|message|>Good evening.",
  ],
  ["gpt-oss without its tokens", "analysisShe asks me.assistantfinalGood evening."],
];

test.each(THINKING)("M7 %s: a thought is never speech, however the stream is cut", (_, raw) => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 40 }), (lengths) => {
      for (const start of ["answer", "unknown"] as const) {
        const { text, thought } = read(cut(raw, lengths), start);
        expect(text.trim()).toBe("Good evening.");
        expect(thought).toContain("She asks me.");
      }
    }),
  );
});

const OPEN_BEFORE = "She asks me.\n</think>\n\nGood evening.";
test.each(["thought", "unknown"] as const)(
  "M7 a thought that the prompt opened ends at its mark alone (%s)",
  (start) => {
    const pieces = cut(OPEN_BEFORE, [3]);
    expect(read(pieces, start)).toMatchObject({ text: "Good evening.", beganInThought: true });
    expect(read(pieces, start, false)).toMatchObject({ text: "Good evening.", beganInThought: true });
  },
);

test("M7 where it was not expected, the rest of the thought is left out, and it is learned", () => {
  expect(read(["She ", "asks</think>Good evening."])).toMatchObject({
    text: "She Good evening.",
    beganInThought: true,
  });
});

test("M7 an answer that was never marked is one, unless a thought was expected and it was cut in its middle", () => {
  expect(read(["Good ", "evening."], "unknown")).toMatchObject({ text: "Good evening.", beganInThought: false });
  expect(read(["Good ", "evening."], "unknown", false)).toMatchObject({
    text: "Good evening.",
    beganInThought: null,
  });
  expect(read(["Good ", "evening."], "thought")).toMatchObject({ text: "Good evening.", beganInThought: false });
  expect(read(["Good ", "evening."], "thought", false)).toMatchObject({ text: "" });
});

test("M7 a thought that never ends is never speech", () => {
  for (const raw of ["<think>She asks", "<|channel|>analysis<|message|>She asks", "analysisShe asks"])
    expect(read(cut(raw, [4])).text).toBe("");
});

test("M7 text without a mark is passed through unchanged, at the latest at its end", () => {
  const words = fc.constantFrom(
    "a",
    "analysis ",
    "<",
    "<b>",
    "[x]",
    " think ",
    "x < y",
    "◁",
    "\n",
    "commentary",
    "<|start|>user",
  );
  fc.assert(
    fc.property(
      fc.array(words, { maxLength: 20 }),
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }),
      (parts, lengths) => {
        const raw = parts.join("");
        for (const start of ["answer", "unknown"] as const) expect(read(cut(raw, lengths), start).text).toBe(raw);
      },
    ),
  );
});

test("C3 words for others are given out as they come", () => {
  const splitter = createThoughtSplitter("answer");
  expect(["Good ", "evening", ", a <", "b> c"].map((piece) => splitter.push(piece).text)).toEqual([
    "Good ",
    "evening",
    ", a ",
    "<b> c",
  ]);
  const unknown = createThoughtSplitter("unknown");
  expect([unknown.push("Good ").text, unknown.release().text, unknown.push("evening").text]).toEqual([
    "",
    "Good ",
    "evening",
  ]);
});

function cut(text: string, lengths: number[]): string[] {
  const pieces: string[] = [];
  for (let at = 0, index = 0; at < text.length; index += 1) {
    const length = lengths[index % lengths.length]!;
    pieces.push(text.slice(at, at + length));
    at += length;
  }
  return pieces;
}
