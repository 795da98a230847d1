import { localize } from "../../../schema/rules/localize.ts";
import { SESSION_REPORT_WORDS, type SessionReportWord } from "./session-report-words.ts";

/** The language of a report, and its words in it. */
export type SessionReportPorts = { language: string; word(word: SessionReportWord): string };

export const reportPorts = (language: "en" | "de"): SessionReportPorts => ({
  language,
  word: (word) => localize(SESSION_REPORT_WORDS[word], language).text,
});
