import type { LocalizedText } from "../messages/localized-text.ts";
import { formatMoney } from "./format-money.ts";
import { isLocalized, localize } from "./localize.ts";

const FORMATS: Record<string, (value: number | string, language: string) => string> = {
  /** The first sentence, without its final full stop. */
  sentence: (text) =>
    String(text)
      .split(/(?<=[.!?])\s/)[0]!
      .replace(/\.$/, ""),
  money: (nano, language) => formatMoney(Number(nano), language),
  number: (value, language) => Number(value).toLocaleString(language),
  /** Of a share of 1, as figures show it. */
  percent: (share, language) => Number(share).toLocaleString(language, { style: "percent", maximumFractionDigits: 1 }),
  day: (iso, language) =>
    new Date(iso).toLocaleDateString(language, { day: "numeric", month: "long", timeZone: "UTC" }),
};

/**
 * @param text with placeholders like `{{name}}` or `{{limit, money}}`
 * @param word renders a message used as a value
 */
export const fillGaps = <Inner extends { code: string }>(
  text: string,
  values: { [gap: string]: string | number | LocalizedText | Inner | readonly Inner[] },
  language: string,
  word: (inner: Inner) => string,
): string =>
  text.replace(/\{\{(\w+)(?:, (\w+))?\}\}/g, (_gap, name: string, format: string | undefined) => {
    const value = values[name] ?? "";
    const parts = typeof value === "object" && "length" in value ? (value as readonly Inner[]) : [value];
    return parts
      .map((part) => (isLocalized(part) ? localize(part, language).text : part))
      .map((part) => (typeof part === "object" ? word(part) : part))
      .map((part) => (format ? FORMATS[format]!(part, language) : String(part)))
      .join("; ");
  });
