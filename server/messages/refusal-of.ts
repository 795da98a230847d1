import { inEnglish, type Message } from "../../schema/messages/message.ts";
import type { Refusal } from "../../schema/messages/room-messages.ts";

/** @param reason in English, for client developers, if it says more than the message */
export const refusalOf = (said: Message, reason = inEnglish(said)): Refusal => ({ ...said, reason });
