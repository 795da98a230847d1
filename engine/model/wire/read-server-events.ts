/**
 * A provider's stream as the JSON of its events. Events that arrived together are read together: decoding each separately
 * costs more than everything else per token.
 */
import { StringDecoder } from "node:string_decoder";
import { createParser, type EventSourceMessage } from "eventsource-parser";
import { bytesOf } from "./wire-answer.ts";

export type EventBatch = {
  events: unknown[];
  /** The format's end marker was received. */
  ended: boolean;
};

/** The end marker of OpenAI's format, which is not JSON. */
const DONE = "[DONE]";
/** The last event of Anthropic's format. */
const STOP = "message_stop";

/** @throws a provider's error event, as `error`; SyntaxError for an event that is not JSON */
export async function* readServerEvents(response: Response): AsyncGenerator<EventBatch> {
  let messages: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (message) => messages.push(message) });
  const decoder = new StringDecoder("utf8");
  const chunks = bytesOf(response);
  let isWhole = false;
  try {
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
      messages = [];
      parser.feed(decoder.write(next.value as Buffer));
      const batch: EventBatch = { events: [], ended: false };
      for (const message of messages) {
        try {
          if (message.data !== DONE) batch.events.push(readData(message));
        } catch (error) {
          // Yield what came before the error.
          yield batch;
          throw error;
        }
        batch.ended = message.data === DONE || message.event === STOP;
        if (batch.ended) break;
      }
      isWhole = batch.ended;
      yield batch;
      if (isWhole) return;
    }
    isWhole = true;
  } finally {
    if (isWhole) await chunks.return?.();
    else chunks.close?.();
  }
}

function readData({ event, data }: EventSourceMessage): unknown {
  const read: unknown = JSON.parse(data);
  const error = typeof read === "object" && read !== null && "error" in read ? read.error : null;
  if (error || event === "error") throw Object.assign(new Error("the provider failed"), { error: error ?? read });
  return read;
}
