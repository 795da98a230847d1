import fc from "fast-check";
import { expect, test } from "vitest";
import { createStrike, STRUCK, type Talk } from "./strike-words.ts";

const theirs = (text: string) => ({ text, isTheirs: true });
const others = (text: string) => ({ text, isTheirs: false });
const talk: Talk = [
  others("Welcome, Pia! How do you get home in the end?"),
  theirs("I always take the night bus number nineteen. You asked: how do you get home in the end?"),
  others("Why the night bus number nineteen?"),
];

test.each([
  ["Pia is right.", `${STRUCK} is right.`],
  ["Take the night, bus NUMBER nineteen? Why, Pia?", `${STRUCK}? Why, ${STRUCK}?`],
  ["Pia’s bus; Piano lessons.", `${STRUCK} bus; Piano lessons.`],
  ["The night bus is late.", "The night bus is late."],
])("C9 what is left of “%s”", (text, left) => expect(createStrike(["Pia"], talk)(text)).toBe(left));

test("C9 whoever said nothing and is not named leaves every text as it is", () => {
  fc.assert(fc.property(fc.string(), (text) => createStrike([""], [])(text) === text));
});

test("C9 no four words in a row of theirs are left", () => {
  const word = fc.constantFrom("one", "two", "three", "four", "five", "six");
  fc.assert(
    fc.property(fc.array(word, { minLength: 4, maxLength: 12 }), fc.array(word), (said, text) => {
      const left = createStrike([], [theirs(said.join(" "))])(text.join(" "));
      said.slice(3).forEach((_, start) => expect(left).not.toContain(said.slice(start, start + 4).join(" ")));
    }),
  );
});

test("C9 a row that somebody said before them is not theirs; quoting it destroys nothing", () => {
  const text = "How do you get home in the end?";
  expect(createStrike(["Pia"], talk)(text)).toBe(text);
});

test("C9 an ordinary word that others used before is no name; a greeting is no ordinary use", () => {
  expect(createStrike(["How", "the", "Home"], talk)("The way home; how?")).toBe(`The way home; ${STRUCK}?`);
  expect(createStrike(["Pia"], [others("Welcome, Pia!")])("What says Pia?")).toBe(`What says ${STRUCK}?`);
});
