import { expect, test } from "vitest";
import { readModelsFile } from "../read-models-file.adapter.ts";
import { chooseSuitableModel, type Machine } from "./choose-suitable-model.ts";

const choices = readModelsFile().embedded;
const GB = 1e9;
/** Most of its memory is free, as on a machine that does little else. */
const machine = (cores: number, gigabytes: number, more: Partial<Machine> = {}): Machine => ({
  cores,
  memoryBytes: gigabytes * GB,
  freeMemoryBytes: gigabytes * GB * 0.6,
  gpu: null,
  ...more,
});
const choose = (...[cores, gigabytes, more]: Parameters<typeof machine>) =>
  chooseSuitableModel(choices, machine(cores, gigabytes, more)).name;

test.each([
  ["1 core, 1 GB", [1, 1], "SmolLM2-135M-Instruct"],
  ["2 cores, 4 GB", [2, 3.8], "Qwen2.5-0.5B-Instruct"],
  ["4 cores, 8 GB", [4, 7.7], "Qwen2.5-1.5B-Instruct"],
  ["8 cores, 16 GB", [8, 15.5], "Qwen3-4B-Instruct-2507"],
  ["a Mac with 8 cores, 16 GB", [8, 16, { gpu: "metal" }], "Qwen2.5-7B-Instruct"],
] as const)("L2 a machine of %s gets the model of its class", (_, [cores, gigabytes, more], name) => {
  expect(choose(cores, gigabytes, more)).toBe(name);
});

test("L2 at each boundary of a class one core less, or a little less memory, gets the model below", () => {
  for (const [index, { name, machine: least }] of choices.slice(0, -1).entries()) {
    const gpu = least.gpu ? ("metal" as const) : null;
    const atBoundary = { cores: least.cores, memoryBytes: least.memoryBytes, freeMemoryBytes: 64 * GB, gpu };
    const pick = (change: Partial<Machine>) => chooseSuitableModel(choices, { ...atBoundary, ...change }).name;
    const below = choices.slice(index + 1).map((choice) => choice.name);
    expect(pick({})).toBe(name);
    expect(below).toContain(pick({ cores: least.cores - 1 }));
    expect(below).toContain(pick({ memoryBytes: least.memoryBytes - 1 }));
  }
});

test("L2 free memory counts too: a model that would push others out of memory is not fetched", () => {
  for (const [index, { machine: least, needsMemoryBytes }] of choices.slice(0, -1).entries()) {
    const gpu = least.gpu ? ("metal" as const) : null;
    const pick = (freeMemoryBytes: number) => chooseSuitableModel(choices, { ...least, gpu, freeMemoryBytes }).name;
    expect(pick(needsMemoryBytes)).toBe(choices[index]!.name);
    expect(choices.slice(index + 1).map(({ name }) => name)).toContain(pick(needsMemoryBytes - 1));
  }
});

test("L2 an NVIDIA card does not speed up the embedded model: the machine gets a model for its processor", () => {
  expect(choose(8, 32, { gpu: "nvidia" })).toBe("Qwen3-4B-Instruct-2507");
});

test("L2 every default says where it is from, under which licence, when that was read, and whether it was tried", () => {
  expect(choices.map(({ license }) => license)).toEqual(choices.map(() => "Apache-2.0"));
  expect(choices.filter(({ tried }) => tried).map(({ name }) => name)).toEqual(["SmolLM2-135M-Instruct"]);
  for (const { sizeBytes, needsMemoryBytes } of choices) expect(needsMemoryBytes).toBeGreaterThan(sizeBytes);
});
