/** What a persona recalls when it begins to speak, besides the turns in its prompt (SPEC M4): useful memories, people's preferences. */
import { firstIdOf } from "../../schema/rules/replay/branched-turn.ts";
import { estimateTokens } from "../model/usage/estimate-usage.ts";
import { audienceOf, type ConversationView, type Utterance } from "../mind/conversation.ts";
import type { Memory } from "./memory.ts";
import type { Scope } from "../scope/scope.ts";
import type { MemoryStore } from "./memory-store.ts";

export const RECALLED_MEMORIES = 6;
const PREFERENCES = 6;
/** Of these, a branch uses the best that were made before it, or in it. */
const SEARCHED_IN_BRANCH = 200;
/** The latest turns indicate best what is relevant now. */
const QUERY_TURNS = 3;

export type Recollection = { memories: Memory[]; preferences: Memory[] };

type Recall = {
  /** The last turns, which are in the prompt anyway. */
  inView: readonly Utterance[];
  at: number;
  /** For memories and preferences together; preferences first, then the most useful. */
  budgetTokens: number;
  scope: Scope;
};

export async function recallMemories(
  store: MemoryStore,
  personaId: string,
  view: ConversationView,
  { inView, at, budgetTokens, scope }: Recall,
): Promise<Recollection> {
  const people = view.participants
    .filter((participant) => participant.kind === "person")
    .map((participant) => participant.id);
  const audience = audienceOf(view);
  const text = [view.topic, ...inView.slice(-QUERY_TURNS).map((turn) => turn.text)].join(" ");
  const [ranked, preferences] = await Promise.all([
    store.recall(
      {
        personaId,
        audience,
        text,
        at,
        limit: view.asOf === undefined ? RECALLED_MEMORIES : SEARCHED_IN_BRANCH,
        exceptTurnIds: inView.flatMap(({ id }) => [id, firstIdOf(id)]),
      },
      scope,
    ),
    store.preferencesOf(personaId, people, audience, view.asOf === undefined ? PREFERENCES : SEARCHED_IN_BRANCH),
  ]);
  const isKnown = ({ at: made, circleId }: Memory): boolean =>
    view.asOf === undefined || made <= view.asOf || circleId === view.circleId;
  const recalled = ranked.filter(isKnown).slice(0, RECALLED_MEMORIES);
  const stated = preferences.filter(isKnown).slice(0, PREFERENCES);
  const known = new Set(stated.map((memory) => memory.id));
  let left = budgetTokens;
  const fits = (memory: Memory): boolean => {
    const tokens = estimateTokens(memory.text);
    if (tokens > left) return false;
    left -= tokens;
    return true;
  };
  return {
    preferences: stated.filter(fits),
    memories: recalled.filter((memory) => !known.has(memory.id)).filter(fits),
  };
}
