/** Every statistic beside SciPy's, NumPy's and statsmodels': random data, ties, zeros, constant columns, one, none. */
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../schema/rules/seeded-random.ts";
import { askPython, statisticsPath } from "../../../test/statistics.ts";
import { chiSquared, fisherExact, mannWhitney, welchT } from "./compare-groups.ts";
import { mcNemar, mcNemarExact, pairedT, signTest, stuartMaxwell, wilcoxonSignedRank } from "./compare-pairs.ts";
import { correlate, frobeniusDistance } from "./correlations.ts";
import { cronbachAlpha } from "./cronbach-alpha.ts";
import { jensenShannon, kullbackLeibler } from "./distances.ts";
import { cohensD, cramersV } from "./effect-sizes.ts";
import { adjustByHolm } from "./holm.ts";
import { mean, median, variance } from "./moments.ts";
import { planSize, wilsonBand } from "./plan-size.ts";
import type { TestOutcome } from "./test-outcome.ts";

const PROBLEMS = 300;
/** SciPy warns, and has NaN, where there is no answer. */
const FRAME = `
import warnings
warnings.simplefilter("ignore")
import scipy.stats, math
def clean(value):
    value = float(value)
    return value if math.isfinite(value) else None
`;
const random = seededRandom(77, 0);
const below = (most: number): number => Math.floor(random() * most);
const drawList = (length: number, draw: () => number): number[] => Array.from({ length }, draw);
/** Numbers without ties, answers on a scale, almost all the same, all the same. */
const KINDS = [() => random() * 10 - 5, () => 1 + below(5), () => (random() < 0.9 ? 3 : 4), () => 2];
const drawValues = (problem: number, length: number): number[] => drawList(length, KINDS[problem % KINDS.length]!);
const drawTable = (rows: number, columns: number, most: number): number[][] =>
  Array.from({ length: rows }, () => drawList(columns, () => (random() < 0.2 ? 0 : below(most))));
const problems = <Problem>(draw: (problem: number) => Problem): Problem[] =>
  Array.from({ length: PROBLEMS }, (_, problem) => draw(problem));

function expectClose(ours: number | null, theirs: number | null, what: string): void {
  if (theirs === null || ours === null) expect(ours, what).toBe(theirs);
  else
    expect(Math.abs(ours - theirs), `${what}: ${ours}, ${theirs}`).toBeLessThan(1e-8 * Math.max(1, Math.abs(theirs)));
}

const pairOf = ({ statistic, p }: TestOutcome): (number | null)[] => [statistic, p];

async function compare<Problem>(
  script: string,
  given: Problem[],
  ours: (problem: Problem) => (number | null)[],
): Promise<void> {
  const theirs = await askPython<(number | null)[][]>(FRAME + script, given);
  expect(theirs.some((values) => values.some((value) => value !== null))).toBe(true);
  given.forEach((problem, index) =>
    ours(problem).forEach((value, place) =>
      expectClose(value, theirs[index]![place]!, `problem ${index}, ${place}: ${JSON.stringify(problem)}`),
    ),
  );
}

describe.skipIf(statisticsPath === null)("S7 statistics beside SciPy, NumPy and statsmodels", () => {
  it("S7 means, variances and medians with weights", async () => {
    await compare(
      `
result = []
for x, w in data:
    x, w = np.array(x), np.array(w)
    if w.sum() == 0:
        result.append([None] * 2)
        continue
    result.append([np.average(x, weights=w), clean(np.cov(x, aweights=w, ddof=1)) if (w > 0).sum() > 1 else None])
`,
      problems((problem) => {
        const length = problem % 12;
        return [drawValues(problem, length), drawList(length, () => (random() < 0.2 ? 0 : random() * 3))] as const;
      }),
      ([values, weights]) => [mean(values, weights), variance(values, weights)],
    );
    await compare(
      `
result = [[np.median(x) if len(x) else None, clean(np.var(x, ddof=1)) if len(x) > 1 else None] for x in data]
`,
      problems((problem) => drawValues(problem, problem % 12)),
      (values) => [median(values), variance(values)],
    );
  });

  it("S7 Kullback–Leibler and Jensen–Shannon divergences", async () => {
    await compare(
      `
import scipy.spatial.distance
result = [[clean(scipy.stats.entropy(p, q)), scipy.spatial.distance.jensenshannon(p, q, 2) ** 2] for p, q in data]
`,
      problems((problem) => {
        const length = 1 + (problem % 7);
        return [0, 1].map(() => {
          const shares = drawList(length, () => (random() < 0.2 ? 0 : random()));
          shares[below(length)]! += 0.1;
          const total = shares.reduce((sum, share) => sum + share, 0);
          return shares.map((share) => share / total);
        });
      }),
      ([one, other]) => {
        const divergence = kullbackLeibler(one!, other!);
        return [Number.isFinite(divergence) ? divergence : null, jensenShannon(one!, other!)];
      },
    );
  });

  it("S7 Welch's t, Mann–Whitney and Cohen's d of two groups", async () => {
    await compare(
      `
result = []
for x, y in data:
    x, y = np.array(x), np.array(y)
    few = len(x) < 2 or len(y) < 2
    flat = few or x.var() + y.var() == 0
    t = scipy.stats.ttest_ind(y, x, equal_var=False) if not flat else None
    u = scipy.stats.mannwhitneyu(y, x, method="asymptotic") if len(x) and len(y) else None
    pooled = 0 if few else ((len(x) - 1) * x.var(ddof=1) + (len(y) - 1) * y.var(ddof=1)) / (len(x) + len(y) - 2)
    result.append([
        clean(t.statistic) if t else None, clean(t.pvalue) if t else None, clean(t.df) if t else None,
        clean(u.statistic) if u else None, clean(u.pvalue) if u else None,
        (y.mean() - x.mean()) / np.sqrt(pooled) if pooled > 0 else None])
`,
      problems((problem) => [drawValues(problem, problem % 11), drawValues(problem, (problem * 7) % 13)]),
      ([first, second]) => [
        ...pairOf(welchT(first!, second!)),
        welchT(first!, second!).degreesOfFreedom,
        ...pairOf(mannWhitney(first!, second!)),
        cohensD(first!, second!),
      ],
    );
  });

  it("S7 χ², Cramér's V and Fisher's exact test of tables", async () => {
    await compare(
      `
result = []
for table in data:
    t = np.array(table)
    t = t[t.sum(axis=1) > 0][:, t.sum(axis=0) > 0]
    if min(t.shape) < 2:
        result.append([None] * 4)
        continue
    found = scipy.stats.chi2_contingency(t, correction=False)
    result.append([found.statistic, found.pvalue, found.expected_freq.min(), scipy.stats.contingency.association(t)])
`,
      problems((problem) => drawTable(1 + (problem % 4), 1 + (problem % 5), 3 + (problem % 30))),
      (table) => {
        const found = chiSquared(table);
        const rows = table.filter((row) => row.some((count) => count > 0)).length;
        const columns = table[0]!.filter((_, column) => table.some((row) => row[column]! > 0)).length;
        const v = found.statistic === null ? null : cramersV(found.statistic, found.n, Math.min(rows, columns));
        return [...pairOf(found), found.leastExpected, v];
      },
    );
    await compare(
      `
result = []
for table in data:
    t = np.array(table)
    flat = (t.sum(axis=0) == 0).any() or (t.sum(axis=1) == 0).any()
    result.append([None if flat else scipy.stats.fisher_exact(t).pvalue])
`,
      problems((problem) => drawTable(2, 2, 3 + (problem % 40)) as [[number, number], [number, number]]),
      (table) => [fisherExact(table).p],
    );
  });

  it("S7 paired t, Wilcoxon and the sign test of changes", async () => {
    await compare(
      `
result = []
for d in data:
    d = np.array(d)
    t = scipy.stats.ttest_1samp(d, 0) if len(d) > 1 and d.var() > 0 else None
    u = d[d != 0]
    up = int((u > 0).sum())
    exact = len(u) <= 50 and len(np.unique(np.abs(u))) == len(u)
    w = scipy.stats.wilcoxon(u, method="exact" if exact else "asymptotic") if len(u) else None
    result.append([clean(t.statistic) if t else None, clean(t.pvalue) if t else None,
        clean(w.statistic) if w else None, clean(w.pvalue) if w else None,
        scipy.stats.binomtest(up, len(u), 0.5).pvalue if len(u) else None])
`,
      problems((problem) => {
        const length = problem % 60;
        const [before, after] = [drawValues(problem, length), drawValues(problem, length)];
        return before.map((value, index) => after[index]! - value);
      }),
      (changes) => [...pairOf(pairedT(changes)), ...pairOf(wilcoxonSignedRank(changes)), signTest(changes).p],
    );
  });

  it("S7 McNemar and Stuart–Maxwell of square tables", async () => {
    await compare(
      `
from statsmodels.stats.contingency_tables import mcnemar, SquareTable
result = []
for b, c, table in data:
    pair = [[5, b], [c, 7]]
    one, other = mcnemar(pair, exact=True), mcnemar(pair, exact=False, correction=True)
    square = SquareTable(np.array(table), shift_zeros=False).homogeneity(method="stuart_maxwell")
    none = b + c == 0
    result.append([None if none else clean(one.pvalue), None if none else clean(other.statistic),
        None if none else clean(other.pvalue), clean(square.statistic), clean(square.pvalue), int(square.df)])
`,
      problems((problem) => {
        const size = 2 + (problem % 5);
        const table = drawTable(size, size, 2 + (problem % 30));
        // Without changes between neighbours, statsmodels has no answer, and ours is tested below.
        for (let place = 1; place < size; place++) table[place - 1]![place]! += 1;
        return [below(60), below(20), table] as const;
      }),
      ([up, down, table]) => {
        const found = stuartMaxwell(table);
        return [mcNemarExact(up, down).p, ...pairOf(mcNemar(up, down)), ...pairOf(found), found.degreesOfFreedom];
      },
    );
    // Of two options it is McNemar's, without the correction; categories that nobody changes to add nothing.
    const pair = stuartMaxwell([
      [3, 8],
      [2, 4],
    ]);
    expect([pair.statistic, pair.degreesOfFreedom]).toEqual([expect.closeTo(36 / 10, 12), 1]);
    expect(
      stuartMaxwell([
        [3, 8, 0],
        [2, 4, 0],
        [0, 0, 9],
      ]),
    ).toMatchObject({ degreesOfFreedom: 1, p: expect.closeTo(pair.p!, 12) });
    expect(
      stuartMaxwell([
        [3, 8, 0, 0],
        [2, 4, 0, 0],
        [0, 0, 9, 1],
        [0, 0, 5, 2],
      ]),
    ).toMatchObject({
      statistic: expect.closeTo(36 / 10 + 16 / 6, 12),
      degreesOfFreedom: 2,
    });
  });

  it("S7 Cronbach's α and correlations, weighted, and the distance of two matrices", async () => {
    await compare(
      `
def matrix(rows, w):
    x = np.array(rows)
    c = np.cov(x.T, aweights=w)
    s = np.sqrt(np.diag(c))
    return c / np.outer(s, s), c
result = []
for one, other, w in data:
    a, c = matrix(one, w)
    b, _ = matrix(other, w)
    k = a.shape[0]
    alpha = k / (k - 1) * (1 - np.trace(c) / c.sum())
    flat = any(np.ptp(np.array(rows), axis=0).min() == 0 for rows in (one, other))
    result.append([None if flat else clean(np.linalg.norm(a - b)), None if c.sum() < 1e-12 else clean(alpha)])
`,
      problems((problem) => {
        const [length, items] = [3 + (problem % 20), 2 + (problem % 4)];
        const drawRows = () => Array.from({ length }, () => drawList(items, KINDS[problem % 3]!));
        return [drawRows(), drawRows(), drawList(length, () => 0.1 + random())] as const;
      }),
      ([one, other, weights]) => [
        frobeniusDistance(correlate(one, weights), correlate(other, weights)),
        cronbachAlpha(one, weights),
      ],
    );
  });

  it("S7 Holm's adjustment", async () => {
    await compare(
      `
result = []
for p in data:
    order = np.argsort(p)
    steps = np.sort(p) * np.arange(len(p), 0, -1)
    adjusted = np.empty(len(p))
    adjusted[order] = np.minimum(1, np.maximum.accumulate(steps))
    result.append(list(adjusted))
`,
      problems((problem) => drawList(1 + (problem % 12), () => random() ** 3)),
      (values) => adjustByHolm(values),
    );
  });

  it("S7 Wilson's band, and the fewest respondents for a wanted half-width", async () => {
    await compare(
      `
result = []
for count, n in data:
    band = scipy.stats.binomtest(count, n).proportion_ci(method="wilson")
    result.append([band.low, band.high])
`,
      problems((problem) => [below(1 + (problem % 60)), 1 + (problem % 60)] as const),
      ([count, n]) => [wilsonBand(count / n, n).low, wilsonBand(count / n, n).high],
    );
    for (const [wanted, share] of [
      [0.03, 0.5],
      [0.1, 0.2],
      [0.4, 0.5],
    ] as const) {
      const n = planSize(wanted, share)!;
      const reach = (size: number) => (wilsonBand(share, size).high - wilsonBand(share, size).low) / 2;
      expect(reach(n)).toBeLessThanOrEqual(wanted);
      if (n > 1) expect(reach(n - 1)).toBeGreaterThan(wanted);
      expect(planSize(wanted, share, 1.5)).toBe(Math.ceil(n * 1.5));
    }
    expect(planSize(1e-9)).toBeNull();
  });
});
