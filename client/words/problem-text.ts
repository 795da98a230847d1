import type { TFunction } from "i18next";
import type { MessageValues } from "../../schema/messages/message.ts";
import { ApiProblem } from "../state/send-request.ts";
import { messageText } from "./message-text.ts";

type Coded = { code?: string; reason?: string; values?: MessageValues };

/** What went wrong in words for people: an ApiProblem, a room's Refusal or something unforeseen. */
export function problemText(error: unknown, t: TFunction): string {
  if (error instanceof ApiProblem && error.status === 0) return t("problem.unreachable");
  const { code = "", reason = "", values }: Coded = Object(error);
  const text = error instanceof ApiProblem ? error.message : reason;
  return messageText({ code, values }, text) || t("problem.unknown");
}
