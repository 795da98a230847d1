/** Anthropic's Messages stream, typed by its SDK. */
import type Anthropic from "@anthropic-ai/sdk";
import type { WireFormat } from "./wire-server.adapter.ts";

export const PROMPT_USAGE: Anthropic.Usage = {
  input_tokens: 26,
  output_tokens: 1,
  cache_read_input_tokens: 64,
  cache_creation_input_tokens: 10,
  cache_creation: { ephemeral_5m_input_tokens: 4, ephemeral_1h_input_tokens: 6 },
  inference_geo: null,
  output_tokens_details: null,
  server_tool_use: null,
  service_tier: "standard",
  speed: null,
};

const frame = (event: Anthropic.RawMessageStreamEvent) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
const PING = 'event: ping\ndata: {"type": "ping"}\n\n';

const message = {
  id: "msg_1",
  type: "message",
  role: "assistant",
  model: "test-model",
  content: [],
  stop_reason: null,
  stop_sequence: null,
  usage: PROMPT_USAGE,
} as unknown as Anthropic.Message;

const start = frame({ type: "message_start", message });
const piece = (text: string) => frame({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text } });

/** Without usage, it ends like through a proxy that drops it. */
function messageDelta(outputTokens: number, withUsage: boolean): string {
  const usage: Anthropic.MessageDeltaUsage = {
    output_tokens: outputTokens,
    input_tokens: null,
    cache_creation_input_tokens: null,
    cache_read_input_tokens: null,
    output_tokens_details: { thinking_tokens: 3 },
    server_tool_use: null,
  };
  const delta = { stop_reason: "end_turn", stop_sequence: null } as Anthropic.RawMessageDeltaEvent.Delta;
  return withUsage
    ? frame({ type: "message_delta", delta, usage })
    : frame({ type: "message_delta", delta } as Anthropic.RawMessageDeltaEvent);
}

export const ANTHROPIC_FORMAT: WireFormat = {
  answer(request, text, withUsage) {
    if (!request.path.endsWith("/v1/messages")) return null;
    const open = frame({
      type: "content_block_start",
      index: 0,
      content_block: { type: "text", text: "", citations: null },
    });
    return [
      start,
      open,
      PING,
      ...text.map(piece),
      frame({ type: "content_block_stop", index: 0 }),
      messageDelta(7, withUsage),
      frame({ type: "message_stop" }),
    ];
  },
  piece: (_request, text) => piece(text),
  errorFrame: (text) =>
    `event: error\ndata: ${JSON.stringify({ type: "error", error: { type: "overloaded_error", message: text } })}\n\n`,
  errorBody: (status) => ({ type: "error", error: { type: "error", message: `status ${status} for sk-secret-key` } }),
};
