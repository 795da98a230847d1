import { spanOf } from "./matched-span.ts";
import type { Span } from "./personal-data.ts";

const WRITTEN = /(?<![\w.,+-])\d(?:[ .-]?\d){12,18}(?![\w]|[.,-]\d)/g;
/** Prefixes and lengths that networks issue: Visa, Mastercard, Amex, Diners, JCB, Discover, Maestro, UnionPay. */
const ISSUED =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:2[2-9]|[3-6]\d|7[01])\d{13}|2720\d{12}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11}|35\d{14}|6(?:011|4[4-9]\d|5\d\d)\d{12,15}|62\d{14,17}|(?:5[06-8]|6[37])\d{14})$/;

export const findPaymentCards = (text: string): Span[] =>
  [...text.matchAll(WRITTEN)].filter(([written]) => isCardNumber(written.replace(/\D/g, ""))).map(spanOf);

const isCardNumber = (digits: string): boolean => ISSUED.test(digits) && luhnSum(digits) % 10 === 0;

function luhnSum(digits: string): number {
  return [...digits].reduceRight((sum, digit, index) => {
    const isDoubled = (digits.length - index) % 2 === 0;
    const value = Number(digit) * (isDoubled ? 2 : 1);
    return sum + (value > 9 ? value - 9 : value);
  }, 0);
}
