/** Helpers for tests that visit a place over a real connection. */
import { Client, type Room as ClientRoom } from "@colyseus/sdk";
import type { WebSocket } from "ws";
import type { ServerMessages } from "../../schema/messages/room-messages.ts";
import type { PlaceState } from "../../schema/state/place-state.ts";
import type { TestPlace } from "./test-place.adapter.ts";

export type Joined = ClientRoom<unknown, PlaceState>;

export const clientOf = (place: Pick<TestPlace, "url">, name: string): Client =>
  new Client(place.url, { headers: { authorization: `Bearer token-of-${name}` } });

/** Collects messages of this type. */
export function listen<Type extends keyof ServerMessages>(room: Joined, type: Type): ServerMessages[Type][] {
  const received: ServerMessages[Type][] = [];
  room.onMessage(type, (message: ServerMessages[Type]) => void received.push(message));
  return received;
}

export function walkEast(room: Joined, from: number, steps: number): void {
  for (let seq = from; seq < from + steps; seq++) room.send("input", { seq, moveX: 1, moveZ: 0, run: false });
}

/** Cuts the connection; the visitor tries to reconnect. */
export const cutLine = (place: Pick<TestPlace, "roomOf">, room: Joined): void =>
  (place.roomOf(room).clients.get(room.sessionId)!.ref as unknown as WebSocket).terminate();

/** Cuts the connection; the visitor does not reconnect. */
export function hangUp(place: Pick<TestPlace, "roomOf">, room: Joined): void {
  room.reconnection.enabled = false;
  cutLine(place, room);
}
