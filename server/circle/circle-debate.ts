/** The debate of a circle: its phases follow each other by their clock, once everybody has spoken, or by hand (SPEC C2). */
import type { Debate } from "../../schema/messages/debate.ts";
import { isPhaseDone, movePhase } from "../../schema/rules/debate/debate-floor.ts";
import { unmutedOf } from "./circle.ts";
import type { Advance } from "./circle-event.ts";
import { dropUpcoming } from "./circle-upcoming.ts";

/** What was prepared for another phase goes; what a person wrote or chose stays theirs. */
export function setDebate(advance: Advance, debate: Debate | null): void {
  const { circle, now } = advance;
  const { upcoming } = circle;
  if (upcoming && !upcoming.edited && !upcoming.chosen && !upcoming.sent) dropUpcoming(advance);
  Object.assign(circle, { debate, silentSince: null, passedOver: [], dueAt: Math.min(circle.dueAt, now) });
}

/** Call it while nobody speaks. */
export function moveDebateOn(advance: Advance): void {
  const { circle, now } = advance;
  const { debate } = circle;
  if (debate && (now >= debate.endsAt || isPhaseDone(debate, unmutedOf(circle))))
    setDebate(advance, movePhase(debate, now));
}
