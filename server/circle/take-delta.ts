/** Even a long backlog is sent in about this many deltas, so that it still appears word by word. */
const DELTAS_PER_BACKLOG = 24;
const DELTA_MIN_CHARACTERS = 8;
/** How far a delta may exceed its share to end with a whole word. */
const WORD_REACH_CHARACTERS = 24;

/**
 * The part of the pending text to send now: tokens as they arrive, a backlog in words, faster the longer
 * it is. Never splits a surrogate pair: empty when only half a pair is pending.
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
