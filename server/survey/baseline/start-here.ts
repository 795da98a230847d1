/** The first run in the lab: three questions that people of the baseline answered, put to backstories that are like 40 of them (SPEC S7). */
import { drawStratified } from "../../../engine/survey/match/draw-stratified.ts";
import type { Principal } from "../../../engine/scope/scope.ts";
import type { BaselineStart } from "../../../schema/messages/baseline.ts";
import type { TargetDraft } from "../../../schema/messages/target.ts";
import type { BaselinePerson } from "../../../schema/rules/survey/anes-1996.ts";
import { ANES_1996_SURVEY } from "../../../schema/rules/survey/anes-1996-survey.ts";
import { seededRandom } from "../../../schema/rules/seeded-random.ts";
import type { Surveys } from "../surveys.ts";
import type { Targets } from "../target/targets.ts";

const SIZE = 40;
const SEED = 1;
/** How far back it looks for what was kept before. */
const LATEST = { limit: 100 };

export type StartHerePorts = {
  people: readonly BaselinePerson[];
  surveys: Pick<Surveys, "list" | "create">;
  targets: Pick<Targets, "list" | "create">;
};

/** Keeps the survey and the target, or finds those that were kept before and have not been changed since. */
export async function startHere(
  { people, surveys, targets }: StartHerePorts,
  scope: Principal,
): Promise<BaselineStart> {
  const target = targetOf(people);
  const isUnchanged = ({ name, version }: { name: string; version: number }) =>
    version === 1 && (name === ANES_1996_SURVEY.name || name === target.name);
  const survey =
    (await surveys.list(scope, LATEST)).items.find(isUnchanged) ?? (await surveys.create(scope, ANES_1996_SURVEY));
  const { id: targetId } =
    (await targets.list(scope, LATEST)).items.find(isUnchanged) ?? (await targets.create(scope, target));
  return { surveyId: survey.id, surveyVersion: survey.version, targetId, size: SIZE, seed: SEED };
}

function targetOf(people: readonly BaselinePerson[]): TargetDraft {
  const drawn = drawStratified(people, {
    size: SIZE,
    stratumOf: ({ traits }) => `${traits.age} ${traits.party}`,
    random: seededRandom(SEED, 0),
  });
  return {
    name: `${SIZE} of ${people.length} American voters, October 1996`,
    definition: { kind: "people", people: drawn.map(({ traits }) => traits) },
  };
}
