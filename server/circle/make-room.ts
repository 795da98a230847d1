import { message } from "../../schema/messages/message.ts";
import { peopleOf } from "./circle.ts";
import { isFacilitator } from "./is-facilitator.ts";
import type { CircleRunner } from "./circle-runner.ts";
import { IntentRefused, type Actor } from "./circle-stage.ts";

/** Open circles of one person; facilitators have no limit. */
const MAX_OPEN_CIRCLES = 3;

/** Keeps one person from filling the floor: for a new circle, one that they opened and everybody else has left ends. */
export function makeRoom(actor: Actor, opened: CircleRunner[]): void {
  if (opened.length < MAX_OPEN_CIRCLES || isFacilitator(actor)) return;
  const left = opened.find(({ circle }) => peopleOf(circle).every(({ id }) => id === actor.userId));
  if (left) return left.dispatch({ type: "stopped", by: actor.name });
  throw new IntentRefused(message("too-many-circles", { count: MAX_OPEN_CIRCLES }));
}
