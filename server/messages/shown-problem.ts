/** A problem in HTTP responses and the synced state: in English, and as a message for the language of each page (SPEC W13). */
import { inEnglish, type Message } from "../../schema/messages/message.ts";

export type ShownProblem = { problem: string | null; problemMessage?: Message };

export const shownProblem = (problem: Message | null): ShownProblem =>
  problem ? { problem: inEnglish(problem), problemMessage: problem } : { problem: null };
