/** The JSON of a request as bytes. The start of a conversation is long, and sent again with each request: it is encoded once. */
import type { ChatMessage } from "../language-model.ts";

const encoded = new WeakMap<ChatMessage, Buffer<ArrayBuffer>>();
const EMPTY = '"content":""';

/** @param start the first message asked for; what is sent may begin with another one */
export function encodeBody(body: object, start?: ChatMessage): Buffer<ArrayBuffer> {
  const { messages: [first, ...others] = [] } = body as { messages?: { content?: unknown }[] };
  if (!start?.cache || first?.content !== start.content) return Buffer.from(JSON.stringify(body));
  const json = JSON.stringify({ ...body, messages: [{ ...first, content: "" }, ...others] });
  // Inside texts quotation marks are escaped, so that this is no text of another field.
  const at = json.indexOf(EMPTY) + EMPTY.length - 2;
  return Buffer.concat([Buffer.from(json.slice(0, at)), encodeOnce(start), Buffer.from(json.slice(at + 2))]);
}

function encodeOnce(message: ChatMessage): Buffer<ArrayBuffer> {
  const known = encoded.get(message);
  if (known) return known;
  const bytes = Buffer.from(JSON.stringify(message.content));
  encoded.set(message, bytes);
  return bytes;
}
