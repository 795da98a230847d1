import { expect, test } from "vitest";
import { guideTurn } from "./guide-turn.ts";
import { plainSpeech } from "./quote-speech.ts";

test("C9 a whisper is in the prompt from its first word to its last", () => {
  const text = `First ${"word ".repeat(97)}last.`;
  expect(text.length).toBeGreaterThan(490);
  expect(guideTurn({ whispers: [text] }, "bruno", plainSpeech)).toContain(text);
});

test("C9 personas are told what the running section shows to everybody", () => {
  const section = { title: "Idea", prompts: ["What do you think?"], shown: "A bus that runs all night" };
  expect(guideTurn({ section }, "bruno", plainSpeech)).toContain("Everybody is shown this: A bus that runs all night");
  expect(guideTurn({ section: { ...section, shown: "x".repeat(3_000) } }, "bruno", plainSpeech).length).toBeLessThan(
    1_200,
  );
  expect(guideTurn({ section: { title: "Idea", prompts: [] } }, "bruno", plainSpeech)).not.toContain("shown");
});
