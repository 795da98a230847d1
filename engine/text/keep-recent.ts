/**
 * Caches a function of a text, because the same texts recur. It keeps the answers for the `max / 2` texts asked for
 * last, and up to as many more.
 */
export function keepRecent<Answer>(read: (text: string) => Answer, max: number): (text: string) => Answer {
  // Two halves: what was not asked for while the newer one filled up is dropped with the older one.
  let newer = new Map<string, Answer>();
  let older = newer;
  return (text) => {
    const known = newer.get(text);
    if (known !== undefined) return known;
    const answer = older.get(text) ?? read(text);
    newer.set(text, answer);
    if (newer.size >= max / 2) [older, newer] = [newer, new Map()];
    return answer;
  };
}
