import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import browsers from "../../setup/browsers.json" with { type: "json" };

/** Path of a Chromium on this machine, or null. Looked for each time: it may be installed while the server runs. */
export function findBrowser(): string | null {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const inFolders = browsers.programs.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...inFolders, ...browsers.macPrograms].find((path) => existsSync(path)) ?? null;
}
