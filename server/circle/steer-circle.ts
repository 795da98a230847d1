import { message } from "../../schema/messages/message.ts";
import type { Intent } from "../../schema/messages/room-messages.ts";
import { personasOf, type Circle } from "./circle.ts";
import type { CircleEvent } from "./circle-event.ts";
import { IntentRefused } from "./circle-stage.ts";

/** Translates a person's steering into a circle event (SPEC C5). Throws IntentRefused with a reason for what is not possible now. */
export function toSteeringEvent(circle: Circle, intent: Intent<"steer">, by: string): CircleEvent {
  switch (intent.action) {
    case "pause":
      return { type: "paused" };
    case "resume":
      return { type: "resumed" };
    case "stop":
      return { type: "stopped", by };
    case "next":
      refusePaused(circle);
      return { type: "next-asked" };
    case "skip":
      return { type: "skipped", by };
    case "choose-speaker":
      refuseOthers(circle, intent.speakerId);
      return { type: "speaker-chosen", personaId: intent.speakerId, by };
    case "set-mode":
      return { type: "mode-set", mode: intent.mode };
    case "set-speed":
      return { type: "speed-set", speed: intent.speed };
    case "set-kind":
      return { type: "kind-set", kind: intent.kind };
    case "edit-draft":
      if (!circle.upcoming?.decision) throw new IntentRefused(message("no-draft"));
      return { type: "draft-edited", text: intent.text };
    case "send-draft":
      refusePaused(circle);
      if (!circle.upcoming) throw new IntentRefused(message("no-draft"));
      return { type: "draft-sent" };
  }
}

function refuseOthers(circle: Circle, speakerId: string): void {
  const isPersona = personasOf(circle).some(({ id }) => id === speakerId);
  if (!isPersona) throw new IntentRefused(message("not-a-persona-here"));
}

function refusePaused(circle: Circle): void {
  if (circle.paused) throw new IntentRefused(message("paused"));
}
