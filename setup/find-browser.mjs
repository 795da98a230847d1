import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { installDebianPackage } from "./install-debian-package.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const macPrograms = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Path of a Chromium on this machine, or null. TEST_BROWSER names one directly. */
export function findBrowser() {
  if (process.env.TEST_BROWSER) return process.env.TEST_BROWSER;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const candidates = [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...macPrograms];
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
