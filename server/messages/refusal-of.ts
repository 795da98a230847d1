import { inEnglish, type Message } from "../../schema/messages/message.ts";
import type { Refusal } from "../../schema/messages/room-messages.ts";

/** @param reason in English, for who writes a client, where that says more than the message does */
export const refusalOf = (said: Message, reason = inEnglish(said)): Refusal => ({ ...said, reason });
