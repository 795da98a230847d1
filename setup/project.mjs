import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of this project, whatever the current folder is. */
export const projectFolder = fileURLToPath(new URL("..", import.meta.url));

export const inProject = (...parts) => join(projectFolder, ...parts);

/** Where our own sources and tests are. */
export const sourceFolders = [
  "schema",
  "engine",
  "server",
  "client",
  "gpu",
  "check",
  "setup",
  "bench",
  "commands",
  "test",
  "e2e",
];
