const NANO_DIGITS = 9;
const DOLLARS = new RegExp(`^\\$?\\s*(\\d{1,6})(?:[.,](\\d{1,${NANO_DIGITS}}))?\\s*\\$?$`);

/** Dollars as people type them ("2", "$0.50", "0,05 $") in nano-dollars, exactly; null when it is not an amount. */
export function parseDollars(text: string): number | null {
  const [, dollars, fraction = ""] = DOLLARS.exec(text.trim()) ?? [];
  return dollars === undefined ? null : Number(`${dollars}${fraction.padEnd(NANO_DIGITS, "0")}`);
}

/** A limit in nano-dollars: null, no limit, when it is left empty; undefined when it is not an amount. */
export const parseLimit = (text: string): number | null | undefined =>
  text.trim() === "" ? null : (parseDollars(text) ?? undefined);
