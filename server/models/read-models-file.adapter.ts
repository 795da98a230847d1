import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { parseModelsFile } from "../../engine/model/price/parse-models-file.ts";
import type { ModelsFile } from "../../engine/model/price/price-table.ts";
import { StartProblem } from "../database/start-problem.ts";

const SHIPPED_FILE = fileURLToPath(new URL("../../models.yaml", import.meta.url));

/**
 * @param path PRICES_FILE; without it the models.yaml that ships
 * @throws StartProblem that names the file and everything wrong with it
 */
export function readModelsFile(path: string = SHIPPED_FILE): ModelsFile & { file: string } {
  let content: unknown;
  try {
    content = parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new StartProblem(`The prices in ${path} cannot be read: ${(error as Error).message}`);
  }
  const parsed = parseModelsFile(content);
  // Only its base name, because guests read refusals that mention it.
  if ("models" in parsed) return { ...parsed.models, file: basename(path) };
  throw new StartProblem(`The prices in ${path} are wrong ${parsed.faults.join("; ")}.`);
}
