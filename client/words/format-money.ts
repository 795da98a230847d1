const NANO_PER_DOLLAR = 1e9;
const NANO_PER_CENT = 1e7;

/** Nano-dollars as people read them: "$1.24", and below one cent in cents: "0.03 ¢". */
export function formatMoney(nano: number, locale: string): string {
  if (nano !== 0 && Math.abs(nano) < NANO_PER_CENT) {
    const cents = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 }).format(nano / NANO_PER_CENT);
    return `${cents} ¢`;
  }
  return new Intl.NumberFormat(locale, { style: "currency", currency: "USD" }).format(nano / NANO_PER_DOLLAR);
}
