/** The debate of a circle: its phases follow each other by their clock, once everybody has spoken, or by hand (SPEC C2). */
import type { Debate } from "../../schema/messages/debate.ts";
import {
  isPhaseDone,
  maySay,
  movePhase,
  startClock,
  stopClock,
  timeLeft,
} from "../../schema/rules/debate/debate-floor.ts";
import { debatersOf, speakersOf, statusOf, type Circle } from "./circle.ts";
import type { Advance } from "./circle-event.ts";
import { dropUpcoming } from "./circle-upcoming.ts";

/** Whether a person may speak now: they keep to the parts of a debate as personas do. */
export function isInTurn(circle: Circle, personId: string): boolean {
  const { debate, speaking, lastSpeakerId } = circle;
  return debate === null || maySay(debate, personId, debatersOf(circle), speaking?.speakerId ?? lastSpeakerId);
}

/** What was prepared for another phase goes; what a person wrote or chose stays theirs, if its speaker may speak now. */
export function setDebate(advance: Advance, debate: Debate | null): void {
  const { circle, now } = advance;
  Object.assign(circle, { debate, silentSince: null, passedOver: [], dueAt: Math.min(circle.dueAt, now) });
  if (!isStillMeant(circle)) dropUpcoming(advance);
}

function isStillMeant(circle: Circle): boolean {
  const { upcoming } = circle;
  if (!upcoming?.edited && !upcoming?.chosen && !upcoming?.sent) return false;
  return speakersOf(circle).some(({ id }) => id === upcoming.decision?.nextPersonaId);
}

/** Call it whenever the circle may have begun or ceased to talk: only then its clock runs. */
export function keepDebateClock({ circle, now }: Pick<Advance, "circle" | "now">): void {
  if (!circle.debate) return;
  circle.debate = statusOf(circle, now) === "talking" ? startClock(circle.debate, now) : stopClock(circle.debate, now);
}

/** Call it while nobody speaks. */
export function moveDebateOn(advance: Advance): void {
  const { circle, now } = advance;
  const { debate } = circle;
  if (debate && (timeLeft(debate, now) <= 0 || isPhaseDone(debate, debatersOf(circle))))
    setDebate(advance, movePhase(debate, now));
}
