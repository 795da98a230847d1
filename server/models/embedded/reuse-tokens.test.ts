import fc from "fast-check";
import { expect, test } from "vitest";
import { planReuse } from "./reuse-tokens.ts";

const range = (start: number, end: number) => Array.from({ length: end - start }, (_, index) => start + index);
/** What is left of a sequence after erasing. */
const erased = (held: number[], { erase }: ReturnType<typeof planReuse>) =>
  held.filter((_, position) => !erase.some(({ start, end }) => position >= start && position < end));

test("L5 a prompt that was only appended to is reused whole, and what was generated after it is erased", () => {
  expect(planReuse(range(0, 50), range(0, 80))).toEqual({ reused: 50, erase: [] });
  expect(planReuse([...range(0, 50), 900, 901], [...range(0, 50), 700])).toEqual({
    reused: 50,
    erase: [{ start: 50, end: 52 }],
  });
});

test("L5 turns dropped from the middle are erased, and the turns behind them are reused", () => {
  const [persona, dropped, kept, added] = [range(0, 40), range(100, 150), range(200, 260), range(300, 310)];
  expect(planReuse([...persona, ...dropped, ...kept], [...persona, ...kept, ...added])).toEqual({
    reused: 100,
    erase: [{ start: 40, end: 90 }],
  });
});

test("L5 a few equal tokens in another place are not taken for the same text", () => {
  expect(planReuse([...range(0, 40), 7, 8, 9, 10], [...range(0, 40), 500, 7, 8, 9, 10]).reused).toBe(40);
  expect(planReuse([...range(0, 40), 99, ...range(50, 60)], [...range(0, 40), ...range(50, 60)]).reused).toBe(40);
});

test("L5 whatever is held and asked, what is left is the beginning of the prompt", () => {
  const tokens = fc.array(fc.nat({ max: 3 }), { maxLength: 120 });
  fc.assert(
    fc.property(tokens, tokens, tokens, (start, middle, end) => {
      const held = [...start, ...middle, ...end];
      const prompt = [...start, ...end, ...middle];
      const plan = planReuse(held, prompt);
      expect(erased(held, plan)).toEqual(prompt.slice(0, plan.reused));
    }),
  );
});
