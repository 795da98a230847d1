/** Text in data by language (the primary subtag of BCP 47): always in English, in other languages where given (SPEC W13). */
import { z } from "zod";

export const localizedText = (maxLength: number) => {
  const text = z.string().trim().min(1).max(maxLength);
  return z.object({ en: text }).catchall(text);
};
export type LocalizedText = { en: string; [language: string]: string };
