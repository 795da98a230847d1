/** Text that people write, restricted to what can be stored, shown and quoted. */
import { z } from "zod";

/** Rejects NUL and unpaired surrogates, which cannot be stored as shown. */
export const isText = (text: string): boolean => !text.includes("\0") && text.isWellFormed();

export const written = (max: number) =>
  z
    .string()
    .trim()
    .min(1, "write something")
    .max(max, `at most ${max} characters`)
    .refine(isText, "has characters that are no text");

/** A single-line name. Characters that would reorder or break the line around it are removed, so that nobody can impersonate another. */
export const named = (max: number, missing: string) =>
  z.string().overwrite(tidyName).min(1, missing).max(max, `at most ${max} characters`);

function tidyName(name: string): string {
  const tidy = name
    .replace(/\p{Bidi_Control}/gu, "")
    .replace(/[\p{Cc}\p{Z}]+/gu, " ")
    .trim();
  return /[^\p{Default_Ignorable_Code_Point}\p{Z}\u2800]/u.test(tidy) ? tidy : "";
}
