import fc from "fast-check";
import { expect, test } from "vitest";
import { Look, MaskBrow, MaskMouth, MaskPattern, MaskShape, Silhouette } from "../../schema/messages/look.ts";
import { maskSvg } from "./mask-art.ts";

const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, "0")}`);
const mask = fc.record({
  shape: fc.constantFrom(...MaskShape.options),
  brow: fc.constantFrom(...MaskBrow.options),
  mouth: fc.constantFrom(...MaskMouth.options),
  pattern: fc.constantFrom(...MaskPattern.options),
  colour,
  paint: colour,
});
const look = fc.record({
  palette: fc.tuple(colour, colour, colour),
  silhouette: fc.constantFrom(...Silhouette.options),
  mask: fc.option(mask, { nil: undefined }),
});

test("W9 draws every look there is, without broken numbers", () => {
  fc.assert(
    fc.property(look, (drawn) => {
      const svg = maskSvg(Look.parse(drawn), 48);
      expect(svg).toMatch(/^<svg [^>]*width="48"[\s\S]*<\/svg>$/);
      expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    }),
  );
});

test("W9 draws different masks for different looks", () => {
  fc.assert(
    fc.property(mask, mask, (one, other) => {
      fc.pre(JSON.stringify(one) !== JSON.stringify(other));
      const draw = (worn: typeof one) =>
        maskSvg({ palette: ["#c96f4a", "#ffffff", "#000000"], silhouette: "tall", mask: worn }, 48);
      expect(draw(one)).not.toBe(draw(other));
    }),
  );
});
