import { expect, test } from "vitest";
import type { Participant } from "./conversation.ts";
import { findAddressees } from "./find-addressees.ts";

const participants: Participant[] = ["Ada Lind", "Tomás Reyes", "June Okafor", "Dr. Will Hope", "Sam"].map((name) => ({
  id: name,
  name,
  kind: name === "Sam" ? "person" : "persona",
}));
const found = (text: string, speaker = "nobody") =>
  findAddressees(text, speaker, participants).map(({ participantId, manner }) => `${participantId} ${manner}`);

test.each([
  ["Ada, what do you think?", ["Ada Lind asked"]],
  ["What do you think, ada?", ["Ada Lind asked"]],
  ["@Tomas is that so", ["Tomás Reyes asked"]],
  ["Ada can you hear me?", ["Ada Lind asked"]],
  ["What about Reyes?", ["Tomás Reyes asked"]],
  ["Let us hear from Ada Lind.", ["Ada Lind asked"]],
  ["Ada! You came. How was it?", ["Ada Lind asked"]],
  ["Thanks Ada. Tomás, how much?", ["Tomás Reyes asked", "Ada Lind mentioned"]],
  ["That is unfair, Ada.", ["Ada Lind called"]],
  ["As Ada said, it is late.", ["Ada Lind mentioned"]],
  ["Ada and Tomás know it.", ["Tomás Reyes mentioned", "Ada Lind mentioned"]],
  ["In June we open.", []],
  ["June, where is it?", ["June Okafor asked"]],
  ["Will you come in june?", []],
  ["Dr. Hope, is it broken?", ["Dr. Will Hope asked"]],
  ["I hope you will.", []],
  ["Adam, what do you think?", []],
  ["Was meint Ada dazu?", ["Ada Lind asked"]],
  ["Liebe Ada, danke für alles.", ["Ada Lind called"]],
  ["Kofi, what now?", []],
])("M6 %s", (text, expected) => expect(found(text)).toEqual(expected));

test("M6 nobody addresses themselves", () => expect(found("I, Ada, ask: why?", "Ada Lind")).toEqual([]));
test("M6 a name two share calls neither", () => {
  const twins: Participant[] = ["Ada Lind", "Ada Berg"].map((name) => ({ id: name, name, kind: "persona" }));
  expect(findAddressees("Ada, why?", "nobody", twins)).toEqual([]);
  expect(findAddressees("Ada Berg, why?", "nobody", twins)).toEqual([{ participantId: "Ada Berg", manner: "asked" }]);
});
