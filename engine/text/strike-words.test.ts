import fc from "fast-check";
import { expect, test } from "vitest";
import { STRUCK, strikeWords } from "./strike-words.ts";

const pia = { names: ["Pia"], said: ["I always take the night bus number nineteen."] };

test.each([
  ["Pia is right.", `${STRUCK} is right.`],
  ["Take the night, bus NUMBER nineteen? Why, Pia?", `${STRUCK}? Why, ${STRUCK}?`],
  ["Pia’s bus; Piano lessons.", `${STRUCK} bus; Piano lessons.`],
  ["The night bus is late.", "The night bus is late."],
])("C9 what is left of “%s”", (text, left) => expect(strikeWords(text, pia)).toBe(left));

test("C9 whoever said nothing and is not named leaves every text as it is", () => {
  fc.assert(fc.property(fc.string(), (text) => strikeWords(text, { names: [""], said: [] }) === text));
});

test("C9 no four words in a row of theirs are left", () => {
  const word = fc.constantFrom("one", "two", "three", "four", "five", "six");
  fc.assert(
    fc.property(fc.array(word, { minLength: 4, maxLength: 12 }), fc.array(word), (said, text) => {
      const left = strikeWords(text.join(" "), { names: [], said: [said.join(" ")] });
      said.slice(3).forEach((_, start) => expect(left).not.toContain(said.slice(start, start + 4).join(" ")));
    }),
  );
});
