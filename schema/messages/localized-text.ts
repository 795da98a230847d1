/** What stands in data by language (BCP 47, its first part): always in English, in others where it is given in them (SPEC W13). */
import { z } from "zod";

export const localizedText = (maxLength: number) => {
  const text = z.string().trim().min(1).max(maxLength);
  return z.object({ en: text }).catchall(text);
};
export type LocalizedText = { en: string; [language: string]: string };
