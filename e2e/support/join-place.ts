/** A visitor without a browser: the SDK as external clients use it. */
import { Client, type Room } from "@colyseus/sdk";
import type { ServerMessages } from "../../schema/messages/room-messages.ts";
import type { PlaceState } from "../../schema/state/place-state.ts";

export type Received = {
  [Type in keyof ServerMessages]: { type: Type; message: ServerMessages[Type] };
}[keyof ServerMessages];

export type Visitor = {
  token: string;
  userId: string;
  room: Room<unknown, PlaceState>;
  /** Everything the server sent, in order. */
  received: Received[];
  request<Answer>(type: string, payload?: unknown): Promise<Answer>;
};

const TYPES = [
  "moved",
  "transcript",
  "transcript-left",
  "turn-started",
  "turn-delta",
  "turn-ended",
  "draft-changed",
  "reacted",
  "outcome-changed",
  "session-changed",
  "shown-changed",
  "gallery",
  "gallery-changed",
  "notice",
] as const satisfies (keyof ServerMessages)[];

export async function signInAsGuest(url: string, name: string): Promise<{ token: string; userId: string }> {
  const answer = await fetch(`${url}/api/auth/guest`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name }),
  });
  if (!answer.ok) throw new Error(`guest sign-in answered ${answer.status}: ${await answer.text()}`);
  const { token, user } = (await answer.json()) as { token: string; user: { id: string } };
  return { token, userId: user.id };
}

export async function joinPlace(
  url: string,
  name: string,
  role: "visitor" | "spectator" = "visitor",
  placeId = "plaza",
): Promise<Visitor> {
  return enterPlace(url, await signInAsGuest(url, name), role, placeId);
}

export async function enterPlace(
  url: string,
  { token, userId }: { token: string; userId: string },
  role: "visitor" | "spectator" = "visitor",
  placeId = "plaza",
): Promise<Visitor> {
  const client = new Client(url, { headers: { authorization: `Bearer ${token}` } });
  const room: Room<unknown, PlaceState> = await client.joinOrCreate<PlaceState>("place", { placeId, role });
  room.reconnection.enabled = false;
  const received: Received[] = [];
  for (const type of TYPES) room.onMessage(type, (message) => received.push({ type, message } as Received));
  if (!room.state.avatars?.size) await new Promise((ready) => room.onStateChange.once(ready));
  return {
    token,
    userId,
    room,
    received,
    request: (type, payload = {}) =>
      room.request(type, payload).catch((error: Error & { reason?: { code?: string } }) => {
        // "request rejected" alone does not say which, nor why.
        error.message = `${type}: ${error.reason?.code ?? error.message}`;
        throw error;
      }) as Promise<never>,
  };
}

/** Polls `look` and resolves with its first truthy value; rejects with the description of what was awaited. */
export async function until<Value>(
  what: string,
  look: () => Value | null | undefined | false | Promise<Value | null | undefined | false>,
  withinMs = 30_000,
): Promise<Value> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const value = await look();
    if (value) return value;
    if (Date.now() > deadline) throw new Error(`waited ${withinMs / 1000} s for ${what}`);
    await new Promise((again) => setTimeout(again, 20));
  }
}
