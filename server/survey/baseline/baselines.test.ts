import { beforeAll, expect, test } from "vitest";
import { startTestApi } from "../../../test/api/test-api.process.ts";
import { readAnes1996, type BaselinePerson } from "../../../schema/rules/survey/anes-1996.ts";
import { readQuestions } from "../../../schema/rules/survey/read-questions.ts";
import { STANDARD_TRAITS } from "../../../schema/rules/survey/standard-traits.ts";
import { PROJECT_FOLDER } from "../../run-process.process.ts";
import { baselineRoutes } from "./baseline.route.ts";
import { readBaseline } from "./baselines.process.ts";
import { surveyRoutes } from "../survey.route.ts";
import { createSurveyStore } from "../survey.store.ts";
import { createSurveys } from "../surveys.ts";
import { targetRoutes } from "../target/target.route.ts";
import { createTraitStore } from "../label/trait.store.ts";
import { createTraits } from "../label/traits.ts";
import { createTargetStore } from "../target/target.store.ts";
import { createTargets } from "../target/targets.ts";

let people: BaselinePerson[];
beforeAll(async () => void (people = await readBaseline(`${PROJECT_FOLDER}/baselines`)));

/** No panel is matched here, so no queue is needed. */
const noJobs = { order: () => Promise.reject(new Error("no queue")), act: () => Promise.reject(new Error("no queue")) };
const startApi = () =>
  startTestApi((database) => {
    const surveys = createSurveys(createSurveyStore(database));
    const targets = createTargets(createTargetStore(database), noJobs, createTraits(createTraitStore(database)));
    return [...baselineRoutes({ people, surveys, targets }), ...surveyRoutes(surveys), ...targetRoutes(targets)];
  });

const HEAD = "popul\tTVnews\tselfLR\tClinLR\tDoleLR\tPID\tage\teduc\tincome\tvote";

test("S7 the baseline that ships has 944 people, each with a value of four standard traits and five answers", () => {
  expect(people).toHaveLength(944);
  for (const { traits } of people)
    for (const [id, value] of Object.entries(traits)) {
      const trait = STANDARD_TRAITS.find((each) => each.id === id)!;
      expect(
        trait.values.some((each) => each.id === value),
        `${id} ${value}`,
      ).toBe(true);
    }
  // 551 of them voted for Clinton, as published with the table.
  expect(people.filter(({ answers }) => answers.vote === 0)).toHaveLength(551);
  expect(people.filter(({ traits }) => traits.party === "independent")).toHaveLength(108 + 37 + 94);
});

test("S7 codes become values at the bounds of their bands", () => {
  const read = (age: number, education: number, income: number, party: number) =>
    readAnes1996(`# notes\n${HEAD}\n0\t7\t7\t1\t6\t${party}\t${age}\t${education}\t${income}\t1\n`)[0]!.traits;
  expect(read(24, 2, 10, 1)).toEqual({
    age: "18-24",
    education: "no-diploma",
    income: "under-15000",
    party: "democrat",
  });
  expect(read(25, 3, 11, 2)).toEqual({
    age: "25-34",
    education: "high-school",
    income: "15000-29999",
    party: "independent",
  });
  expect(read(64, 5, 19, 4)).toEqual({
    age: "55-64",
    education: "some-college",
    income: "30000-49999",
    party: "independent",
  });
  expect(read(65, 6, 21, 5)).toMatchObject({
    age: "65-and-over",
    education: "bachelor",
    income: "50000-74999",
    party: "republican",
  });
  expect(read(91, 7, 24, 6)).toMatchObject({ education: "advanced", income: "75000-and-over" });
  expect(() => read(30, 8, 3, 3)).toThrow("educ");
});

test("S7 facilitators read shares of who they are and of what they answered, each question's adding up to one", async () => {
  const api = await startApi();
  const { token } = await api.signIn("Ada", "facilitator");
  const [baseline] = (await api.call("GET", "/api/baselines", { token })).body.items;
  expect(baseline.answers.vote).toEqual({ 0: expect.closeTo(551 / 944, 10), 1: expect.closeTo(393 / 944, 10) });
  for (const shares of [...Object.values(baseline.traits), ...Object.values(baseline.answers)])
    expect(Object.values(shares as Record<string, number>).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
  const eve = await api.signIn("Eve");
  expect((await api.call("GET", "/api/baselines", { token: eve.token })).status).toBe(403);
  await api.close();
});

test("S7 the first run asks three questions of the baseline of 40 people drawn from it, by age and party alike", async () => {
  const api = await startApi();
  const { token } = await api.signIn("Ada", "facilitator");
  const start = () => api.call("POST", "/api/baselines/anes-1996/start", { token });
  const first = await start();
  expect(first.body, first.text).toMatchObject({ size: 40, seed: 1, surveyVersion: 1 });
  const survey = (await api.call("GET", `/api/surveys/${first.body.surveyId}`, { token })).body;
  expect(survey.problems).toEqual([]);
  for (const { name, options } of readQuestions(survey.model)) {
    const codes = new Set(people.map(({ answers }) => answers[name as keyof typeof answers]));
    expect(new Set(options.map(({ value }) => value)), name).toEqual(codes);
  }
  const target = (await api.call("GET", `/api/targets/${first.body.targetId}`, { token })).body;
  const drawn: Record<string, string>[] = target.definition.people;
  expect(drawn).toHaveLength(40);
  const stratum = ({ age, party }: Record<string, string>) => `${age} ${party}`;
  for (const [name, members] of Map.groupBy(people, ({ traits }) => stratum(traits))) {
    const count = drawn.filter((person) => stratum(person) === name).length;
    expect(Math.abs(count - (members.length / people.length) * 40), name).toBeLessThan(1);
  }
  expect((await start()).body).toEqual(first.body);
  const { name, model } = survey;
  await api.call("PUT", `/api/surveys/${survey.id}`, { token, body: { name, model, version: 1 } });
  expect((await start()).body.surveyId).not.toBe(first.body.surveyId);
  await api.close();
});
