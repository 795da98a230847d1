import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { StartProblem } from "../database/start-problem.ts";
import { parseConfiguration, SECRET_SETTINGS, type Configuration } from "./configuration.ts";

/** The one settings file, beside package.json: lines of NAME=value. */
export const SETTINGS_FILE = "dramatis.env";

/** The file each secret came from, which may be replaced while the server runs. */
export type SecretFiles = Partial<Record<keyof Configuration, string>>;

/** Reads environment, settings file and secret files. Throws one StartProblem that names every wrong value. */
export function readConfiguration(
  environment: NodeJS.ProcessEnv,
  folder: string,
): { configuration: Configuration; secretFiles: SecretFiles } {
  const file = parseEnv(readIfThere(`${folder}/${SETTINGS_FILE}`) ?? "") as Record<string, string>;
  const secrets: Record<string, string> = {};
  const secretFiles: SecretFiles = {};
  const problems: string[] = [];
  for (const name of SECRET_SETTINGS) {
    const path = environment[`${name}_FILE`] ?? file[`${name}_FILE`];
    if (!path) continue;
    if (environment[name] || file[name]) problems.push(`${name} and ${name}_FILE are both set. Keep one of them.`);
    try {
      secrets[name] = withoutMark(readFileSync(path, "utf8")).trim();
      secretFiles[name] = path;
    } catch (error) {
      problems.push(`${name}_FILE names ${path}, which cannot be read (${(error as NodeJS.ErrnoException).code}).`);
    }
  }
  const result = parseConfiguration({ ...environment, ...secrets }, file);
  if ("problems" in result) problems.push(...result.problems);
  if (problems.length > 0 || "problems" in result) throw new StartProblem(problems.join("\n"));
  return { ...result, secretFiles };
}

/** Removes the byte-order mark that some editors write. */
const withoutMark = (text: string): string => text.replace(/^\uFEFF/, "");

function readIfThere(path: string): string | null {
  try {
    return withoutMark(readFileSync(path, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw new StartProblem(`The settings file ${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`, {
      cause: error,
    });
  }
}
