import { readFile } from "node:fs/promises";
import { listSourceFiles } from "./list-source-files.mjs";
import { inProject } from "./project.mjs";

/** Test files whose path holds one of the patterns (all when there is none), as `{ path, text }`. */
export async function listTestFiles(patterns) {
  const tests = (await listSourceFiles()).filter((path) => /\.test\.(ts|tsx|mjs)$/.test(path));
  const wanted = tests.filter((path) => patterns.length === 0 || patterns.some((pattern) => path.includes(pattern)));
  return Promise.all(wanted.map(async (path) => ({ path, text: await readFile(inProject(path), "utf8") })));
}
