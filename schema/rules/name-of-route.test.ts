import { expect, test } from "vitest";
import { nameOfRoute } from "./name-of-route.ts";

const words = { rehearsal: "Rehearsal", here: (model: string) => `${model} on this machine` };

test("L2 the script and the models of this machine are named in words, others by provider and model", () => {
  const named = ["rehearsal/script", "embedded/small.gguf", "openai/org/large"].map((route) =>
    nameOfRoute(route, words),
  );
  expect(named).toEqual(["Rehearsal", "small.gguf on this machine", "openai/org/large"]);
});
