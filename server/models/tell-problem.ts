/** What is wrong with a voice, in English and by its code (SPEC W13). */
import type { ModelError } from "../../engine/model/language-model.ts";
import { UnknownPrice } from "../../engine/model/price/price.ts";
import { VOICE_PROBLEM_CODES, type MessageValues, type VoiceProblemCode } from "../../schema/messages/message-codes.ts";
import type { Told } from "../../schema/messages/voice.ts";

export type Problem = { problem: string; told?: Told };

export const tellProblem = (problem: string, code: VoiceProblemCode, values: MessageValues): Problem => ({
  problem,
  told: { code, values },
});

const isTold = (code: string): code is VoiceProblemCode => (VOICE_PROBLEM_CODES as readonly string[]).includes(code);

/** Of a call or a check that failed. */
export function tellError({ code, message, cause }: ModelError): Problem {
  if (cause instanceof UnknownPrice) return tellUnpriced(cause);
  const wanted = `provider-${code}`;
  return isTold(wanted) ? tellProblem(message, wanted, { problem: message }) : { problem: message };
}

export const tellUnpriced = ({ message, route, file }: UnknownPrice): Problem =>
  tellProblem(message, "model-unpriced", { route, file });
