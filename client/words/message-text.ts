import i18next from "i18next";
import type { Message, MessageCode, MessageValues } from "../../schema/messages/message.ts";
import { fillGaps } from "../../schema/rules/fill-gaps.ts";
import { isLocalized } from "../../schema/rules/localize.ts";
import { pageLanguage } from "./page-language.ts";
import { showTraitName } from "./trait-name.ts";

/** A newer server may send codes that this page does not know yet. */
type Received = { code: string; values?: MessageValues | undefined };

const TRAIT_NAME: MessageCode = "trait-name";

const findText = (code: string): unknown => i18next.getResource(pageLanguage(), "translation", `messages.${code}`);

const isKnown = ({ code, values = {} }: Received): boolean =>
  typeof findText(code) === "string" &&
  Object.values(values)
    .flat()
    .every((value) => typeof value !== "object" || isLocalized(value) || isKnown(value));

const word = ({ code, values = {} }: Received): string => {
  const text = fillGaps(String(findText(code)), values, pageLanguage(), word);
  return code === TRAIT_NAME ? showTraitName(text) : text;
};

/** The server's message in the language of the page; for an unknown code the English text that came with it. */
export const messageText = (received: Received | null | undefined, english: string): string =>
  received && isKnown(received) ? word(received) : english;

/** @param json a Message as JSON, as in the synced state */
export function readMessage(json: string): string {
  const received = JSON.parse(json) as Message;
  return messageText(received, i18next.t("problem.unknown"));
}
