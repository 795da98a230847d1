/** Whether a model's chat template opens a thought, from servers that show their templated prompt: vLLM and llama.cpp. */
import { z } from "zod";
import type { AnswerStart } from "./split-thoughts.ts";

const ASK_TIMEOUT_MS = 1_500;
const MESSAGES = [{ role: "user", content: "Hello" }];
const OPENED = /(?:<\|?(?:think|thinking|thought|reasoning|seed:think)\|?>|\[THINK\]|◁think▷)\s*$/i;

const LlamaCpp = z.object({ prompt: z.string() });
const Vllm = z.object({ token_strs: z.array(z.string()) });

export type TemplateEndpoint = { baseUrl: string; apiKey: string; fetch: typeof globalThis.fetch };

/** Null when unknown. Never rejects. */
export async function askTemplate(model: string, endpoint: TemplateEndpoint): Promise<AnswerStart | null> {
  const root = endpoint.baseUrl.replace(/\/v\d+$/, "");
  const ask = async (path: string, body: object): Promise<unknown> => {
    const response = await endpoint.fetch(`${root}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${endpoint.apiKey}` },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ASK_TIMEOUT_MS),
    });
    const text = await response.text();
    return response.ok ? JSON.parse(text) : null;
  };
  const [applied, tokenised] = await Promise.all([
    ask("/apply-template", { messages: MESSAGES }).catch(() => null),
    ask("/tokenize", { model, messages: MESSAGES, add_generation_prompt: true, return_token_strs: true }).catch(
      () => null,
    ),
  ]);
  const prompt =
    LlamaCpp.safeParse(applied).data?.prompt ??
    // Tokenizers represent white space by special characters.
    Vllm.safeParse(tokenised)
      .data?.token_strs.join("")
      .replace(/[ĠĊ▁]|<0x0A>/g, " ");
  if (!prompt) return null;
  return OPENED.test(prompt) ? "thought" : "answer";
}
