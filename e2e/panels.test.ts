import type { Locator, Page } from "playwright-core";
import { describe, expect } from "vitest";
import { browserPath } from "../test/browser.ts";
import { journey } from "./support/journey.ts";

/** On both sides of the breakpoints. */
const WIDTHS = [721, 900, 1160, 1161];
/** Of phones, tablets and a large screen. */
const TOUCH_WIDTHS = [320, 360, 390, 721, 900, 1440];
const HEIGHT = 600;

describe.skipIf(browserPath === null)("panels", () => {
  /** Names of the visible controls that a press does not reach; those scrolled out of view are not visible. */
  const findUnreached = (page: Page) =>
    page.evaluate(() => {
      const isScrolledAway = (element: Element, y: number) => {
        for (let around = element.parentElement; around; around = around.parentElement) {
          const { top, bottom } = around.getBoundingClientRect();
          if (getComputedStyle(around).overflowY === "auto" && (y < top || y > bottom)) return true;
        }
        return false;
      };
      return [...document.querySelectorAll("button, a, input, textarea, [role=tab]")]
        .filter((element) => element.checkVisibility({ visibilityProperty: true }))
        .filter((element) => {
          const { left, top, width, height } = element.getBoundingClientRect();
          const [x, y] = [left + width / 2, top + height / 2];
          return width > 1 && !isScrolledAway(element, y) && !element.contains(document.elementFromPoint(x, y));
        })
        .map((element) => element.ariaLabel ?? element.textContent);
    });

  journey("W10 at every width whatever is shown is reached, with drawer and conversation open", async ({ visit }) => {
    const { page, button, actions, conversation, message, ...visitor } = await visit();
    const drawer = page.getByRole("complementary", { name: "Who and what is here" });
    await visitor.stepIn("Oskar");
    await visitor.openCircle("Who stands where?");
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: HEIGHT });
      await message.waitFor();
      expect(await findUnreached(page), `conversation at ${width}`).toEqual([]);
      await button("People", actions).click();
      await drawer.waitFor();
      expect(await findUnreached(page), `drawer at ${width}`).toEqual([]);
      await button("Close", drawer).click();
    }

    // Sharing a place with the drawer, the conversation appears on request.
    await page.setViewportSize({ width: WIDTHS[0]!, height: HEIGHT });
    await button("People", actions).click();
    await conversation.waitFor({ state: "hidden" });
    await button("Conversation", actions).click();
    await drawer.waitFor({ state: "detached" });
    await message.waitFor();
  });

  journey("W10 so it is on touch, where buttons are larger", async ({ visit }) => {
    const { page, message, conversation, button, ...visitor } = await visit({ hasTouch: true });
    await visitor.stepIn("Pilar");
    await visitor.openCircle("Who touches what?");
    await message.waitFor();
    const rightOf = async (shown: Locator) => {
      const { x, width } = (await shown.boundingBox())!;
      return x + width;
    };
    for (const width of TOUCH_WIDTHS) {
      await page.setViewportSize({ width, height: HEIGHT });
      await message.waitFor();
      expect.soft(await findUnreached(page), `${width}`).toEqual([]);
      expect
        .soft(await rightOf(button("Stop the talk", conversation)), `${width}`)
        .toBeLessThan(await rightOf(conversation));
    }
  });

  journey("W9 W10 on a phone the topic of a circle keeps off the first hint", async ({ visit }) => {
    const visitor = await visit({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    const { page, message } = visitor;
    await visitor.stepIn("Tomas");
    await visitor.openCircle("Who reads this?");
    await message.waitFor();
    const hint = page.getByRole("status").filter({ hasText: "Write below." });
    const topic = page.locator("[data-status]", { hasText: "Who reads this?" });
    await topic.waitFor();
    const isShownBelow = async () =>
      hint.evaluate(
        (lines, label) => {
          const [one, other] = [lines.getBoundingClientRect(), label!.getBoundingClientRect()];
          return label!.style.opacity !== "0" && one.bottom > other.top && one.top < other.bottom;
        },
        await topic.elementHandle(),
      );
    await expect.poll(isShownBelow).toBe(false);
    // As high as one of several lines, which reaches the topic.
    await hint.evaluate((lines) => (lines.style.minHeight = "120px"));
    await expect.poll(isShownBelow).toBe(false);
  });

  journey("W10 so it is for a spectator, whose cameras make the bar longer", async ({ visit }) => {
    const { page, button, actions } = await visit();
    await button("Just watch").click();
    await actions.waitFor();
    await button("Conversation", actions).click();
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: HEIGHT });
      await button("People", actions).click();
      await page.getByRole("tab", { name: "People" }).waitFor();
      expect(await findUnreached(page), `drawer at ${width}`).toEqual([]);
      await page.keyboard.press("Escape");
    }
  });
});
