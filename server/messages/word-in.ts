import { english } from "../../schema/messages/english.ts";
import { german } from "../../schema/messages/german.ts";
import { wordMessage, type Message } from "../../schema/messages/message.ts";

/** For what stands in a transcript, which has one language (SPEC W13). @param language BCP 47; English where it is not known here */
export const wordIn = (said: Message, language: string): string =>
  /^de\b/i.test(language) ? wordMessage(said, german, "de") : wordMessage(said, english, "en");
