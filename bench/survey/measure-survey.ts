/** The rates of runs (SPEC S6), and exact matching beside SciPy's `linear_sum_assignment`, on the same problems, in the same run (S4). */
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { findOrInstallStatistics } from "../../setup/find-statistics.mjs";
import { rounded } from "../world/rounded.ts";
import { sayProgress } from "../say-progress.ts";
import type { Shape } from "./draw-pool.ts";
import { measureRuns } from "./measure-runs.ts";

type Matched = { seconds: number; peakMiB: number; total: number };
const run = promisify(execFile);
const program = new URL("./match-shape.program.ts", import.meta.url).pathname;

const SHAPES: Shape[] = [
  { places: 1_000, backstories: 10_000, targets: 500 },
  { places: 1_000, backstories: 10_000, targets: 1_000 },
  { places: 5_000, backstories: 10_000, targets: 500 },
  { places: 5_000, backstories: 10_000, targets: 5_000 },
  { places: 10_000, backstories: 10_000, targets: 500 },
  { places: 10_000, backstories: 10_000, targets: 10_000 },
  { places: 10_000, backstories: 41_000, targets: 10_000 },
];
/** SciPy holds the matrix and a copy of it: more weights than these would need 6 GB. */
const MOST_WEIGHTS_FOR_SCIPY = 2e8;
const TOLERANCE = 1e-6;

/** The matrix is there before SciPy's clock runs; ours runs while weights are computed. */
const SCIPY = `
import json, sys, time
import numpy as np
from scipy.optimize import linear_sum_assignment
data = json.load(open(sys.argv[1]))
columns = np.array(data["columns"])
weights = np.ones((len(data["order"]), columns.shape[1]))
for row, order in enumerate(data["order"]):
    for column in order:
        weights[row] *= columns[column]
seconds = float("inf")
for repeat in range(3):
    started = time.perf_counter()
    rows, chosen = linear_sum_assignment(weights, maximize=True)
    seconds = min(seconds, time.perf_counter() - started)
print(json.dumps({"seconds": seconds, "total": float(weights[rows, chosen].sum())}))
`;

export const measureSurvey = async (): Promise<object> => ({ ...(await measureMatching()), ...(await measureRuns()) });

/** @throws Error when the two find different totals */
async function measureMatching(): Promise<object> {
  const { path: python, reason } = await findOrInstallStatistics();
  if (reason) sayProgress(`Without SciPy: ${reason}.`);
  const folder = await mkdtemp(join(tmpdir(), "dramatis-match-"));
  const matchSecondsByShape: Record<string, number> = {};
  const scipySecondsByShape: Record<string, number | null> = {};
  const matchPeakMiB: Record<string, number> = {};
  try {
    for (const shape of SHAPES) {
      const name = `${shape.places}x${shape.backstories}, ${shape.targets} distinct`;
      sayProgress(`Matching ${name} …`);
      const isCompared = python !== undefined && shape.places * shape.backstories <= MOST_WEIGHTS_FOR_SCIPY;
      const file = join(folder, "problem.json");
      const matched = await read<Matched>(process.execPath, [
        program,
        JSON.stringify(shape),
        ...(isCompared ? [file] : []),
      ]);
      matchSecondsByShape[name] = rounded(matched.seconds);
      matchPeakMiB[name] = Math.round(matched.peakMiB);
      const compared = isCompared ? await read<Omit<Matched, "peakMiB">>(python, ["-c", SCIPY, file]) : null;
      scipySecondsByShape[name] = compared && rounded(compared.seconds);
      if (compared && Math.abs(compared.total - matched.total) > TOLERANCE)
        throw new Error(`${name}: we found ${matched.total}, SciPy ${compared.total}`);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return { matchSecondsByShape, scipySecondsByShape, matchPeakMiB };
}

const read = async <Result>(file: string, args: string[]): Promise<Result> =>
  JSON.parse((await run(file, args, { maxBuffer: 1 << 20 })).stdout) as Result;
