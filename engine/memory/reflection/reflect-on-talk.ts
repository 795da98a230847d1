/**
 * After every 48 turns of a circle that its personas remember, a model judges the importance of those turns in one
 * call, and draws conclusions from what has gathered, in another: 0.04 calls a turn, which with the reading of traits
 * (one in four replies) stays within 0.3 (SPEC M4, M6).
 */
import type { CallScope, Route, RoutedModel } from "../../model/language-model.ts";
import { nullIfOffSchema } from "../../model/answers/null-if-off-schema.ts";
import { canJudge } from "../../model/skill/skill.ts";
import { createDueWork } from "../../mind/create-due-work.ts";
import type { Scope } from "../../scope/scope.ts";
import type { Skill } from "../../../schema/messages/voice.ts";
import { drawConclusions, rehearseConclusion, toReflection } from "./draw-conclusions.ts";
import { judgeTurns } from "./judge-turns.ts";
import type { AwaitingTurn, ReflectionStore, UnjudgedTurn } from "./reflection-store.ts";

export const TURNS_A_ROUND = 48;
/** More than a round has, so that what a failed one left is caught up. */
const TURNS_JUDGED = 64;
/**
 * Importance that one person's words gather before a persona reflects on them: about twenty of them. Generative Agents
 * waits for 15 on this scale, but over everything that an agent perceives.
 */
export const REFLECTION_IMPORTANCE = 8;
const MEMORIES_A_REFLECTION = 40;
export type ReflectingParts = {
  store: ReflectionStore;
  /** The model for small tasks. */
  model(): RoutedModel;
  skillOf(route: Route): Skill;
  newId(): string;
  /** ms since epoch */
  now(): number;
};

/** @param awaiting how many of its turns await a round; a round begins when they are enough, and resolves when it is done */
export type ReflectOnTalk = (circleId: string, awaiting: number, scope: Scope) => Promise<void>;

/**
 * A round that is broken off at any point is held again: what it had stored is not judged or reflected on twice, and
 * its turns await it until its last step. Where a model's answers have another form than was asked for, it ends without.
 */
export function createReflecting(parts: ReflectingParts): ReflectOnTalk {
  const whenDue = createDueWork(TURNS_A_ROUND);
  return (circleId, awaiting, scope) =>
    whenDue(circleId, awaiting, async () => {
      const calling: CallScope = { ...scope, task: "reflect" };
      const turns = await parts.store.readRound(circleId, TURNS_JUDGED);
      await judge(parts, circleId, turns, calling).catch(nullIfOffSchema);
      await reflect(parts, turns, calling).catch(nullIfOffSchema);
      await parts.store.endRound(turns);
    });
}

/** Where the model cannot judge, what the words say is kept. */
async function judge(
  { store, model, skillOf }: ReflectingParts,
  circleId: string,
  turns: readonly AwaitingTurn[],
  scope: CallScope,
): Promise<void> {
  const thinking = model();
  if (!canJudge(skillOf(thinking.route))) return;
  const unjudged = turns.filter((turn): turn is UnjudgedTurn => turn.text !== null);
  if (unjudged.length > 0) await store.judge(circleId, await judgeTurns(unjudged, thinking, scope), scope);
}

async function reflect(
  { store, model, skillOf, newId, now }: ReflectingParts,
  turns: readonly AwaitingTurn[],
  scope: CallScope,
): Promise<void> {
  const thinking = model();
  const isRehearsal = thinking.route.provider === "rehearsal";
  if (!isRehearsal && !canJudge(skillOf(thinking.route))) return;
  const [ripe] = await store.readUnreflected(turns, REFLECTION_IMPORTANCE, MEMORIES_A_REFLECTION);
  if (!ripe) return;
  const { memories, personaId, personaName } = ripe;
  const conclusions = isRehearsal
    ? [rehearseConclusion(memories)]
    : await drawConclusions(personaName, memories, thinking, { ...scope, personaId });
  await store.addReflections(
    memories,
    conclusions.map((conclusion) => toReflection(conclusion, newId(), now())),
    scope,
  );
}
