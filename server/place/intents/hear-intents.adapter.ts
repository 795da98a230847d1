/** Has a room answer every message of those in it. */
import type { MessageContext, Room } from "@colyseus/core";
import { intents, type IntentType, type Refusal } from "../../../schema/messages/room-messages.ts";
import type { Attendee, PlaceClient } from "../presence/attendee.ts";
import type { Desk } from "./answer-intent.ts";
import { answerUnknown } from "../../colyseus/answer-unknown.adapter.ts";
import { receiveIntent, refuseUnknown, type Reply } from "./receive-intent.ts";

type Parts = {
  desk: Desk;
  attendeeOf(client: PlaceClient): Attendee | undefined;
  /** Logs what nobody expected and words it for the sender. */
  report(error: unknown): Refusal;
};

export function hearIntents(room: Room, { desk, attendeeOf, report }: Parts): void {
  const now = () => room.clock.currentTime;
  for (const type of Object.keys(intents) as IntentType[]) {
    room.onMessage(type, (client: PlaceClient, payload: unknown, context: MessageContext) => {
      const attendee = attendeeOf(client);
      if (attendee === undefined) return undefined;
      return receiveIntent({ desk, report, nowMs: now() }, attendee, type, payload, replyTo(context));
    });
  }
  answerUnknown(room, (client, type, context) => {
    const attendee = attendeeOf(client);
    if (attendee !== undefined) refuseUnknown(attendee, type, replyTo(context), now());
  });
}

const replyTo = (context: MessageContext): Reply => ({
  isRequest: context.id !== undefined,
  reject: (refusal) => void context.reject(refusal),
});
