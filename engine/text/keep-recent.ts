/**
 * Memoises a function of a text, because the same texts recur. Beyond `max`, the oldest result is
 * dropped.
 */
export function keepRecent<Answer>(read: (text: string) => Answer, max: number): (text: string) => Answer {
  const kept = new Map<string, Answer>();
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    const answer = read(text);
    kept.set(text, answer);
    if (kept.size > max) kept.delete(kept.keys().next().value!);
    return answer;
  };
}
