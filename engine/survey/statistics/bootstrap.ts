/**
 * Bands by the cluster bootstrap: backstories are drawn anew, with replacement, each with all the answers it gave. What is
 * banded has to be a function of sums over answers, so that a draw only adds up the sums of its clusters.
 */
import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import studentQuantile from "@stdlib/stats-base-dists-t-quantile";

/** By draw, how often each cluster was drawn. */
export type ClusterDraws = readonly Uint8Array[];

export function drawClusters(clusterCount: number, drawCount: number, random: () => number): ClusterDraws {
  return Array.from({ length: drawCount }, () => {
    const times = new Uint8Array(clusterCount);
    for (let drawn = 0; drawn < clusterCount; drawn++) times[Math.floor(random() * clusterCount)]!++;
    return times;
  });
}

/** Sums over the answers of each cluster that gave any: `width` of them, side by side. */
export type ClusterSums = { width: number; clusters: number[]; sums: number[]; rowOf: Map<number, number> };

export const createClusterSums = (width: number): ClusterSums => ({ width, clusters: [], sums: [], rowOf: new Map() });

export function addToSum(
  { width, clusters, sums, rowOf }: ClusterSums,
  cluster: number,
  place: number,
  amount: number,
): void {
  let row = rowOf.get(cluster);
  if (row === undefined) {
    row = clusters.length;
    rowOf.set(cluster, row);
    clusters.push(cluster);
    for (let each = 0; each < width; each++) sums.push(0);
  }
  sums[row * width + place]! += amount;
}

/** `value` is NaN where it is not defined. */
export type Banded = { value: number; low: number | null; high: number | null };

/** More draws without a value than this, and there is no band. */
const MOST_UNDEFINED = 0.05;

/** @param statistic of sums (of one array that is filled anew), as many values each time; NaN where one is not defined */
export function bandStatistics(
  clusterSums: ClusterSums,
  draws: ClusterDraws,
  statistic: (totals: Float64Array) => readonly number[],
): Banded[] {
  const { width, clusters } = clusterSums;
  const { classes, classOf } = mergeEqual(clusterSums);
  const counts = new Float64Array(classes.length / width);
  const totals = new Float64Array(width);
  const addUp = (timesOf: (row: number) => number): Float64Array => {
    counts.fill(0);
    for (let row = 0; row < clusters.length; row++) counts[classOf[row]!]! += timesOf(row);
    totals.fill(0);
    for (let each = 0; each < counts.length; each++)
      for (let place = 0, from = each * width; place < width; place++)
        totals[place]! += counts[each]! * classes[from + place]!;
    return totals;
  };
  const rows = Int32Array.from(clusters);
  const values = statistic(addUp(() => 1));
  const drawn = values.map(() => new Float64Array(draws.length));
  draws.forEach((times, draw) => {
    const again = statistic(addUp((row) => times[rows[row]!]!));
    for (let index = 0; index < drawn.length; index++) drawn[index]![draw] = again[index]!;
  });
  return values.map((value, index) => ({ value, ...bandOf(drawn[index]!, clusters.length) }));
}

/** Most clusters gave the same few answers: those with equal sums are added up as one, which is what makes this fast. */
function mergeEqual({ width, clusters, sums }: ClusterSums): { classes: Float64Array; classOf: Int32Array } {
  const found = new Map<string, number>();
  const classes: number[] = [];
  const classOf = Int32Array.from(clusters, (_, row) => {
    const own = sums.slice(row * width, (row + 1) * width);
    const key = own.join();
    let each = found.get(key);
    if (each === undefined) {
      each = found.size;
      found.set(key, each);
      classes.push(...own);
    }
    return each;
  });
  return { classes: Float64Array.from(classes), classOf };
}

/**
 * The percentiles of a normal band that is wider for few clusters, as Student's t is (Hesterberg 2015): percentiles of the
 * bootstrap alone are too close to each other by √((n − 1)/n).
 */
function bandOf(drawn: Float64Array, clusterCount: number): { low: number | null; high: number | null } {
  // In a draw of people who are all alike, what is divided by their spread is infinite.
  const defined = drawn.filter(Number.isFinite).sort();
  if (clusterCount < 2 || defined.length < drawn.length * (1 - MOST_UNDEFINED) || defined.length === 0)
    return { low: null, high: null };
  const reach = Math.sqrt(clusterCount / (clusterCount - 1)) * studentQuantile(0.975, clusterCount - 1);
  const tail = normalCdf(-reach, 0, 1);
  return { low: quantile(defined, tail), high: quantile(defined, 1 - tail) };
}

/** Between two values, in proportion. */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
  return below + (above - below) * (place - Math.floor(place));
}
