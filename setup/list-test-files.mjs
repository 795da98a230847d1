import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { inProject } from "./project.mjs";

const folders = ["schema", "engine", "server", "client", "check", "setup", "bench", "gpu", "test", "e2e"];

/** Test files whose path holds one of the patterns (all when there is none), as `{ path, text }`, paths with "/". */
export async function listTestFiles(patterns) {
  const files = await Promise.all(folders.map(listFolder));
  const paths = files.flat().filter((path) => patterns.length === 0 || patterns.some((pattern) => path.includes(pattern)));
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(inProject(path), "utf8") })));
}

async function listFolder(folder) {
  const entries = await readdir(inProject(folder), { recursive: true }).catch(() => []);
  return entries.filter((name) => /\.test\.(ts|tsx|mjs)$/.test(name)).map((name) => join(folder, name).replaceAll("\\", "/"));
}
