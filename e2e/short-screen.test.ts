import { describe, expect } from "vitest";
import { browserPath } from "../test/browser.ts";
import { journey } from "./support/journey.ts";
import type { VisitorPage } from "./support/visitor-page.ts";

/** Room for two turns of one line, or one of three. */
const LEAST_READ_PX = 100;
const SCREENS = {
  "a phone held sideways": { viewport: { width: 844, height: 390 }, hasTouch: true, isMobile: true },
  "a phone whose keyboard is open": { viewport: { width: 390, height: 420 }, hasTouch: true, isMobile: true },
  "a page four times as large": { viewport: { width: 360, height: 225 } },
};

describe.skipIf(browserPath === null)("short screens", () => {
  /** How much of the transcript is visible, and whether presses reach the message box and Send. */
  const seen = async ({ page, transcript, message, button, conversation }: VisitorPage) => {
    const isReached = (element: Element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
    };
    const [list, box] = await Promise.all([transcript.boundingBox(), message.boundingBox()]);
    return {
      readPx: Math.min(list!.y + list!.height, box!.y) - Math.max(0, list!.y),
      isReached: (await message.evaluate(isReached)) && (await button("Send", conversation).evaluate(isReached)),
      beside: await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
    };
  };

  for (const [what, options] of Object.entries(SCREENS)) {
    journey(`W10 on ${what} one reads and writes`, async ({ visit }) => {
      const visitor = await visit(options);
      await visitor.stepIn("Nadia");
      await visitor.openCircle("Who has room?");
      await visitor.say("Everybody.");
      await visitor.turnsBy("Nadia").getByText("Everybody.", { exact: true }).waitFor();
      const { readPx, isReached, beside } = await seen(visitor);
      expect(readPx).toBeGreaterThan(LEAST_READ_PX);
      expect(isReached).toBe(true);
      expect(beside, "nothing to scroll sideways").toBe(0);
      // Every bar is still there.
      await visitor.button("Stop the talk", visitor.conversation).click();
    });
  }

  journey("W1 a missing part of the page leaves the rest as it was, and offers to reload", async ({ visit }) => {
    const { page, button, actions, dialog, ...visitor } = await visit();
    // Like after an update of the server: the page is older than its parts.
    await page.route("**/assets/open-dialog*.js", (route) => route.fulfill({ status: 404 }));
    await visitor.stepIn("Pilar");
    await button("Map", actions).click();
    const missing = page.getByRole("alert").filter({ hasText: "This part is missing" });
    await missing.waitFor();
    expect(await page.locator("canvas").count()).toBe(1);
    await button("Close", missing).click();
    await missing.waitFor({ state: "detached" });
    await button("People", actions).click();
    await page.getByRole("button", { name: /^Oriel Vance/ }).waitFor();

    await page.unroute("**/assets/open-dialog*.js");
    await button("Map", actions).click();
    await button("Reload", missing).click();
    await visitor.stepIn("Pilar");
    await button("Map", actions).click();
    await dialog("Map").waitFor();
  });
});
