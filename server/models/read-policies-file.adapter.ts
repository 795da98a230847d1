import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { CallPolicies } from "../../schema/messages/call-policies.ts";
import { StartProblem } from "../database/start-problem.ts";

const SHIPPED_FILE = fileURLToPath(new URL("../../policies.yaml", import.meta.url));

/**
 * @param path POLICIES_FILE; without it the policies.yaml that ships
 * @throws StartProblem that names the file and everything wrong with it
 */
export function readPoliciesFile(path: string = SHIPPED_FILE): CallPolicies {
  let content: unknown;
  try {
    content = parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new StartProblem(`The policies in ${path} cannot be read: ${(error as Error).message}`);
  }
  const parsed = CallPolicies.safeParse(content);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `at ${path.join(".") || "the top"}: ${message}`);
  throw new StartProblem(`The policies in ${path} are wrong ${faults.join("; ")}.`);
}
