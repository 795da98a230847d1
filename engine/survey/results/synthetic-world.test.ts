/** What the pipeline makes of a world whose truth is known. A property of the pipeline, never evidence of validity. */
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../schema/rules/seeded-random.ts";
import {
  asBaseline,
  askWorld,
  drawPerson,
  PROBES,
  trueShares,
  type WorldModel,
} from "../../../test/survey/synthetic-world.ts";
import { encodeAnswers } from "./answer-column.ts";
import { computeResults } from "./compute-results.ts";
import { measureShares, valueOf } from "./measure-shares.ts";
import { evenWeight, openPanel } from "./panel.ts";
import type { BaselineTable } from "./results-input.ts";

const drawPeople = (count: number, seed: number) => {
  const random = seededRandom(seed, 7);
  return Array.from({ length: count }, () => drawPerson(random));
};
const run = (model: WorldModel, { count = 400, seed = 1, baseline = null as BaselineTable | null, repeats = 1 } = {}) =>
  computeResults({
    ...askWorld(drawPeople(count, seed), model, { seed, repeats }),
    runId: "run",
    probes: PROBES,
    baseline,
    plan: null,
    insufficientShare: null,
    seed,
  });
const codesOf = (results: ReturnType<typeof run>, probe: string | null) =>
  results.warnings.filter((warning) => warning.probe === probe).map(({ code }) => code);

describe("S7 a world whose truth is known", () => {
  it("S7 marginals are recovered, closer with more respondents", () => {
    const errorOf = (count: number) => {
      const errors = [1, 2, 3, 4].flatMap((seed) =>
        run({}, { count, seed }).probes.flatMap(({ options }, index) =>
          trueShares(PROBES[index]!).map((share, option) => Math.abs(share - options[option]!.share.value!)),
        ),
      );
      return errors.reduce((sum, error) => sum + error, 0) / errors.length;
    };
    expect(errorOf(100)).toBeLessThan(0.045);
    expect(errorOf(1_600)).toBeLessThan(0.0115);
  });

  it("S7 of 300 worlds, 93 to 97.5 % of the bands of options with ten or more expected answers cover the truth", () => {
    const truths = PROBES.map(trueShares);
    const [size, worlds] = [100, 300];
    let [covered, bands] = [0, 0];
    for (let seed = 1; seed <= worlds; seed++) {
      const { respondents, answers } = askWorld(drawPeople(size, seed), {}, { seed });
      const panel = openPanel(respondents, 1_000, seededRandom(seed, 1));
      const byProbe = Map.groupBy(answers, ({ probeId }) => probeId);
      PROBES.forEach((probe, index) => {
        const column = encodeAnswers(probe, byProbe.get(probe.id)!);
        const { shares } = measureShares(column, column.entries, panel, evenWeight);
        truths[index]!.forEach((truth, option) => {
          if (truth * size < 10) return;
          bands++;
          covered += Number(shares[option]!.low! <= truth && truth <= shares[option]!.high!);
        });
      });
    }
    expect(bands).toBeGreaterThan(3_000);
    expect(covered / bands).toBeGreaterThan(0.93);
    expect(covered / bands).toBeLessThan(0.975);
  });

  it("S7 lives come closer to the truth than demographics: distance, variance, reliability, correlations", () => {
    const baseline = asBaseline(drawPeople(2_000, 99), 99);
    const [lives, demographics] = (["life", "demographics"] as const).map((sees) =>
      run({ sees }, { count: 1_500, baseline }),
    );
    const distances = [lives!, demographics!].map((results) =>
      results.probes
        .filter(({ isOrdinal }) => isOrdinal)
        .map((probe) => valueOf(probe.distances.find(({ of }) => of === "run")!.figures, "wasserstein-normalised")!),
    );
    const meanOf = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(meanOf(distances[0]!)).toBeLessThan(meanOf(distances[1]!));
    const ratioOf = (results: typeof lives) => valueOf(results!.probes[0]!.figures, "variance-ratio")!;
    expect(Math.abs(ratioOf(lives) - 1)).toBeLessThan(0.1);
    expect(ratioOf(demographics)).toBeLessThan(0.9);
    const scaleOf = (results: typeof lives, id: "cronbachs-alpha" | "correlation-distance") =>
      valueOf(results!.scales[0]!.figures, id)!;
    expect(scaleOf(demographics, "cronbachs-alpha")).toBeLessThan(scaleOf(lives, "cronbachs-alpha"));
    expect(scaleOf(lives, "correlation-distance")).toBeLessThan(scaleOf(demographics, "correlation-distance"));
  });

  it("S7 a model that favours a place is found out, and one that does not is not", () => {
    const order = ["results-order-effect", "results-one-letter"];
    const biased = run({ positionBias: [1, 0, -0.3] });
    expect(codesOf(biased, "colour")).toContain("results-order-effect");
    expect(
      biased.warnings.find(({ probe, code }) => probe === "colour" && code === "results-order-effect")?.values,
    ).toMatchObject({
      letter: "A",
    });
    for (let seed = 1; seed <= 20; seed++)
      for (const { probe, code } of run({}, { seed, count: 200 }).warnings)
        expect(order.includes(code), `${seed} ${probe}`).toBe(false);
  });

  it("S7 a model that always answers B, one that repeats the options, and one that guesses are caught", () => {
    for (const probe of ["trust-1", "colour"]) {
      const always = run({ always: 1 });
      expect(codesOf(always, probe)).toContain("results-one-letter");
      expect(always.warnings.find(({ code }) => code === "results-one-letter")?.values).toMatchObject({ letter: "B" });
      expect(codesOf(run({ echoShare: 0.4 }), probe)).toEqual(
        expect.arrayContaining(["results-echo", "results-low-compliance"]),
      );
      expect(codesOf(run({ guesses: true }, { count: 2_000 }), probe)).toContain("results-uniform");
      expect(codesOf(run({}, { count: 2_000 }), probe)).toEqual([]);
    }
  });

  it("S7 refusals are counted and are no answers", () => {
    const { probes, ...whole } = run({ refusalShare: 0.1 });
    for (const { asked, answered, refused, options } of probes) {
      expect(answered + refused).toBe(asked);
      expect(options.reduce((sum, { count }) => sum + count, 0)).toBe(answered);
    }
    expect(Math.abs(valueOf(whole.figures, "refusals")! - 0.1)).toBeLessThan(0.03);
  });

  it("S7 the same answers and seed give the same document", () => {
    expect(run({}, { count: 60 })).toEqual(run({}, { count: 60 }));
  });
});
