import { isText } from "../../schema/messages/written-text.ts";

/** The path of the first text inside, name or value, that no database or screen could take; null when all is well. */
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
