/** Probes what a model can do: the conformance suite for any route, for local test servers and live endpoints alike. */
import { z } from "zod";
import { ModelError, type CallScope, type EmbeddingModel, type LanguageModel } from "../language-model.ts";
import { readStructuredReply } from "../answers/read-structured-reply.ts";

export const PROBES = [
  "streaming",
  "cancelling",
  "completion",
  "log-probabilities",
  "structured output",
  "embeddings",
] as const;
export type Probe = (typeof PROBES)[number];
/** `note`: the reason, or a remark. */
export type Ability = { able: boolean; note: string };

const QUESTION = {
  messages: [{ role: "user" as const, content: "Which colour has a clear sky at noon? Answer in one short sentence." }],
  maxTokens: 60,
};
const Colour = z.object({ colour: z.string() });
const COLOUR_SCHEMA = {
  type: "object",
  properties: { colour: { type: "string" } },
  required: ["colour"],
  additionalProperties: false,
};

const no = (note: string): Ability => ({ able: false, note });
const yes = (note = ""): Ability => ({ able: true, note });

/**
 * Makes at most seven small calls. A failed one counts as "no" with its reason.
 * @param embedding null when none is configured for this provider
 */
export async function probeModel(
  model: LanguageModel,
  embedding: EmbeddingModel | null,
  scope: CallScope,
): Promise<Record<Probe, Ability>> {
  const attempt = (probe: () => Promise<Ability>) =>
    probe().catch((error: unknown) => {
      if (error instanceof ModelError && !scope.signal.aborted) return no(error.message);
      throw error;
    });
  const [completion, logProbabilities] = model.route.completes
    ? [await attempt(() => probeCompletion(model, scope)), await attempt(() => probeLogProbabilities(model, scope))]
    : [no("not offered"), no("not offered")];
  return {
    streaming: await attempt(() => probeStreaming(model, scope)),
    cancelling: await attempt(() => probeCancelling(model, scope)),
    completion,
    "log-probabilities": logProbabilities,
    "structured output": await attempt(() => probeStructure(model, scope)),
    embeddings: embedding ? await attempt(() => probeEmbeddings(embedding, scope)) : no("no model for it is set"),
  };
}

async function probeStreaming(model: LanguageModel, scope: CallScope): Promise<Ability> {
  let pieces = 0;
  for await (const event of model.stream(QUESTION, scope)) {
    if (event.type === "text-delta") pieces += 1;
    else if (pieces > 0) return yes(event.usage.exact ? "" : "tokens are estimated: it does not report them");
  }
  return no("the answer was empty");
}

async function probeCancelling(model: LanguageModel, scope: CallScope): Promise<Ability> {
  const stop = new AbortController();
  try {
    for await (const event of model.stream(
      { ...QUESTION, maxTokens: 200 },
      { ...scope, signal: AbortSignal.any([scope.signal, stop.signal]) },
    ))
      if (event.type === "text-delta") stop.abort();
  } catch (error) {
    if (!(error instanceof ModelError) || error.code !== "aborted" || !stop.signal.aborted) throw error;
    return yes();
  }
  return no("the answer went on to its end");
}

async function probeCompletion(model: LanguageModel, scope: CallScope): Promise<Ability> {
  for await (const event of model.stream({ prompt: "The colour of the sky is", maxTokens: 8 }, scope))
    if (event.type === "text-delta") return yes();
  return no("the answer was empty");
}

async function probeLogProbabilities(model: LanguageModel, scope: CallScope): Promise<Ability> {
  const request = { prompt: "The colour of the sky is", maxTokens: 2, topLogProbabilities: 2 };
  for await (const event of model.stream(request, scope))
    if (event.type === "finish" && event.logProbabilities?.length) return yes();
  return no("it answers without them");
}

async function probeStructure(model: LanguageModel, scope: CallScope): Promise<Ability> {
  const request = { ...QUESTION, responseSchema: { name: "colour", schema: COLOUR_SCHEMA } };
  const { asked } = await readStructuredReply(model, request, Colour, scope);
  return yes(asked === 1 ? "" : "only when asked a second time");
}

async function probeEmbeddings(embedding: EmbeddingModel, scope: CallScope): Promise<Ability> {
  const [vector] = await embedding.embed(["a clear sky", "a cloudy sky"], scope);
  return yes(`${embedding.route.model}, ${vector!.length} dimensions`);
}
