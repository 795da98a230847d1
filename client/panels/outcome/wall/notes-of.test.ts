import { expect, test } from "vitest";
import { ItemContent, type OutcomeItem } from "../../../../schema/messages/outcome.ts";
import { notesOf } from "./notes-of.ts";

const item = (id: string, content: object): OutcomeItem => ({
  id,
  content: ItemContent.parse(content),
  turnIds: [],
  outdatedTurnIds: [],
  speakers: [],
  madeBy: "model",
  correctedBy: null,
  version: 1,
  votes: 0,
  hasMyVote: false,
  state: null,
  revision: null,
});
const outcome = (kind: "ideation" | "planning", items: OutcomeItem[]) => ({
  kind,
  version: 1,
  items,
  turnsWaiting: 0,
  droppedQuotations: 0,
});

test("W7 ideas and plans hang on the wall in the order in which they came; what was said so far does not", () => {
  const planning = outcome("planning", [item("3", { type: "task", text: "Ask the town" })]);
  const ideation = outcome("ideation", [
    item("2", { type: "idea", text: "A night bus" }),
    item("1", { type: "summary", text: "They spoke of buses." }),
    item("4", { type: "cluster", text: "By road" }),
  ]);
  expect(notesOf({ outcomes: [planning, ideation] })).toEqual([
    { id: "2", kind: "idea", text: "A night bus" },
    { id: "3", kind: "task", text: "Ask the town" },
    { id: "4", kind: "cluster", text: "By road" },
  ]);
});
