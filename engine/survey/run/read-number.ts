import type { ProbeLanguage } from "../probe/probe-words.ts";

const NUMBER: Record<ProbeLanguage, RegExp> = {
  en: /(?<![\p{L}\d.,])[-−–]?\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\p{L}\d])|(?<![\p{L}\d.,])[-−–]?\d+(?:\.\d+)?(?![\p{L}\d])/gu,
  de: /(?<![\p{L}\d.,])[-−–]?\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\p{L}\d])|(?<![\p{L}\d.,])[-−–]?\d+(?:,\d+)?(?![\p{L}\d])/gu,
};
/** "10-20", "10 to 20". */
const RANGE = /\d\s*[-–—]\s*\d/;

/** @returns the one number in a text; null if there is none, or if there are several */
export function readNumber(text: string, language: ProbeLanguage): number | null {
  if (RANGE.test(text)) return null;
  const found = [...text.matchAll(NUMBER[language])].map(([number]) => number);
  if (found.length !== 1) return null;
  const [thousands, decimal] = language === "en" ? [",", "."] : [".", ","];
  const plain = found[0]!.replace(/[−–]/, "-").replaceAll(thousands!, "").replace(decimal!, ".");
  return Number(plain);
}
