import fc from "fast-check";
import { expect, test } from "vitest";
import { advanceSpeech, beginSpeech } from "./speech.ts";

const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 60 });

test("C3 a bubble shows whole words in order while a turn streams, and all of it in the end", () => {
  fc.assert(
    fc.property(words, fc.integer({ min: 1, max: 30 }), (said, frames) => {
      const text = said.join(" ");
      const speech = beginSpeech("turn", "speaker");
      for (let frame = 0; frame < 2000; frame++) {
        speech.text = text.slice(0, frame * frames);
        speech.isEnded = frame * frames >= text.length;
        advanceSpeech(speech, 1 / 60);
        expect(text.startsWith(speech.shown)).toBe(true);
        if (speech.shown.length < text.length)
          expect(speech.shown === "" || text[speech.shown.length] === " ").toBe(true);
        if (speech.rest > 0) break;
      }
      expect(speech.shown).toBe(text);
    }),
  );
});

test("C3 a bubble goes after it could be read", () => {
  const speech = beginSpeech("turn", "speaker");
  speech.text = "A short line.";
  speech.isEnded = true;
  let seconds = 0;
  while (advanceSpeech(speech, 1 / 60)) seconds += 1 / 60;
  expect(seconds).toBeGreaterThan(3);
  expect(seconds).toBeLessThan(6);
});
