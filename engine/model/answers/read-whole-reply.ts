/** Reads a reply to its end, without streaming. */
import { addUsage, NO_USAGE } from "../usage/add-usage.ts";
import type { CallScope, ChatRequest, LanguageModel, Usage } from "../language-model.ts";

/** @throws ModelError as the model does */
export async function readWholeReply(
  model: LanguageModel,
  request: ChatRequest,
  scope: CallScope,
): Promise<{ text: string; usage: Usage }> {
  let text = "";
  let usage = NO_USAGE;
  for await (const event of model.stream(request, scope)) {
    if (event.type === "text-delta") text += event.text;
    else usage = addUsage(usage, event.usage);
  }
  return { text, usage };
}
