import { expect, test } from "vitest";
import type { GalleryQuestion } from "../../schema/messages/gallery.ts";
import { countVotes } from "./count-votes.ts";
import { EvenFanOut } from "./even-fan-out.ts";
import { ShownGallery } from "./shown-gallery.ts";

const question = (id: string): GalleryQuestion => ({
  id,
  askerId: "sven",
  askerName: "Sven",
  text: id,
  votes: 0,
  state: "open",
});

test("C10 a message to 2,000 is sent over twenty beats, a twentieth in each, once to everybody", () => {
  const fanOut = new EvenFanOut<number>(20);
  const sent: number[][] = [];
  fanOut.begin(
    Array.from({ length: 2000 }, (_, index) => index),
    (recipient) => void sent.at(-1)!.push(recipient),
  );
  while (!fanOut.isDone) {
    sent.push([]);
    fanOut.beat();
  }
  expect(sent.map(({ length }) => length)).toEqual(Array.from({ length: 20 }, () => 100));
  expect(new Set(sent.flat()).size).toBe(2000);
});

test("C10 thousands of reactions and votes become one small message; of many texts eight, the rest with the next", () => {
  const shown = new ShownGallery("circle", { questions: [question("first")], vote: null });
  for (let count = 0; count < 5000; count += 1) shown.countCheer("👏");
  for (let count = 0; count < 900; count += 1) shown.countVote("first", 1);
  for (let number = 0; number < 10; number += 1) shown.put(question(`question ${number}`));
  const change = shown.takeChange()!;
  expect(change).toMatchObject({ revision: 1, votes: { first: 900 }, cheers: { "👏": 5000 } });
  expect(change.questions).toHaveLength(8);
  expect(shown.takeChange()!.questions.map(({ id }) => id)).toEqual(["question 8", "question 9"]);
  expect(shown.takeChange()).toBeNull();
});

test("C10 a closed round shows its votes, both show who swung; who voted once has not swung", () => {
  const counted = [
    { before: 0, after: 1, people: 3 },
    { before: 0, after: 0, people: 2 },
    { before: 1, after: null, people: 4 },
    { before: null, after: 1, people: 1 },
  ];
  expect(countVotes(counted, 2, { isBeforeClosed: true, isAfterClosed: true })).toEqual({
    before: [5, 4],
    after: [2, 4],
    swing: [
      [2, 3],
      [0, 0],
    ],
  });
  expect(countVotes([], 2, { isBeforeClosed: false, isAfterClosed: false })).toEqual({
    before: null,
    after: null,
    swing: null,
  });
});
