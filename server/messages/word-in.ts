import { english } from "../../schema/messages/english.ts";
import { german } from "../../schema/messages/german.ts";
import { wordMessage, type Message } from "../../schema/messages/message.ts";

/** Renders a message for a transcript, which has one language (SPEC W13). @param language BCP 47; falls back to English */
export const wordIn = (said: Message, language: string): string =>
  /^de\b/i.test(language) ? wordMessage(said, german, "de") : wordMessage(said, english, "en");
