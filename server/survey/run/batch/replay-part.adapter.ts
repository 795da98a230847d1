/** A part of a run's panel between two batches: the answers that are complete, and what the next batch asks. */
import { setImmediate as yieldToEventLoop } from "node:timers/promises";
import { toCallContext } from "../../../../engine/model/language-model.ts";
import type { Scope } from "../../../../engine/scope/scope.ts";
import { describeRespondent } from "../../../../engine/survey/run/describe-respondent.ts";
import { replayInterview } from "../../../../engine/survey/run/replay-interview.ts";
import type { KnownAnswer } from "../../../../engine/survey/run/interview-respondent.ts";
import type { RunSettings } from "../../../../schema/messages/run.ts";
import type { BatchOrder } from "../../../batch/batches.ts";
import { hashAfter } from "../hash-after.adapter.ts";
import type { Interviewee } from "../list-interviewees.ts";
import type { RunAtWork, StoredAnswer } from "../run-work.store.ts";
import type { Replies, Reply } from "./read-replies.ts";

export type ReplayedPart = {
  answers: StoredAnswer[];
  items: BatchOrder["items"];
  /** Replies to questions that are drawn again. */
  drawn: Record<string, Reply>;
};

type Place = { respondent: number; repeat: number; probeId: string; draw: number };
const keyOf = ({ respondent, repeat, probeId, draw }: Place): string => `${respondent}.${repeat}.${draw}.${probeId}`;

/** @param interviewees of the part */
export async function replayPart(
  { id, survey, settings }: RunAtWork,
  interviewees: readonly Interviewee[],
  replies: Replies,
  scope: Scope,
): Promise<ReplayedPart> {
  const replayed: ReplayedPart = { answers: [], items: [], drawn: {} };
  const context = toCallContext({ ...scope, subject: { runId: id }, task: "probe" });
  for (const interviewee of interviewees) {
    await yieldToEventLoop();
    const { ordinal: respondent, arms, seed } = interviewee;
    const description = describeRespondent(settings.method, interviewee, settings.setIn);
    for (let repeat = 0; repeat < settings.repeats; repeat++) {
      const known: KnownAnswer[] = [];
      for (const answer of interviewee.known) if (answer.repeat === repeat) known[answer.position] = answer;
      const { answers, asks } = await replayInterview(
        { survey, settings, description, arms, seed, repeat, known },
        {
          hashAfter,
          replyTo: (ask) => replies.get(keyOf({ respondent, repeat, ...ask })) ?? null,
        },
      );
      for (const answer of answers) replayed.answers.push({ ...answer, respondent });
      for (const { probeId, draw, request } of asks) {
        const place = { respondent, repeat, probeId, draw };
        replayed.items.push({ key: keyOf(place), request: forBatch(request, settings), context });
        for (let before = 0; before < draw; before++) {
          const key = keyOf({ ...place, draw: before });
          replayed.drawn[key] = replies.get(key)!;
        }
      }
    }
  }
  return replayed;
}

type BatchRequest = BatchOrder["items"][number]["request"];

/** In series the next request with the same beginning is a round away, when no provider has it any longer. */
function forBatch(request: Parameters<typeof isChat>[0], { order }: RunSettings): BatchRequest {
  if (!isChat(request)) throw new Error("a batch takes chats only");
  if (order === "independent") return request;
  return { ...request, messages: request.messages.map(({ role, content }) => ({ role, content })) };
}

const isChat = (request: BatchRequest | { prompt: string }): request is BatchRequest => "messages" in request;
