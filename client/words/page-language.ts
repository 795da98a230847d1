import i18next from "i18next";
import type { LocalizedText } from "../../schema/messages/localized-text.ts";
import { localize } from "../../schema/rules/localize.ts";

export const pageLanguage = (): string => i18next.resolvedLanguage ?? "en";

/** What data give by language, as a place does its names, in that of the page. */
export const inPageLanguage = (texts: LocalizedText): string => localize(texts, pageLanguage()).text;
