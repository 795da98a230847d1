import type { Client, MessageContext, Room } from "@colyseus/core";

type Handler = (client: Client, payload: unknown, context: MessageContext) => unknown;

/**
 * Gives every message type that has no handler this one. The room's own "*" hears no requests: those it would answer
 * in its own words, with its name in them. Call it once all others are registered.
 */
export function answerUnknown(room: Room, handle: (client: Client, type: string, context: MessageContext) => void) {
  const registry = room["onMessageEvents"] as { events: Record<string, Handler[]> };
  registry.events = new Proxy(registry.events, {
    get: (known, type: string) =>
      known[type] ?? [(client: Client, _: unknown, context: MessageContext) => handle(client, type, context)],
  });
}
