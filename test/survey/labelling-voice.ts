/** For tests of labels: a local server in OpenAI's wire format that answers what labelling asks. */
import { OPENAI_FORMAT } from "../model-servers/openai-format.ts";
import type { WireFormat, WireRequest } from "../model-servers/wire-server.adapter.ts";

export type LabellingVoice = {
  /** To what a text states. */
  stated(prompt: string): string;
  sampled(prompt: string, asked: number): string;
  /** Probabilities of the next token. */
  letters?: Record<string, number>;
  onAsked?(asked: number): void;
};

const promptOf = ({ body }: WireRequest): string =>
  String(body["prompt"] ?? (body["messages"] as { content: string }[] | undefined)?.at(-1)?.content ?? "");

/** `asked` counts what was asked of texts, without what else a server is asked. */
export function createLabellingFormat(voice: LabellingVoice): { format: WireFormat; asked(): number } {
  let asked = 0;
  const format: WireFormat = {
    ...OPENAI_FORMAT,
    answer(request, _text, withUsage) {
      const prompt = promptOf(request);
      if (!/interview with one person/.test(prompt)) return OPENAI_FORMAT.answer(request, ["Yes."], withUsage);
      asked += 1;
      voice.onAsked?.(asked);
      if (request.body["logprobs"] !== undefined) return complete(voice.letters ?? {});
      const reply = prompt.includes("Quote: ") ? voice.stated(prompt) : voice.sampled(prompt, asked);
      return OPENAI_FORMAT.answer(request, [reply], withUsage);
    },
  };
  return { format, asked: () => asked };
}

function complete(letters: Record<string, number>): string[] {
  const tops = Object.fromEntries(Object.entries(letters).map(([token, share]) => [token, Math.log(share)]));
  const [token] = Object.keys(tops);
  const chunk = (choice: object) =>
    `data: ${JSON.stringify({ id: "answer-1", object: "text_completion", created: 1, model: "test-model", choices: [{ index: 0, ...choice }] })}\n\n`;
  return [
    chunk({
      text: token,
      finish_reason: null,
      logprobs: { tokens: [token], token_logprobs: [tops[token!]], top_logprobs: [tops], text_offset: [0] },
    }),
    chunk({ text: "", finish_reason: "length" }),
    "data: [DONE]\n\n",
  ];
}
