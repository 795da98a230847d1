import fc from "fast-check";
import { expect, test } from "vitest";
import { createStopFilter } from "./stop-filter.ts";

function run(pieces: string[], stops: string[]): { text: string; stopped: boolean } {
  const filter = createStopFilter(stops);
  let text = "";
  for (const piece of pieces) {
    const { text: shown, stopped } = filter.push(piece);
    text += shown;
    if (stopped) return { text, stopped };
  }
  return { text: text + filter.rest(), stopped: false };
}

test("L1 text is cut before a stop string that is split over pieces", () => {
  expect(run(["I think so.\n", "Ot", "to: And you"], ["\nOtto:"])).toEqual({ text: "I think so.", stopped: true });
  expect(run(["I think so.\n", "Ot", "hers may not"], ["\nOtto:"])).toEqual({
    text: "I think so.\nOthers may not",
    stopped: false,
  });
});

test("L1 however a text is cut into pieces, it ends before the first stop string", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 30 });
  const stop = fc.string({ unit: fc.constantFrom("a", "b"), minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(text, { maxLength: 8 }), fc.array(stop, { maxLength: 3 }), (pieces, stops) => {
      const whole = pieces.join("");
      const starts = stops.map((one) => whole.indexOf(one)).filter((start) => start >= 0);
      const result = run(pieces, stops);
      // Of two stop strings the one that ends first counts.
      if (starts.length === 0) expect(result).toEqual({ text: whole, stopped: false });
      else {
        expect(result.stopped).toBe(true);
        expect(whole.startsWith(result.text)).toBe(true);
        expect(stops.some((one) => whole.startsWith(result.text + one))).toBe(true);
        expect(stops.some((one) => result.text.includes(one))).toBe(false);
      }
    }),
  );
});
