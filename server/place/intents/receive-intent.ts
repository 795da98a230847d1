import { z } from "zod";
import { intents, type Intent, type IntentType, type Refusal } from "../../../schema/messages/room-messages.ts";
import { message } from "../../../schema/messages/message.ts";
import { refusalOf } from "../../messages/refusal-of.ts";
import { IntentRefused } from "../../circle/circle-stage.ts";
import { answerIntent, type IntentContext } from "./answer-intent.ts";
import type { Attendee } from "../presence/attendee.ts";

/** Answers one message: a `request` with its value or rejection, a refused `send` with a notice. */
export type Reply = {
  isRequest: boolean;
  reject(refusal: Refusal): void;
};

const SHOWN_TYPE_CHARACTERS = 60;

type Report = (error: unknown) => Refusal;

/** The context and time of a received message. */
type Reception = { context: IntentContext; nowMs: number; report: Report };

const refuse = (attendee: Attendee, type: string, reply: Reply, refusal: Refusal, nowMs: number): void => {
  if (reply.isRequest) return reply.reject(refusal);
  if (!attendee.noticeBudget.take(nowMs)) return;
  const { reason, ...details } = refusal;
  attendee.client?.send("notice", { ...details, level: "warning", text: reason, message: type });
};

/** Refuses a message whose type is not in `intents`. */
export const refuseUnknown = (attendee: Attendee, type: string, reply: Reply, nowMs: number): void => {
  const name = type.slice(0, SHOWN_TYPE_CHARACTERS);
  const reason = `The server does not know the message "${name}".`;
  refuse(attendee, name, reply, refusalOf(message("unknown-message"), reason), nowMs);
};

/** The refusal for an unexpected error, without its details; the log has them under this id. */
export const unexpectedRefusal = (errorId: string): Refusal => refusalOf(message("internal", { errorId }));

const explain = (error: unknown, report: Report): Refusal =>
  error instanceof IntentRefused ? error.refusal : report(error);

/** Intents answered with a transcript. */
const WITH_TRANSCRIPT: ReadonlySet<IntentType> = new Set(["follow", "open-circle", "branch", "join-circle", "talk-to"]);

function isWithinBudget(attendee: Attendee, type: IntentType, nowMs: number): boolean {
  const { inputBudget, intentBudget, transcriptBudget, viewer } = attendee;
  if (type === "input") return inputBudget.take(nowMs);
  if (!intentBudget.take(nowMs)) return false;
  return !WITH_TRANSCRIPT.has(type) || (viewer.behindSince === null && transcriptBudget.take(nowMs));
}

/**
 * Handles one message of an attendee: checks its rate limit and shape, then answers it or refuses it with a
 * reason. Never throws; `report` logs an unexpected error and returns a refusal for the sender.
 */
export const receiveIntent = (
  { context, nowMs, report }: Reception,
  attendee: Attendee,
  type: IntentType,
  payload: unknown,
  reply: Reply,
): unknown => {
  if (!isWithinBudget(attendee, type, nowMs)) {
    return refuse(attendee, type, reply, refusalOf(message("rate-limited")), nowMs);
  }
  const parsed = intents[type].safeParse(payload ?? undefined);
  if (!parsed.success) {
    const reason = `"${type}" was not understood: ${z.prettifyError(parsed.error)}`;
    return refuse(attendee, type, reply, refusalOf(message("bad-message"), reason), nowMs);
  }
  try {
    const answer: unknown = answerIntent(context, attendee, type, parsed.data as Intent<typeof type>);
    if (!(answer instanceof Promise)) return answer;
    return answer.catch((error: unknown) => refuse(attendee, type, reply, explain(error, report), nowMs));
  } catch (error) {
    return refuse(attendee, type, reply, explain(error, report), nowMs);
  }
};
