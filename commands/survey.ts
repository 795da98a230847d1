/**
 * `npm run survey -- SURVEY.json --target TARGET.json --method alterity [--size 40] [--model provider/model] [--seed 1]
 * [--temperature 1] [--set-in "October 1996"] [--budget DOLLARS] [--calls live|batch] [--format results|json|csv|wide|spss]`: asks a survey on a running
 * server and prints its results, or its answers as rows, one per answer
 * (json, csv) or per respondent (wide, and SPSS syntax that reads it). SURVEY.json is SurveyJS's JSON; TARGET.json is a target's
 * definition; both may also be the id of one that is on the server.
 */
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { RunDraft, RunEstimate } from "../schema/messages/run.ts";
import { Survey, SurveyDraft } from "../schema/messages/survey.ts";
import { Target, TargetDraft } from "../schema/messages/target.ts";
import { followRun } from "./follow-run.ts";
import { createSurvey, createTarget } from "./keep-inputs.ts";
import { readJson, runCommand } from "./run-command.ts";
import type { ServerClient } from "./server-client.ts";

const USAGE = "npm run survey -- SURVEY.json --target TARGET.json --method alterity";
const NANO_PER_DOLLAR = 1e9;
const FORMATS = ["results", "json", "csv", "wide", "spss"];

const readWords = () =>
  parseArgs({
    allowPositionals: true,
    options: {
      target: { type: "string" },
      method: { type: "string", default: "alterity" },
      size: { type: "string", default: "40" },
      model: { type: "string" },
      seed: { type: "string", default: "1" },
      temperature: { type: "string", default: "1" },
      "set-in": { type: "string" },
      budget: { type: "string" },
      calls: { type: "string", default: "live" },
      format: { type: "string", default: "results" },
    },
  });

await runCommand(async (ports) => {
  const { server, say } = ports;
  const { values, positionals } = readWords();
  const [file] = positionals;
  if (!file || !values.target) throw new Error(`Name a survey and a target: ${USAGE}`);
  if (!FORMATS.includes(values.format)) throw new Error(`--format is one of ${FORMATS.join(", ")}.`);
  const survey = await findSurvey(server, file);
  const target = await findTarget(server, values.target);
  const draft = RunDraft.parse({
    name: survey.name,
    surveyVersion: survey.version,
    targetId: target.id,
    method: values.method,
    size: Number(values.size),
    seed: Number(values.seed),
    temperature: Number(values.temperature),
    calls: values.calls,
    model: values.model ?? null,
    setIn: values["set-in"] ?? null,
    budgetNano: values.budget === undefined ? null : Math.round(Number(values.budget) * NANO_PER_DOLLAR),
  });
  const { name: _name, budgetNano: _budget, plan: _plan, ...question } = draft;
  const estimate = await server.call("POST", `surveys/${survey.id}/estimate`, {
    body: question,
    read: (answer) => RunEstimate.parse(answer),
  });
  const dollars = (nano: number) => `$${(nano / NANO_PER_DOLLAR).toFixed(4)}`;
  const { batch } = estimate;
  const price = ({ lowNano, highNano }: Pick<RunEstimate, "lowNano" | "highNano">) =>
    `${dollars(lowNano)} to ${dollars(highNano)}`;
  say(
    `${estimate.answers} answers of ${estimate.respondents} respondents by ${estimate.model ?? "no model"}: ` +
      (estimate.isFree ? "free" : price(estimate)),
  );
  if (batch)
    say(
      `By batches (--calls batch): ${price(batch)}, within ${batch.longestWaitHours} hours unless answers are drawn again`,
    );
  for (const { text } of estimate.notes) say(text);
  const { id } = await followRun(survey.id, draft, ports);
  const isRows = values.format !== "results";
  process.stdout.write(await server.text(isRows ? `runs/${id}/export?format=${values.format}` : `runs/${id}/results`));
});

async function findSurvey(server: ServerClient, named: string): Promise<Survey> {
  if (!named.endsWith(".json"))
    return server.call("GET", `surveys/${encodeURIComponent(named)}`, { read: (answer) => Survey.parse(answer) });
  const model = (await readJson(named)) as Record<string, unknown>;
  const title = typeof model["title"] === "string" && model["title"] ? model["title"] : basename(named, ".json");
  return createSurvey(server, SurveyDraft.parse({ name: title.slice(0, 120), model }));
}

async function findTarget(server: ServerClient, named: string): Promise<Target> {
  if (!named.endsWith(".json"))
    return server.call("GET", `targets/${encodeURIComponent(named)}`, { read: (answer) => Target.parse(answer) });
  const definition = await readJson(named);
  return createTarget(server, TargetDraft.parse({ name: basename(named, ".json"), definition }));
}
