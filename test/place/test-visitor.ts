/** What tests do as a visitor of a place over a real connection. */
import { Client, type Room as ClientRoom } from "@colyseus/sdk";
import type { WebSocket } from "ws";
import type { ServerMessages } from "../../schema/messages/room-messages.ts";
import type { PlaceState } from "../../schema/state/place-state.ts";
import type { TestPlace } from "./test-place.adapter.ts";

export type Joined = ClientRoom<unknown, PlaceState>;

export const clientOf = (place: Pick<TestPlace, "url">, name: string): Client =>
  new Client(place.url, { headers: { authorization: `Bearer token-of-${name}` } });

/** Messages of this type as they come. */
export function listen<Type extends keyof ServerMessages>(room: Joined, type: Type): ServerMessages[Type][] {
  const heard: ServerMessages[Type][] = [];
  room.onMessage(type, (message: ServerMessages[Type]) => void heard.push(message));
  return heard;
}

export function walkEast(room: Joined, from: number, steps: number): void {
  for (let seq = from; seq < from + steps; seq++) room.send("input", { seq, moveX: 1, moveZ: 0, run: false });
}

/** The line is cut; the visitor tries to come back by itself. */
export const cutLine = (place: Pick<TestPlace, "roomOf">, room: Joined): void =>
  (place.roomOf(room).clients.get(room.sessionId)!.ref as unknown as WebSocket).terminate();

/** The line is cut, and the visitor does not come back. */
export function hangUp(place: Pick<TestPlace, "roomOf">, room: Joined): void {
  room.reconnection.enabled = false;
  cutLine(place, room);
}
