import { escapeHtml } from "./escape-html.ts";

/** XML 1.0 has no control characters but these, not even escaped. */
export const toXmlText = (text: string): string =>
  text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD");

/** Text as XML, also inside attributes. */
export const escapeXml = (text: string): string => escapeHtml(toXmlText(text));
