import type { Client, MessageContext, Room } from "@colyseus/core";

type Handler = (client: Client, payload: unknown, context: MessageContext) => unknown;

/**
 * Handles every message type that has no handler. The room's own "*" does not receive requests: the room answers those
 * itself, revealing the library. Call it after all handlers are registered.
 */
export function answerUnknown(room: Room, handle: (client: Client, type: string, context: MessageContext) => void) {
  const registry = room["onMessageEvents"] as { events: Record<string, Handler[]> };
  registry.events = new Proxy(registry.events, {
    get: (known, type: string) =>
      known[type] ?? [(client: Client, _: unknown, context: MessageContext) => handle(client, type, context)],
  });
}
