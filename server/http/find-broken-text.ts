import { isText } from "../../schema/messages/written-text.ts";

/** The path of the first text (name or value) that cannot be stored or displayed; null when there is none. */
export function findBrokenText(value: unknown, path: readonly string[] = []): string | null {
  if (typeof value === "string") return isText(value) ? null : path.join(".");
  if (typeof value !== "object" || value === null) return null;
  for (const [name, inner] of Object.entries(value)) {
    if (!isText(name)) return path.join(".");
    const broken = findBrokenText(inner, [...path, name]);
    if (broken !== null) return broken;
  }
  return null;
}
