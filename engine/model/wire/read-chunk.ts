/**
 * Reads one event of the OpenAI wire format, as its many implementations write it: content as text or in parts, thoughts
 * under several names or as parts, omitted fields, `null` everywhere. Unreadable parts are skipped.
 */
import type { ProviderEvent } from "../providers/guard-stream.adapter.ts";
import type { Words } from "../providers/join-words.ts";

export type EndReason = Extract<ProviderEvent, { type: "finish" }>["reason"];
export type ReadChunk = { events: Words[]; reason: EndReason | null; usage: unknown };

type Loose = Record<string, unknown>;
const fieldsOf = (value: unknown): Loose => (typeof value === "object" && value !== null ? (value as Loose) : {});

const THOUGHT_FIELDS = ["reasoning_content", "reasoning", "thinking"];
const findThought = (said: Loose): unknown => {
  const name = THOUGHT_FIELDS.find((field) => typeof said[field] === "string" && said[field] !== "");
  return name && said[name];
};
const REASONS: Record<string, EndReason> = {
  length: "length",
  max_tokens: "length",
  model_length: "length",
  content_filter: "filtered",
  safety: "filtered",
  recitation: "filtered",
  refusal: "filtered",
  tool_calls: "tool",
  function_call: "tool",
};

/** @param reason the provider's finish reason @throws the provider's error */
export function toEndReason(reason: string, error?: unknown): EndReason {
  const word = reason.toLowerCase();
  if (word === "error") throw Object.assign(new Error("the provider failed"), { error });
  return REASONS[word] ?? "stop";
}

export function readChunk(chunk: unknown): ReadChunk {
  const { choices, usage, x_groq: groq } = fieldsOf(chunk);
  const { delta, message, text, finish_reason: reason, error } = fieldsOf(Array.isArray(choices) ? choices[0] : null);
  const said = fieldsOf(delta ?? message);
  const thoughts = findThought(said);
  const refusal = typeof said["refusal"] === "string" && said["refusal"] !== "";
  const ended = typeof reason === "string" && reason !== "" ? toEndReason(reason, error) : null;
  return {
    events: [
      ...(thoughts || said["reasoning_details"] ? [{ type: "thought" as const, text: String(thoughts ?? "") }] : []),
      ...readContent(said["content"]),
      ...readContent(text),
    ],
    // A model that refuses in its own words still reports a normal end.
    reason: refusal ? "filtered" : ended,
    // Groq has it in its own field.
    usage: usage ?? fieldsOf(groq)["usage"] ?? null,
  };
}

/** Text, or a list of parts, by which Mistral and some gateways separate thoughts. */
function readContent(content: unknown): Words[] {
  if (typeof content === "string") return content === "" ? [] : [{ type: "text-delta", text: content }];
  if (!Array.isArray(content)) return [];
  return content.flatMap((part: unknown): Words[] => {
    const { type = "text", text, thinking } = typeof part === "string" ? { text: part } : fieldsOf(part);
    if (type === "thinking" || type === "reasoning")
      return [
        {
          type: "thought",
          text: readContent(thinking ?? text)
            .map((word) => word.text)
            .join(""),
        },
      ];
    return readContent(text);
  });
}
