import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { inProject, sourceFolders } from "./project.mjs";

/** Every .ts, .tsx and .mjs file of ours, below the project's folder, with "/". */
export async function listSourceFiles() {
  const lists = await Promise.all(
    sourceFolders.map(async (folder) => {
      const names = await readdir(inProject(folder), { recursive: true }).catch(() => []);
      return names.map((name) => join(folder, name).replaceAll("\\", "/"));
    }),
  );
  return lists.flat().filter((path) => /\.(ts|tsx|mjs)$/.test(path));
}
