import fc from "fast-check";
import { expect, test } from "vitest";
import { seededRandom } from "../../../schema/rules/seeded-random.ts";
import { drawStratified } from "./draw-stratified.ts";

const stratumOf = ({ stratum }: { stratum: string }) => stratum;

test("S7 a stratified sample has as many people as wanted, nobody twice, each stratum within one person of its share", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 60 }),
      fc.nat(),
      fc.nat(),
      (strata, wanted, seed) => {
        const people = strata.map((stratum, id) => ({ id, stratum }));
        const size = Math.max(3, wanted % (people.length + 1));
        fc.pre(size <= people.length);
        const draw = () => drawStratified(people, { size, stratumOf, random: seededRandom(seed, 0) });
        const drawn = draw();
        expect(drawn).toHaveLength(size);
        expect(new Set(drawn.map(({ id }) => id)).size).toBe(size);
        expect(draw()).toEqual(drawn);
        for (const [stratum, members] of Map.groupBy(people, stratumOf)) {
          const share = (members.length / people.length) * size;
          const count = drawn.filter((person) => person.stratum === stratum).length;
          expect(Math.abs(count - share)).toBeLessThan(1);
        }
      },
    ),
  );
});

test("S7 another seed draws others", () => {
  const people = Array.from({ length: 200 }, (_, id) => ({ id, stratum: id % 2 ? "odd" : "even" }));
  const idsOf = (seed: number) =>
    drawStratified(people, { size: 20, stratumOf, random: seededRandom(seed, 0) }).map(({ id }) => id);
  expect(idsOf(1)).not.toEqual(idsOf(2));
});
