const segmenter = new Intl.Segmenter("und", { granularity: "word" });

/** At most `most` characters: what is longer ends after a word, with an ellipsis. */
export function cutText(text: string, most: number): string {
  const whole = text.trim().toWellFormed();
  if (whole.length <= most) return whole;
  let end = 0;
  for (const { index } of segmenter.segment(whole)) {
    if (index >= most) break;
    end = index;
  }
  const kept = whole.slice(0, end || most - 1).toWellFormed();
  return `${kept.replace(/[\s,;:–-]+$/u, "")}…`;
}
