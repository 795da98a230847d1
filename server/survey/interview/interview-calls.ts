/** The calls of an interview: answers from one route, verdicts from another, and from no other instead (SPEC S2). */
import {
  ModelError,
  routeName,
  type CallScope,
  type ModelErrorCode,
  type ModelRequest,
} from "../../../engine/model/language-model.ts";
import type { Scope } from "../../../engine/scope/scope.ts";
import type { InterviewPorts } from "../../../engine/survey/interview/conduct-interview.ts";
import { INTERVIEW_STOPS } from "../../../engine/survey/interview/interview-prompts.ts";
import { inEnglish, message } from "../../../schema/messages/message.ts";
import { isEmbedded } from "../../../schema/rules/embedded-providers.ts";
import { parseRoute } from "../../models/routing/parse-route.ts";
import type { Voices } from "../../models/voices.ts";
import type { RoundRow } from "./interview.store.ts";

export type InterviewModels = Pick<Voices, "onlyModel">;

/** About 375 words; ten of them and their questions fit into 8,192 tokens. */
const ANSWER_TOKENS = 500;
/** The embedded models read 4,096 tokens. */
const EMBEDDED_ANSWER_TOKENS = 300;
const VERDICT_TOKENS = 120;

/** What lies with one call: the answer or the verdict counts as missing. Anything else ends the interview for now. */
const OF_THIS_CALL = new Set<ModelErrorCode>([
  "first-token-timeout",
  "stalled",
  "broken-stream",
  "filtered",
  "empty",
  "off-schema",
]);

export function openInterviewPorts(
  voices: InterviewModels,
  { interviewee, critic }: Pick<RoundRow, "interviewee" | "critic">,
  scope: Scope,
): InterviewPorts {
  async function ask(route: string, request: ModelRequest, callScope: CallScope) {
    let text = "";
    let isCut = false;
    let answered = "";
    const model = voices.onlyModel(route);
    // Its provider may be back soon.
    if (!model) throw new ModelError("unreachable", message("model-not-ready", { route }));
    try {
      for await (const event of model.stream(request, callScope))
        if (event.type === "text-delta") text += event.text;
        else {
          isCut = event.reason === "length";
          answered = routeName(event.route ?? model.route);
        }
    } catch (error) {
      if (error instanceof ModelError && OF_THIS_CALL.has(error.code)) return null;
      throw error;
    }
    if (answered !== route) throw new Error(inEnglish(message("interview-other-voice", { route, answered })));
    return { text, isCut };
  }
  const maxTokens = isEmbedded(parseRoute(interviewee)?.provider) ? EMBEDDED_ANSWER_TOKENS : ANSWER_TOKENS;
  return {
    draw(prompt, seed) {
      const drawn = { maxTokens, temperature: 1, seed };
      const request = "prompt" in prompt ? { ...prompt, ...drawn, stop: INTERVIEW_STOPS } : { ...prompt, ...drawn };
      return ask(interviewee, request, { ...scope, task: "interview" });
    },
    async judge(prompt) {
      const messages = [{ role: "user" as const, content: prompt }];
      const request = { messages, maxTokens: VERDICT_TOKENS, temperature: 0 };
      return (await ask(critic, request, { ...scope, task: "check-answer" }))?.text ?? null;
    },
  };
}
