import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { installDebianPackage } from "./install-debian-package.mjs";
import { inProject } from "./project.mjs";

// Read rather than imported: not every Node that runs this imports JSON alike.
const { programs, macPrograms } = JSON.parse(readFileSync(inProject("setup", "browsers.json"), "utf8"));

/** Path of a Chromium on this machine, or null. TEST_BROWSER names one directly. */
export function findBrowser() {
  if (process.env.TEST_BROWSER) return process.env.TEST_BROWSER;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const candidates = [...programs.flatMap((name) => folders.map((folder) => join(folder, name))), ...macPrograms];
  return candidates.find((path) => existsSync(path)) ?? null;
}

/** Finds a Chromium, else installs Debian's. Resolves with `{ path }`, or with `{ reason }` why there is none. */
export async function findOrInstallBrowser() {
  const found = findBrowser();
  if (found) return { path: found };
  const { isPossible, lastLine } = await installDebianPackage("chromium", "Installing Chromium for the journeys");
  const installed = findBrowser();
  if (installed) return { path: installed };
  return {
    reason: isPossible
      ? `Chromium could not be installed: ${lastLine}`
      : "no Chromium was found: install chromium and run it again",
  };
}
