import { expect, test } from "vitest";
import { findMentions } from "./find-mentions.ts";

const CASED = Array.from({ length: 0x1_0000 }, (_, code) => String.fromCharCode(code)).filter((letter) =>
  /^(?:\p{Lu}|\p{Ll}|\p{Lt})$/u.test(letter),
);

test("M6 a name is found in every case that its letters have", () => {
  const missed: string[] = [];
  for (const letter of CASED) {
    const participants = [{ id: "one", name: `An${letter}o`, kind: "persona" as const }];
    // Compared like the name itself: without accents, ignoring case.
    const variants = [letter, letter.toLowerCase(), letter.toUpperCase()].filter((variant) =>
      new RegExp(`^${letter}$`, "iv").test(variant),
    );
    for (const variant of variants)
      if (findMentions(`Well, an${variant}O knows.`, participants).length !== 1) missed.push(`${letter} as ${variant}`);
  }
  expect(missed).toEqual([]);
  const [weiss] = findMentions("Frag WEIẞ!", [{ id: "one", name: "Weiß", kind: "persona" }]);
  expect(weiss).toMatchObject({ start: 5, end: 9 });
});
