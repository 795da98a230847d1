/**
 * The rate of a run (SPEC S6) through everything it goes through: its job, intents, the chain of model calls, the ledger
 * and answers in a real Postgres; with a provider that answers at once, and with one that takes its time, where it is
 * compared with a bare client that sends the same prompts in the same run.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { Agent, request } from "undici";
import type { ModelRequest } from "../../engine/model/language-model.ts";
import { toOpenAiBody } from "../../engine/model/providers/openai.adapter.ts";
import { describeRespondent } from "../../engine/survey/run/describe-respondent.ts";
import { interviewRespondent } from "../../engine/survey/run/interview-respondent.ts";
import { RunSettings } from "../../schema/messages/run.ts";
import { readAuthoredBackstories } from "../../server/survey/backstory/authored-backstories.process.ts";
import { sayProgress } from "../say-progress.ts";
import { rounded } from "../world/rounded.ts";
import { MODEL, openRunBench, PROBES, RESPONDENTS, SURVEY, type RouteKind } from "./run-bench.ts";

const SLOW_MS = 200;
const IN_FLIGHT = 400;

export async function measureRuns(): Promise<object> {
  const bench = await openRunBench();
  try {
    const rate = async (kind: RouteKind, afterMs: number) => {
      sayProgress(`A run of ${RESPONDENTS} × ${PROBES}, ${kind}, of a server that takes ${afterMs} ms …`);
      return withServer(afterMs, (url) => bench.measure(url, kind));
    };
    const paid = await rate("paid", 0);
    const local = await rate("local", 0);
    const slow = await rate("local", SLOW_MS);
    const bare = await withServer(SLOW_MS, measureBare);
    return {
      probesPerSecondPaid: Math.round(paid.answersPerSecond),
      probesPerSecondLocal: Math.round(local.answersPerSecond),
      probeCpuMsPaid: rounded(paid.cpuMs, 3),
      probeCpuMsLocal: rounded(local.cpuMs, 3),
      probesPerSecondOf200Ms: Math.round(slow.answersPerSecond),
      bareCallsPerSecondOf200Ms: Math.round(bare),
      probeRateRatio: rounded(slow.answersPerSecond / bare, 3),
    };
  } finally {
    await bench.close();
  }
}

async function withServer<Result>(afterMs: number, use: (url: string) => Promise<Result>): Promise<Result> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "answer-server.program.ts"), String(afterMs)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const [port] = (await once(child.stdout, "data")) as [Buffer];
  try {
    return await use(`http://127.0.0.1:${String(port).trim()}/v1`);
  } finally {
    child.kill();
    await ended;
  }
}

/** What a run asks, with nothing kept of it: as many prompts as it sends, as many in flight. */
async function measureBare(url: string): Promise<number> {
  const prompts = await listPrompts();
  const agent = new Agent();
  let sent = 0;
  const startedAt = performance.now();
  const one = async (): Promise<void> => {
    while (sent < RESPONDENTS * PROBES) {
      const body = JSON.stringify(toOpenAiBody(MODEL, prompts[sent++ % prompts.length] as never));
      const headers = { "content-type": "application/json", authorization: "Bearer none" };
      const answer = await request(`${url}/chat/completions`, { method: "POST", headers, body, dispatcher: agent });
      if (!(await answer.body.text()).includes("(A)")) throw new Error("the server answered nothing");
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, one));
  const seconds = (performance.now() - startedAt) / 1000;
  await agent.destroy();
  return (RESPONDENTS * PROBES) / seconds;
}

/** Of some respondents. */
async function listPrompts(): Promise<ModelRequest[]> {
  const files = await readAuthoredBackstories(join(import.meta.dirname, "../../backstories"));
  const settings = RunSettings.parse({ method: "alterity", size: files.length });
  const prompts: ModelRequest[] = [];
  for (const [seed, { setIn, answers }] of files.entries()) {
    const told = answers.map((told) => ({ ...told, answer: `${told.answer} ${told.answer}` }));
    const description = describeRespondent("alterity", { traits: {}, seed, backstory: { setIn, answers: told } }, null);
    const asked = { survey: SURVEY, settings, description, arms: {}, seed, repeat: 0, known: [] };
    const steps = interviewRespondent(asked, {
      hashAfter: () => ({ of: () => "", add: () => undefined }),
      async ask(prompt) {
        prompts.push(prompt);
        return { text: "(A)", model: MODEL, tokens: { input: 0, cached: 0, output: 0 }, costNano: 0 };
      },
    });
    for await (const _ of steps);
  }
  return prompts;
}
