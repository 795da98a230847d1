import { message } from "../../schema/messages/message.ts";
import type { Intent } from "../../schema/messages/room-messages.ts";
import { FEWEST_SIDES, mayTakeFloor } from "../../schema/rules/debate/debate-floor.ts";
import { debatersOf, peopleOf, personasOf, speakersOf, type Circle } from "./circle.ts";
import type { CircleEvent } from "./circle-event.ts";
import { IntentRefused } from "./circle-stage.ts";

/** Translates a person's steering into a circle event (SPEC C5). Throws IntentRefused with a reason for what is not possible now. */
export function toSteeringEvent(circle: Circle, intent: Intent<"steer">, by: string): CircleEvent {
  if (isSetting(intent)) return toSettingEvent(intent);
  if (isOfDebate(intent)) return toDebateEvent(circle, intent);
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
    case "edit-draft":
      if (!circle.upcoming?.decision) throw new IntentRefused(message("no-draft"));
      return { type: "draft-edited", text: intent.text };
    case "send-draft":
      refusePaused(circle);
      if (!circle.upcoming) throw new IntentRefused(message("no-draft"));
      return { type: "draft-sent" };
  }
}

type Setting = Extract<Intent<"steer">, { action: `set-${string}` }>;

const isSetting = (intent: Intent<"steer">): intent is Setting => intent.action.startsWith("set-");

function toSettingEvent(intent: Setting): CircleEvent {
  switch (intent.action) {
    case "set-mode":
      return { type: "mode-set", mode: intent.mode };
    case "set-speed":
      return { type: "speed-set", speed: intent.speed };
    case "set-kind":
      return { type: "kind-set", kind: intent.kind };
    case "set-weights":
      return { type: "weights-set", weights: intent.weights };
  }
}

type OfDebate = Extract<Intent<"steer">, { action: "begin-debate" | "let-speak" | `${string}-phase` }>;

const isOfDebate = (intent: Intent<"steer">): intent is OfDebate =>
  intent.action === "begin-debate" || intent.action === "let-speak" || intent.action.endsWith("-phase");

function toDebateEvent(circle: Circle, intent: OfDebate): CircleEvent {
  switch (intent.action) {
    case "begin-debate":
      refuseModerator(circle, intent.moderatorId);
      return { type: "debate-begun", moderatorId: intent.moderatorId };
    case "let-speak":
      if (!peopleOf(circle).some(({ id }) => id === intent.personId))
        throw new IntentRefused(message("no-such-person"));
      return { type: "let-speak", personId: intent.personId };
    case "next-phase":
      return { type: "phase-ended", from: intent.from };
    case "extend-phase":
      return { type: "phase-extended", from: intent.from };
  }
}

function refuseModerator({ members }: Circle, moderatorId: string): void {
  if (!members.some(({ id }) => id === moderatorId)) throw new IntentRefused(message("debate-no-moderator"));
  if (members.length <= FEWEST_SIDES) throw new IntentRefused(message("debate-too-few", { count: FEWEST_SIDES }));
}

function refuseOthers(circle: Circle, speakerId: string): void {
  const waiting = circle.debate && personasOf(circle).find(({ id }) => id === speakerId);
  if (circle.debate && waiting && !mayTakeFloor(circle.debate, speakerId, debatersOf(circle)))
    throw new IntentRefused(message("debate-not-now", { name: waiting.name }));
  const isPersona = speakersOf(circle).some(({ id }) => id === speakerId);
  if (!isPersona) throw new IntentRefused(message("not-a-persona-here"));
}

function refusePaused(circle: Circle): void {
  if (circle.frozen) throw new IntentRefused(message("session-frozen"));
  if (circle.paused) throw new IntentRefused(message("paused"));
}
