/** SciPy, NumPy and statsmodels, which our statistics are compared with. */
import { spawn } from "node:child_process";
import { findStatistics } from "../setup/find-statistics.mjs";

/** Path of a Python that has them, or null: `describe.skipIf(statisticsPath === null)`. */
export const statisticsPath: string | null = findStatistics();

/**
 * Runs a script that finds `data` (what `input` is) and puts what it finds into `result`, both JSON.
 * `np`, `scipy` and `json` are imported. @throws Error with what Python printed
 */
export async function askPython<Result>(script: string, input: unknown): Promise<Result> {
  const frame = `import json, sys\nimport numpy as np\nimport scipy\ndata = json.load(sys.stdin)\n${script}\nprint(json.dumps(result))`;
  const child = spawn(statisticsPath!, ["-c", frame], { stdio: ["pipe", "pipe", "pipe"] });
  const [output, problem] = [child.stdout, child.stderr].map(async (stream) => {
    let text = "";
    for await (const chunk of stream.setEncoding("utf8")) text += chunk;
    return text;
  }) as [Promise<string>, Promise<string>];
  child.stdin.end(JSON.stringify(input));
  const code = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  if (code !== 0) throw new Error(`Python ended with ${code}: ${await problem}`);
  return JSON.parse(await output) as Result;
}
