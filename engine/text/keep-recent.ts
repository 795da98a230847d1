/**
 * A function of a text whose answers are kept, since the same texts come again and again. Beyond `max`, the answer kept
 * longest is dropped.
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
