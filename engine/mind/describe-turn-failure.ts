/** Why a turn failed, in the language of its circle: it stands in the transcript (SPEC W13). */
import { english } from "../../schema/messages/english.ts";
import { german } from "../../schema/messages/german.ts";
import { message, wordMessage, type Message } from "../../schema/messages/message.ts";
import { routeName, type ModelError, type Route } from "../model/language-model.ts";

/** @param language of the circle, as a BCP 47 tag */
export const wordForCircle = (said: Message, language: string): string =>
  /^de\b/i.test(language) ? wordMessage(said, german, "de") : wordMessage(said, english, "en");

export function describeTurnFailure({ code, reason, retryAfterMs }: ModelError, language: string): string {
  const isTimed = code === "rate-limited" && retryAfterMs !== null;
  const said = isTimed ? message("wait-seconds", { problem: reason, seconds: Math.ceil(retryAfterMs / 1000) }) : reason;
  return wordForCircle(said, language);
}

/** The voice had two tries and nothing came of them. */
export const describeSilence = (language: string, route: Route): string =>
  wordForCircle(message("voice-repeats", { route: routeName(route) }), language);
