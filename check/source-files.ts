import { readFile } from "node:fs/promises";
import { listSourceFiles } from "../setup/list-source-files.mjs";
import { inProject } from "../setup/project.mjs";

export interface SourceFile {
  /** Below the project's folder, with "/". */
  path: string;
  text: string;
}

export async function readSourceFiles(): Promise<SourceFile[]> {
  const paths = await listSourceFiles();
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(inProject(path), "utf8") })));
}
