import i18next, { type TFunction } from "i18next";
import type { MessageValues, ToldProblem } from "../../schema/messages/message-codes.ts";
import type { toldEn } from "./told-en.ts";

const isKnown = (code: string): code is keyof typeof toldEn => i18next.exists(`told.${code}`);

/** What was refused or told in the language of the page, by its code; `text`, as it came, where the code is not known. */
export function toldText(
  { code, values }: { code: string; values?: MessageValues | undefined },
  text: string,
  t: TFunction,
): string {
  return isKnown(code) ? t(`told.${code}`, values ?? {}) : text;
}

/** What is wrong with a voice; null while nothing is. */
export const toldProblem = ({ problem, told }: ToldProblem, t: TFunction): string | null =>
  problem !== null && told ? toldText(told, problem, t) : problem;
