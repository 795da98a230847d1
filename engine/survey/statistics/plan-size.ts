/** How many respondents a wanted precision takes. */

/** Of the normal distribution, on both sides of 95 %. */
const Z = 1.959963984540054;

/** Wilson's band of a share, which is never empty and never leaves 0–1. */
export function wilsonBand(share: number, n: number): { low: number; high: number } {
  const middle = (share + Z ** 2 / (2 * n)) / (1 + Z ** 2 / n);
  const reach = (Z / (1 + Z ** 2 / n)) * Math.sqrt((share * (1 - share)) / n + Z ** 2 / (4 * n ** 2));
  return { low: Math.max(0, middle - reach), high: Math.min(1, middle + reach) };
}

const halfWidth = (share: number, n: number): number => {
  const { low, high } = wilsonBand(share, n);
  return (high - low) / 2;
};

const MOST_PLANNED = 100_000_000;

/**
 * The fewest respondents whose 95 % band of a share is no wider than `wanted` on either side (Wilson).
 * @param share expected; 0.5 is the worst case
 * @param designEffect how many respondents count as one, such as 1.5 where backstories are used again; at least 1
 * @returns null where more than a hundred million would be needed
 */
export function planSize(wanted: number, share = 0.5, designEffect = 1): number | null {
  let [few, enough] = [0, 1];
  while (halfWidth(share, enough) > wanted) {
    [few, enough] = [enough, enough * 2];
    if (enough > MOST_PLANNED) return null;
  }
  while (enough - few > 1) {
    const middle = Math.floor((few + enough) / 2);
    if (halfWidth(share, middle) > wanted) few = middle;
    else enough = middle;
  }
  return Math.ceil(enough * designEffect);
}
