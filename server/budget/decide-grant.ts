/** No block is more than this part of what is left, so that little of it lies where it is not needed. */
const LARGEST_SHARE = 1 / 32;

/**
 * How much a process gets of what is left: what it wants while there is plenty, towards the end
 * exactly what its next call needs. Null: that is more than there is.
 * @param wantedNano at least `neededNano`
 */
export function decideGrant(availableNano: number, neededNano: number, wantedNano: number): number | null {
  if (availableNano < neededNano) return null;
  return Math.max(neededNano, Math.min(wantedNano, Math.floor(availableNano * LARGEST_SHARE)));
}
