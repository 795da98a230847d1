/** Registers the handlers for all messages to a room. */
import type { MessageContext, Room } from "@colyseus/core";
import { intents, type IntentType, type Refusal } from "../../../schema/messages/room-messages.ts";
import type { Attendee, PlaceClient } from "../presence/attendee.ts";
import type { IntentContext } from "./answer-intent.ts";
import { answerUnknown } from "../../colyseus/answer-unknown.adapter.ts";
import { receiveIntent, refuseUnknown, type Reply } from "./receive-intent.ts";

type Parts = {
  context: IntentContext;
  attendeeOf(client: PlaceClient): Attendee | undefined;
  /** Logs an unexpected error and returns a refusal for the sender. */
  report(error: unknown): Refusal;
};

export function handleIntents(room: Room, { context, attendeeOf, report }: Parts): void {
  const now = () => room.clock.currentTime;
  for (const type of Object.keys(intents) as IntentType[]) {
    room.onMessage(type, (client: PlaceClient, payload: unknown, received: MessageContext) => {
      const attendee = attendeeOf(client);
      if (attendee === undefined) return undefined;
      return receiveIntent({ context, report, nowMs: now() }, attendee, type, payload, replyTo(received));
    });
  }
  answerUnknown(room, (client, type, received) => {
    const attendee = attendeeOf(client);
    if (attendee !== undefined) refuseUnknown(attendee, type, replyTo(received), now());
  });
}

const replyTo = (received: MessageContext): Reply => ({
  isRequest: received.id !== undefined,
  reject: (refusal) => void received.reject(refusal),
});
