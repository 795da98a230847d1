/**
 * A provider's stream as the JSON of its events. Those that arrived together are read together: decoding each by itself
 * costs more than everything else that happens to a token.
 */
import { createParser, type EventSourceMessage } from "eventsource-parser";
import { bytesOf } from "./wire-answer.ts";

export type EventBatch = {
  events: unknown[];
  /** The format has told its end. */
  ended: boolean;
};

/** The end of OpenAI's format, which is no JSON. */
const DONE = "[DONE]";
/** The last event of Anthropic's. */
const STOP = "message_stop";

/** @throws what a provider says of an error, as `error`; SyntaxError for an event that is no JSON */
export async function* readServerEvents(response: Response): AsyncGenerator<EventBatch> {
  let messages: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (message) => messages.push(message) });
  const decoder = new TextDecoder();
  const chunks = bytesOf(response);
  let isWhole = false;
  try {
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
      messages = [];
      parser.feed(decoder.decode(next.value, { stream: true }));
      const batch: EventBatch = { events: [], ended: false };
      for (const message of messages) {
        try {
          if (message.data !== DONE) batch.events.push(readData(message));
        } catch (error) {
          // What came before it has been said.
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
