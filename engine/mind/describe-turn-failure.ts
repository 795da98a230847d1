import { message, type Message } from "../../schema/messages/message.ts";
import type { ModelError } from "../model/language-model.ts";

/** Why a turn failed, with the time to wait if known. */
export function describeTurnFailure({ code, reason, retryAfterMs }: ModelError): Message {
  if (code !== "rate-limited" || retryAfterMs === null) return reason;
  return message("wait-seconds", { problem: reason, seconds: Math.ceil(retryAfterMs / 1000) });
}
