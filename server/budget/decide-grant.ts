/** The largest block as a share of what is left, so that little is held where it is not needed. */
const LARGEST_SHARE = 1 / 32;

/**
 * How much of what is left a process is granted: what it wants while there is plenty, and towards the end
 * exactly what its next call needs. Null when even that is more than there is.
 * @param wantedNano at least `neededNano`
 */
export function decideGrant(availableNano: number, neededNano: number, wantedNano: number): number | null {
  if (availableNano < neededNano) return null;
  return Math.max(neededNano, Math.min(wantedNano, Math.floor(availableNano * LARGEST_SHARE)));
}
