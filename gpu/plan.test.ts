import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { measureRate } from "./measure-rate.ts";
import { planWork } from "./plan.ts";

const RATE = { readPerSecond: 10_000, writePerSecond: 1_000, dollarsPerHour: 3 };
const FOLDER = join(import.meta.dirname, "models");
const files = readdirSync(FOLDER).map((name) => ({ name, model: parse(readFileSync(join(FOLDER, name), "utf8")) }));

test("S2 tokens, hours and dollars grow with backstories, respondents and probes, and shrink with the rate", () => {
  const plan = planWork({ backstories: 100, respondents: 0, probes: 20 }, RATE);
  expect(plan.probing).toEqual({ readTokens: 0, cachedTokens: 0, writtenTokens: 0 });
  expect(plan.interviews.writtenTokens).toBe(100 * 2_860);
  expect(plan.hours).toBeCloseTo((plan.interviews.readTokens / 10_000 + 286) / 3600, 10);
  expect(plan.dollars).toBeCloseTo(3 * plan.hours, 10);
  const twice = planWork({ backstories: 200, respondents: 0, probes: 20 }, RATE);
  expect(twice.hours).toBeCloseTo(2 * plan.hours, 10);
  const faster = planWork(
    { backstories: 100, respondents: 0, probes: 20 },
    { ...RATE, readPerSecond: 20_000, writePerSecond: 2_000 },
  );
  expect(faster.hours).toBeCloseTo(plan.hours / 2, 10);
});

test("S5 a respondent's transcript is read once, whatever the number of probes", () => {
  const read = (probes: number) => planWork({ backstories: 0, respondents: 1, probes }, RATE).probing.readTokens;
  expect(read(20) - read(10)).toBe(10 * 90);
  expect(read(0)).toBe(0);
});

test("O1 every card memory from 24 to 141 GB has a base and an instruct model, each with its size and quantisation", () => {
  const notes = files.map(({ name }) => readFileSync(join(FOLDER, name), "utf8").split("\nmodel:")[0]!);
  for (const memory of [24, 48, 80, 141])
    for (const kind of ["base", "instruct"])
      expect(
        notes.some((note) => note.includes(`${memory} GB`) && note.toLowerCase().includes(kind)),
        `${memory} GB, ${kind}`,
      ).toBe(true);
  for (const note of notes) expect(note).toMatch(/weights: (?:bf16|fp8), \d+ GB|3 GB of weights/);
  for (const { name, model } of files) {
    expect(model["served-model-name"]).toBe(name.replace(/\.yaml$/, ""));
    expect(model).toMatchObject({
      host: "127.0.0.1",
      "enable-prefix-caching": true,
      "enable-prompt-tokens-details": true,
    });
  }
});

test("O1 the models that the compose file and the READMEs name have a file", () => {
  const project = join(import.meta.dirname, "..");
  const texts = ["docker-compose.yml", "README.md", "gpu/README.md"].map((name) =>
    readFileSync(join(project, name), "utf8"),
  );
  const named = texts.flatMap((text) => [
    ...text.matchAll(/gpu\/models\/([\w.-]+)\.yaml|VLLM_MODEL(?::-|=)([\w.-]+)|^\| `([\w.-]+)` \|.*GB/gm),
  ]);
  const names = named.flatMap(([, ...groups]) => groups.filter((name) => name !== undefined));
  expect(names.length).toBeGreaterThan(8);
  for (const name of names) expect(files.map((file) => file.name)).toContain(`${name}.yaml`);
});

test("O1 the rate of an endpoint is measured by what it reports, and its cache is recognised", async () => {
  const seen = new Set<string>();
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (part: Buffer) => void (text += part.toString()));
    request.on("end", () => {
      const { prompt, max_tokens } = JSON.parse(text) as { prompt: string; max_tokens: number };
      const tokens = prompt.split(" ").length;
      const usage = {
        prompt_tokens: tokens,
        completion_tokens: max_tokens,
        prompt_tokens_details: { cached_tokens: seen.has(prompt) ? tokens : 0 },
      };
      seen.add(prompt);
      response.setHeader("content-type", "application/json").end(JSON.stringify({ choices: [], usage }));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  let clock = 0;
  const measured = await measureRate({ baseUrl: `http://127.0.0.1:${port}`, model: "any" }, 4, () => 2_000 * clock++);
  expect(measured).toEqual({ readPerSecond: (4 * 1_200) / 2, writePerSecond: (4 * 200) / 2, cachedShare: 1 });
  server.close();
});
