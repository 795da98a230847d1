import { readFile } from "node:fs/promises";
import type { Browser } from "playwright-core";
import { build, type Rolldown } from "vite";
import { Place } from "../../schema/messages/place.ts";
import { inProject } from "../../setup/project.mjs";
import { sayProgress } from "../say-progress.ts";
import type { CrowdFigures } from "./crowd-page.ts";

/** Small, as pixels cost time but no calls. */
const SCREEN = { width: 480, height: 300 };

/** Draw calls and triangles of a frame, shadows included, with 300 walking avatars in the picture. */
export async function measureDrawCalls(
  browser: Browser,
): Promise<{ drawCalls300Avatars: number; triangles300Avatars: number }> {
  const [script, plaza] = await Promise.all([bundle(), readFile(inProject("places/plaza.json"), "utf8")]);
  const page = await browser.newPage({ viewport: SCREEN });
  try {
    await page.addScriptTag({ type: "module", content: script });
    await page.waitForFunction("globalThis.drawCrowd");
    const place = JSON.stringify(Place.parse(JSON.parse(plaza)));
    const figures = (await page.evaluate(`globalThis.drawCrowd(${place})`)) as CrowdFigures;
    sayProgress(`a crowd was drawn: ${JSON.stringify(figures)}`);
    if (figures.avatarsInView < 300)
      throw new Error(`only ${figures.avatarsInView} of 300 avatars were in the picture`);
    return { drawCalls300Avatars: figures.drawCalls, triangles300Avatars: figures.triangles };
  } finally {
    await page.close();
  }
}

async function bundle(): Promise<string> {
  const built = (await build({
    configFile: false,
    logLevel: "error",
    publicDir: false,
    build: {
      write: false,
      // A script without an address can import nothing.
      rolldownOptions: { output: { codeSplitting: false } },
      lib: { entry: inProject("bench/world/crowd-page.ts"), formats: ["es"], fileName: "crowd-page" },
    },
  })) as Rolldown.RolldownOutput[];
  return built[0]!.output[0].code;
}
