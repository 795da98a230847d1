/** Even a long text that waits complete takes about this many deltas: it still reads word by word. */
const DELTAS_PER_BACKLOG = 24;
const DELTA_MIN_CHARACTERS = 8;
/** How far past its share a delta may reach to end with a whole word. */
const WORD_REACH_CHARACTERS = 24;

/**
 * How much of the text that waits is shown now: tokens just as they come, and a text that is
 * already there in words, the faster the longer it is. Never splits a surrogate pair: empty when
 * nothing but half a pair is there.
 */
export function takeDelta(pending: string): string {
  const delta = takeShare(pending);
  return /[\uD800-\uDBFF]$/.test(delta) ? delta.slice(0, -1) : delta;
}

function takeShare(pending: string): string {
  const share = Math.max(DELTA_MIN_CHARACTERS, Math.ceil(pending.length / DELTAS_PER_BACKLOG));
  if (pending.length <= share) return pending;
  const wordEnd = pending.slice(share, share + WORD_REACH_CHARACTERS).search(/\s/);
  return pending.slice(0, wordEnd >= 0 ? share + wordEnd : share);
}
