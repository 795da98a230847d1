const NANO_PER_DOLLAR = 1e9;
const NANO_PER_CENT = 1e7;
/** Below this, whole cents would hide how a talk's cost grows. */
const TINY_NANO = 10 * NANO_PER_CENT;

/** Nano-dollars for people: "$1.24", and tiny amounts in cents: "0.03 ¢", "1.4 ¢". */
export function formatMoney(nano: number, locale: string): string {
  if (nano !== 0 && Math.abs(nano) < TINY_NANO) {
    const cents = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 }).format(nano / NANO_PER_CENT);
    return `${cents} ¢`;
  }
  return new Intl.NumberFormat(locale, { style: "currency", currency: "USD" }).format(nano / NANO_PER_DOLLAR);
}

/** To the last nano-dollar: "$0.000300001". */
export const formatExactMoney = (nano: number, locale: string): string =>
  new Intl.NumberFormat(locale, { style: "currency", currency: "USD", maximumFractionDigits: 9 }).format(
    nano / NANO_PER_DOLLAR,
  );
