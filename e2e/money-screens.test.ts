/** Every screen of money, models and people: accessible, and saved in build/screens for people to look at. */
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describe, expect } from "vitest";
import type { BudgetDraft } from "../schema/messages/budget.ts";
import { browserPath } from "../test/browser.ts";
import { findBarriers } from "./support/find-barriers.ts";
import { clearBudgets, closePage, openPage, paidJourney, waitUntilLoaded } from "./support/paid-journey.ts";

const FOLDER = resolve(import.meta.dirname, "../build/screens");
const SIZES = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
};
const PATIENCE_MS = 300_000;
const PATIENTLY = { timeout: 90_000 };
/** About ten turns at the prices of the local server. */
const SMALL_NANO = 10_000_000;
const PEOPLE_TABS = ["Everybody", "Invite by link", "What was done"];
const OPERATOR_TABS = ["Models", "Routes", "Limits", "Calls", "Prices", "Bills", "Batches", "Jobs", "Storage"];

describe.skipIf(browserPath === null)("screens of money", () => {
  /** All four with `SCREENS=all`; otherwise the two that have nothing in common. */
  const looks = (["light", "dark"] as const)
    .flatMap((colorScheme) => (["desktop", "phone"] as const).map((size) => ({ colorScheme, size })))
    .filter(
      ({ colorScheme, size }) => process.env["SCREENS"] === "all" || (colorScheme === "light") === (size === "desktop"),
    );

  for (const { colorScheme, size } of looks) {
    paidJourney(
      `W10 L8 axe-core finds no barrier on the screens of money, models and people, ${colorScheme}, ${size}`,
      { timeout: PATIENCE_MS },
      async ({ admin, visit, beginTalk }) => {
        await mkdir(FOLDER, { recursive: true });
        await clearBudgets(admin);
        const draft: BudgetDraft = { scope: "circle", subjectId: null, period: "day", limitNano: SMALL_NANO };
        await admin.call("budgets", "POST", draft);
        const visitor = await visit({
          ...SIZES[size],
          colorScheme,
          bypassCSP: true,
          storageState: admin.storageState,
        });
        const { page, button, actions, conversation, dialog } = visitor;
        const barriers: Record<string, string[]> = {};
        const look = async (screen: string) => {
          barriers[screen] = await findBarriers(visitor);
          const path = join(FOLDER, `${colorScheme}-${size}-money-${screen}.png`);
          await page.screenshot({ path, timeout: PATIENCE_MS });
        };

        await visitor.stepIn("Nadia");
        await button("Open a circle", actions).click();
        await dialog("Open a circle").getByText("10 turns cost about").waitFor();
        await look("estimate");
        await closePage(visitor, "Open a circle");
        await beginTalk(visitor, "Nadia", `What is ${colorScheme} on a ${size}?`);
        const meter = conversation.getByRole("group", { name: "Spending" });
        await meter.getByText(/at this pace/).waitFor(PATIENTLY);
        await look("meter");
        await conversation.getByRole("tab", { name: "People" }).click();
        await look("people");
        await conversation.getByRole("tab", { name: "Transcript" }).click();
        await conversation.getByRole("alert").filter({ hasText: "Everything said is kept" }).waitFor(PATIENTLY);
        await look("stopped");
        await page.getByRole("button", { name: /^Spending so far/ }).click();
        await dialog("Spending").waitFor();
        await look("chip");
        await page.keyboard.press("Escape");

        const usage = await openPage(visitor, "Usage");
        await usage.getByRole("img").first().waitFor();
        await look("usage");
        await button("By persona: show the numbers", usage).click();
        await usage.getByRole("table").scrollIntoViewIfNeeded();
        await look("usage-numbers");
        const budgets = await openPage(visitor, "Budgets");
        await budgets.getByRole("listitem").first().waitFor();
        await button("New budget", budgets).click();
        await look("budgets");
        const operator = await openPage(visitor, "Operator");
        for (const tab of OPERATOR_TABS) {
          await operator.getByRole("tab", { name: tab, exact: true }).click();
          await waitUntilLoaded(operator);
          await look(`operator-${tab.toLowerCase()}`);
        }
        const people = await openPage(visitor, "People");
        for (const tab of PEOPLE_TABS) {
          await people.getByRole("tab", { name: tab, exact: true }).click();
          await waitUntilLoaded(people);
          await look(`people-${tab.toLowerCase().replaceAll(" ", "-")}`);
        }
        await closePage(visitor, "People");
        expect(barriers).toEqual(Object.fromEntries(Object.keys(barriers).map((screen) => [screen, []])));
      },
    );
  }
});
