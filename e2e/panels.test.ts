import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { browserPath } from "../test/browser.ts";
import { journey } from "./support/journey.ts";

/** On both sides of the breakpoints. */
const WIDTHS = [721, 900, 1160, 1161];
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
