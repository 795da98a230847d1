import { expect, test } from "vitest";
import { Steer } from "../../../schema/messages/room-messages.ts";
import { enStudio } from "../../words/studio/en-studio.ts";

test("C9 the record says in words what was steered", () => {
  const acts = Steer.options.map(({ shape }) => shape.action.value);
  const ofGallery = ["take-question", "dismiss-question"];
  const ofVotes = ["open-before", "open-after", "close-before", "close-after"].map((act) => `vote-${act}`);
  expect(Object.keys(enStudio.record.steered).toSorted()).toEqual([...acts, ...ofGallery, ...ofVotes].toSorted());
});
