/** The human baseline that ships, read and validated at the start (SPEC S7). */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readAnes1996, type BaselinePerson } from "../../../schema/rules/survey/anes-1996.ts";
import { StartProblem } from "../../database/start-problem.ts";

export async function readBaseline(folder: string): Promise<BaselinePerson[]> {
  const path = join(folder, "anes-1996.tsv");
  try {
    return readAnes1996(await readFile(path, "utf8"));
  } catch (error) {
    throw new StartProblem(`The baseline ${path} cannot be used: ${(error as Error).message}`, { cause: error });
  }
}
