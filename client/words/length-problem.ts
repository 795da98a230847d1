import type { TFunction } from "i18next";

/** What to say about a text of more than `most` characters, counted as the server does; null when it fits. */
export function lengthProblem(text: string, most: number | undefined, t: TFunction): string | null {
  const { length } = text.trim();
  return most !== undefined && length > most ? t("tooLong", { length, most }) : null;
}
