/** As many whole characters as fit. */
export function cutBytes(text: string, bytes: number): string {
  let used = 0;
  let kept = "";
  for (const character of text) {
    used += new TextEncoder().encode(character).length;
    if (used > bytes) break;
    kept += character;
  }
  return kept;
}
