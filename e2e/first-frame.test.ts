import { describe, expect } from "vitest";
import { measureFirstFrame } from "../bench/world/measure-first-frame.ts";
import { browserPath } from "../test/browser.ts";
import { journey } from "./support/journey.ts";

const MOST_KB = 350;

describe.skipIf(browserPath === null)("the first frame", () => {
  journey(
    "W1 is drawn with at most 350 kB of script: panels and what checks messages come later",
    async ({ browser, world }) => {
      expect((await measureFirstFrame(browser, world.url)).firstFrameScriptGzipKb).toBeLessThanOrEqual(MOST_KB);
    },
  );
});
