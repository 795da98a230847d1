import { expect, it } from "vitest";
import { seededRandom } from "../../../schema/rules/seeded-random.ts";
import { selectGreatest } from "./select-greatest.ts";

it("S4 the best candidates come first, also among equal ones", () => {
  const random = seededRandom(2, 0);
  for (let turn = 0; turn < 500; turn++) {
    const length = 2 + Math.floor(random() * 60);
    const values = Float64Array.from({ length }, () => (turn % 2 === 0 ? random() : Math.floor(random() * 4)));
    const original = values.slice();
    const labels = Int32Array.from({ length }, (_, index) => index);
    const count = 1 + Math.floor(random() * (length - 1));
    selectGreatest(values, labels, [0, length], count);
    const wanted = original.toSorted().toReversed().slice(0, count);
    expect(values.slice(0, count).sort().toReversed()).toEqual(wanted);
    labels.forEach((label, index) => expect(original[label]).toBe(values[index]));
  }
});
