/** A trait's key within its persona: "Dry humour" → "dry-humour". Other scripts keep their letters. */
export function traitKey(name: string): string {
  const key = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
  return key || "trait";
}

/** The reverse, for a trait without a name: "dry-humour" → "Dry humour". */
export function nameFromKey(key: string): string {
  const words = key.replace(/[-_]+/g, " ").trim() || key;
  return (words[0]!.toUpperCase() + words.slice(1)).slice(0, 60);
}
