import { describe, expect } from "vitest";
import { measureFirstFrame } from "../bench/world/measure-first-frame.ts";
import { browserPath } from "../test/browser.ts";
import { journey } from "./support/journey.ts";
import { openVisitorPage } from "./support/visitor-page.ts";

const MOST_KB = 350;

describe.skipIf(browserPath === null)("the first frame", () => {
  journey(
    "W1 the first frame needs at most 350 kB of script: panels and message validation load later",
    async ({ browser, world }) => {
      expect((await measureFirstFrame(browser, world.url)).firstFrameScriptGzipKb).toBeLessThanOrEqual(MOST_KB);
    },
  );

  journey("W1 a place that arrives slowly is fetched once and drawn once", async ({ browser, world }) => {
    const visitor = await openVisitorPage(browser, "about:blank", { isPainted: true });
    const { page } = visitor;
    await page.addInitScript(() => {
      const getContext = HTMLCanvasElement.prototype.getContext;
      HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...options: []) {
        if (kind === "webgl2") performance.mark("picture");
        return getContext.call(this, kind, ...options);
      } as typeof getContext;
    });
    let fetched = 0;
    const joined = page.waitForEvent("websocket");
    await page.route("**/api/places/plaza", async (route) => {
      fetched += 1;
      await joined;
      await route.continue();
    });
    await page.goto(world.url);
    await page.locator("canvas[data-shown]").waitFor();
    await visitor.stepIn("Nadia");
    expect(fetched).toBe(1);
    expect(await page.evaluate(() => performance.getEntriesByName("picture").length)).toBe(1);
  });
});
