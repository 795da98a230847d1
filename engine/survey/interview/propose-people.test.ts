import { expect, test } from "vitest";
import { WantedPeople } from "../../../schema/messages/interview.ts";
import { proposePeople } from "./propose-people.ts";

test("S4 the people of places that fit too little are proposed, each so often as they are missing; sets are shared out", () => {
  const { people, withoutSeed } = proposePeople(
    [
      { wanted: { party: ["democrat"], age: ["18-24", "25-34"] } },
      { wanted: { age: ["18-24", "25-34"], party: ["democrat"] } },
      { wanted: { party: ["democrat"], age: ["18-24", "25-34"] } },
      { wanted: { "likes-boats": ["yes"] } },
    ],
    2,
  );
  expect(people).toEqual([
    { person: {}, count: 3 },
    { person: { age: "18-24", party: "democrat" }, count: 2 },
    { person: { age: "25-34", party: "democrat" }, count: 1 },
  ]);
  expect(withoutSeed).toEqual(["likes-boats"]);
  expect(WantedPeople.parse(people)).toEqual(people);
});

test("S4 a panel that fits everywhere lacks nobody", () =>
  expect(proposePeople([], 0)).toEqual({ people: [], withoutSeed: [] }));
