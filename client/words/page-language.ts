import i18next from "i18next";
import type { LocalizedText } from "../../schema/messages/localized-text.ts";
import { localize } from "../../schema/rules/localize.ts";

export const pageLanguage = (): string => i18next.resolvedLanguage ?? "en";

/** Text that data give by language (such as the names in a place), in the language of the page. */
export const inPageLanguage = (texts: LocalizedText): string => localize(texts, pageLanguage()).text;
