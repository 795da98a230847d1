/**
 * `node gpu/main.ts URL [MODEL]` reports what an endpoint lacks; `measure URL MODEL [CALLS]` how fast it is; `plan` what a
 * number of backstories and probes takes at such a rate. The key, if any, is VLLM_API_KEY.
 */
import { parseArgs } from "node:util";
import { checkEndpoint, type Endpoint } from "./check-endpoint.ts";
import { measureRate } from "./measure-rate.ts";
import { planWork } from "./plan.ts";

const CALLS = 32;
const apiKey = process.env.VLLM_API_KEY;
const [command, ...rest] = process.argv.slice(2);
if (command === "plan") plan(rest);
else if (command === "measure") await measure(rest);
else await check([command, ...rest]);

async function check([url, model]: (string | undefined)[]): Promise<void> {
  for await (const { name, problem, isNeeded } of checkEndpoint({ ...endpointAt(url), model })) {
    console.log(
      problem === null ? `✓ ${name}` : `${isNeeded ? "✗" : "– not needed, but it would be used:"} ${name}: ${problem}`,
    );
    if (problem !== null && isNeeded) process.exitCode = 1;
  }
}

async function measure([url, model, calls]: string[]): Promise<void> {
  if (!model) fail("Which model? For example: node gpu/main.ts measure http://127.0.0.1:8000/v1 qwen2.5-7b");
  const measured = await measureRate({ ...endpointAt(url), model: model! }, Number(calls ?? CALLS), () =>
    performance.now(),
  );
  const { readPerSecond, writePerSecond, cachedShare } = measured;
  console.log(`reads ${Math.round(readPerSecond)} tokens a second, writes ${Math.round(writePerSecond)}`);
  console.log(
    cachedShare === null
      ? "it does not report what came from its cache"
      : `${Math.round(cachedShare * 100)} % of a prompt sent again came from its cache`,
  );
  console.log(`node gpu/main.ts plan --read ${Math.round(readPerSecond)} --write ${Math.round(writePerSecond)}`);
}

function plan(args: string[]): void {
  const number = (fallback: string) => ({ type: "string" as const, default: fallback });
  const { values } = parseArgs({
    args,
    options: {
      backstories: number("1000"),
      respondents: number("1000"),
      probes: number("20"),
      read: { type: "string" },
      write: { type: "string" },
      "dollars-per-hour": number("0"),
    },
  });
  const amounts = Object.entries(values).map(([name, text]) => [name, Number(text)] as const);
  const wrong = amounts.find(([, amount]) => !Number.isFinite(amount) || amount < 0);
  if (wrong) fail(`--${wrong[0]} is no number.`);
  if (!values.read || !values.write) fail("How fast is the card? Give --read and --write, as `measure` prints them.");
  const given = Object.fromEntries(amounts) as Record<keyof typeof values, number>;
  const { interviews, probing, hours, dollars } = planWork(given, {
    readPerSecond: given.read,
    writePerSecond: given.write,
    dollarsPerHour: given["dollars-per-hour"],
  });
  const words = (tokens: number) => tokens.toLocaleString("en");
  for (const [name, { readTokens, cachedTokens, writtenTokens }] of Object.entries({ interviews, probing }))
    console.log(
      `${name}: reads ${words(readTokens)} tokens (and ${words(cachedTokens)} from its cache), writes ${words(writtenTokens)}`,
    );
  console.log(`${hours.toFixed(1)} hours${given["dollars-per-hour"] > 0 ? `, $${dollars.toFixed(2)}` : ""}`);
}

function endpointAt(url: string | undefined): Endpoint {
  if (!url || !URL.canParse(url)) fail("Which endpoint? For example: node gpu/main.ts http://127.0.0.1:8000/v1");
  return { baseUrl: url!.replace(/\/+$/, ""), ...(apiKey && { apiKey }) };
}

function fail(problem: string): void {
  console.error(problem);
  process.exit(2);
}
