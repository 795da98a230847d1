import { expect, test } from "vitest";
import { measureAgreement, type LabelPair } from "./measure-agreement.ts";

const pair = (stated: string, estimate: Record<string, number>, more: Partial<LabelPair> = {}): LabelPair => ({
  traitId: "party",
  statedBy: "",
  source: "sampled",
  model: "test/one",
  stated,
  estimate,
  ...more,
});

test("S3 share of agreement, Cohen's kappa, Brier score and calibration of estimates against what texts state", () => {
  // 2×2: 20 agree on one value, 15 on the other, 5 and 10 differ: agreement 0.7, kappa 0.4 (Cohen's textbook example).
  const pairs = [
    ...Array.from({ length: 20 }, () => pair("yes", { yes: 0.9, no: 0.1 })),
    ...Array.from({ length: 5 }, () => pair("yes", { no: 1 })),
    ...Array.from({ length: 10 }, () => pair("no", { yes: 1 })),
    ...Array.from({ length: 15 }, () => pair("no", { no: 1 })),
  ];
  const [measured] = measureAgreement(pairs);
  expect(measured).toMatchObject({ traitId: "party", statedBy: "", source: "sampled", model: "test/one", count: 50 });
  expect(measured!.agreement).toBeCloseTo(0.7, 10);
  expect(measured!.kappa).toBeCloseTo(0.4, 10);
  expect(measured!.brier).toBeCloseTo((20 * (0.1 ** 2 + 0.1 ** 2) + 15 * 2) / 50, 10);
  const [top] = measured!.calibration;
  expect(top).toMatchObject({ from: 0.8, to: 1, count: 50 });
  expect(top!.confidence).toBeCloseTo(48 / 50, 10);
  expect(top!.right).toBeCloseTo(0.7, 10);
});

test("S3 an estimate of Unknown disagrees with what is stated; kappa is null where chance alone gives all", () => {
  const [unknown] = measureAgreement([pair("yes", { unknown: 1 })]);
  expect(unknown).toMatchObject({ agreement: 0, kappa: 0, brier: 2 });
  expect(measureAgreement([pair("yes", { yes: 1 })])[0]).toMatchObject({ agreement: 1, kappa: null, brier: 0 });
});

test("S3 each trait, model, way of estimating and reader is measured by itself", () => {
  const groups = measureAgreement([
    pair("yes", { yes: 1 }),
    pair("yes", { yes: 1 }, { traitId: "age" }),
    pair("yes", { yes: 1 }, { source: "logprob" }),
    pair("yes", { yes: 1 }, { model: "test/two" }),
    pair("yes", { yes: 1 }, { statedBy: "test/one" }),
    pair("no", { no: 1 }),
  ]);
  expect(groups.map(({ count }) => count)).toEqual([2, 1, 1, 1, 1]);
  expect(measureAgreement([])).toEqual([]);
});
