/**
 * A reply in a given shape, from any model. Providers that support it enforce the schema; the reply
 * is extracted from surrounding prose and validated; if that
 * fails, the model is asked once more with the error. A model that refuses schemas gets
 * the schema as text, which counts as its second request.
 */
import { message } from "../../../schema/messages/message.ts";
import { z } from "zod";
import { addUsage } from "../usage/add-usage.ts";
import { extractJson } from "./extract-json.ts";
import { ModelError, type CallScope, type ChatRequest, type LanguageModel, type Usage } from "../language-model.ts";
import { readWholeReply } from "./read-whole-reply.ts";

export type StructuredRequest = ChatRequest & Required<Pick<ChatRequest, "responseSchema">>;
/** `asked`: number of requests, 2 when the first answer was invalid. */
export type StructuredReply<Value> = { value: Value; usage: Usage; asked: 1 | 2 };

/**
 * @param shape validates the answer; at least as strict as the schema of the request
 * @throws ModelError as the model does, or "off-schema" when the second answer is invalid, too
 */
export async function readStructuredReply<Value>(
  model: LanguageModel,
  request: StructuredRequest,
  shape: z.ZodType<Value>,
  scope: CallScope,
): Promise<StructuredReply<Value>> {
  const first = await readWholeReply(model, request, scope).catch((error: unknown) => {
    if (error instanceof ModelError && error.code === "bad-request") return null;
    throw error;
  });
  const read = first && shape.safeParse(extractJson(first.text));
  if (first && read?.success) return { value: read.data, usage: first.usage, asked: 1 };
  const second = await readWholeReply(model, askAgain(request, first?.text ?? null, read?.error ?? null), scope);
  const again = shape.safeParse(extractJson(second.text));
  const usage = first ? addUsage(first.usage, second.usage) : second.usage;
  if (again.success) return { value: again.data, usage, asked: 2 };
  throw new ModelError("off-schema", message("model-off-schema"), { usage });
}

/** @param answer null when the schema was refused and nothing was answered */
function askAgain(request: StructuredRequest, answer: string | null, problem: z.ZodError | null): ChatRequest {
  const { responseSchema, ...plain } = request;
  const form = `Answer with JSON only, following this JSON schema: ${JSON.stringify(responseSchema.schema)}`;
  if (answer === null) return { ...plain, messages: [...plain.messages, { role: "user", content: form }] };
  const complaint = `That cannot be used. ${problem ? z.prettifyError(problem) : ""}\n${form}`;
  return {
    ...request,
    messages: [
      ...request.messages,
      ...(answer.trim() ? [{ role: "assistant" as const, content: answer }] : []),
      { role: "user", content: complaint },
    ],
  };
}
