import { expect, test } from "vitest";
import { LONGEST_BACKSTORY } from "../../../engine/prompts/describe-persona.ts";
import { readAuthoredBackstories } from "../../survey/backstory/authored-backstories.process.ts";
import { PROJECT_FOLDER } from "../../run-process.process.ts";
import { toRespondentDraft } from "./respondent-draft.ts";

const named = { unnamed: "Respondent 1", source: "People on the bus" };

test("S8 the backstory of one who stands up has of every answer whole sentences, and fits into a prompt", async () => {
  for (const { title, answers, labels } of await readAuthoredBackstories(`${PROJECT_FOLDER}/backstories`)) {
    const draft = toRespondentDraft({ title, answers, labels, traits: {} }, named);
    expect(draft.backstory.length, title).toBeLessThanOrEqual(LONGEST_BACKSTORY);
    const parts = draft.backstory.split("\n\n");
    expect(parts, title).toHaveLength(answers.length);
    parts.forEach((part, index) =>
      expect(answers[index]!.answer.replace(part, ""), title).not.toBe(answers[index]!.answer),
    );
    expect(title.startsWith(draft.name)).toBe(true);
  }
});

test("S8 one without a name is called a respondent; what it was matched for, and what its text states, is known of it", () => {
  const draft = toRespondentDraft(
    {
      title: "“I was born by the sea.”",
      answers: [{ theme: "life", question: "?", answer: "x".repeat(9_000) }],
      labels: {
        gender: { distribution: { woman: 0.9, man: 0.1 }, source: "explicit", count: 1 },
        age: { distribution: { unknown: 0.8, "18-24": 0.2 }, source: "sampled", count: 5 },
      },
      traits: { "own-trait": ["yes"], education: ["bachelor", "advanced"] },
    },
    named,
  );
  expect(draft).toMatchObject({
    name: "Respondent 1",
    credit: "Simulated respondent, People on the bus",
    demographics: { gender: "Woman", education: "", more: { "own-trait": "yes" } },
  });
  expect(draft.backstory.length).toBeLessThanOrEqual(LONGEST_BACKSTORY);
});
