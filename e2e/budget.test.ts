/** Money on screen, from the first cent to the last (SPEC L7, L8). */
import type { APIResponse, Locator } from "playwright-core";
import { describe, expect } from "vitest";
import type { BudgetDraft } from "../schema/messages/budget.ts";
import type { UsageAnswer } from "../schema/messages/usage.ts";
import { browserPath } from "../test/browser.ts";
import { clearBudgets, closePage, openPage, paidJourney } from "./support/paid-journey.ts";

const PATIENCE_MS = 300_000;
const PATIENTLY = { timeout: 90_000 };
/** About ten turns at the prices of the local server. */
const SMALL_DOLLARS = "0.01";
const SMALL_NANO = 10_000_000;

/** Nano-dollars, from the values behind the displayed sums. */
const readSums = (place: Locator): Promise<number[]> =>
  place.locator("data").evaluateAll((sums) => sums.map((sum) => Number(sum.getAttribute("value"))));
const inOrder = (sums: number[]): number[] => sums.toSorted((one, other) => one - other);

describe.skipIf(browserPath === null)("money on screen", () => {
  paidJourney(
    "L7 L8 an admin sets a small budget, watches it being spent, is warned and stopped, raises it and continues, with nothing lost",
    { timeout: PATIENCE_MS },
    async ({ admin, visit, beginTalk }) => {
      await clearBudgets(admin);
      const visitor = await visit({ storageState: admin.storageState });
      const { page, button, conversation, transcript, dialog } = visitor;
      const topic = `Where shall the bench stand at ${new Date().toISOString()}?`;
      await visitor.stepIn("Nadia");

      const budgets = await openPage(visitor, "Budgets");
      await button("New budget", budgets).click();
      await budgets.getByRole("combobox", { name: "For" }).selectOption("Circles");
      await budgets.getByRole("combobox", { name: "Counts" }).selectOption("in all");
      await budgets.getByRole("textbox", { name: "Limit in dollars" }).fill(SMALL_DOLLARS);
      await button("Create", budgets).click();
      await budgets.getByRole("listitem", { name: "Each circle in all" }).waitFor();
      await closePage(visitor, "Budgets");

      await beginTalk(visitor, "Nadia", topic);
      const meter = conversation.getByRole("group", { name: "Spending" });
      await meter.getByText("left of this circle's budget").waitFor(PATIENTLY);
      await meter.getByText(/lasts about \d+ \w+ at this pace/).waitFor(PATIENTLY);
      const notices = page.getByRole("status", { name: "Notices" });
      await notices.getByRole("link", { name: "Raise the budget" }).first().waitFor(PATIENTLY);

      const stop = conversation.getByRole("alert").filter({ hasText: "Everything said is kept" });
      await stop.waitFor(PATIENTLY);
      expect(await stop.innerText()).toMatch(/^This circle's budget of 1 ¢ /);
      await transcript.getByText("All that was said is kept.").first().waitFor();
      const said = await transcript.getByRole("article").allInnerTexts();

      const { rows: circles } = await admin.call<UsageAnswer>("usage?groupBy=circle");
      const circleId = circles.find(({ name }) => name === topic)?.circleId;
      await page.getByRole("button", { name: /^Spending so far; the budget stops the talk/ }).click();
      const ledger = await admin.call<UsageAnswer>(`usage?groupBy=persona&circleId=${circleId}`);
      const popover = dialog("Spending");
      await expect.poll(async () => (await readSums(popover))[0], PATIENTLY).toBe(ledger.totalNano);
      expect(ledger.totalNano).toBeLessThanOrEqual(SMALL_NANO);
      const costs = ledger.rows.map(({ costNano }) => costNano);
      expect(inOrder(await readSums(popover.getByRole("list")))).toEqual(inOrder(costs));
      await page.keyboard.press("Escape");

      await button("Raise it to 2 ¢", stop).click();
      await button("Continue", conversation).click();
      await expect.poll(() => transcript.getByRole("article").count(), PATIENTLY).toBeGreaterThan(said.length + 1);
      // At low speed the next reply waits for half a minute, and a message meanwhile discards it.
      await page.getByRole("slider", { name: "Speed" }).fill("1");
      const readUnheard = async () => (await admin.call<UsageAnswer>("usage")).unheardNano;
      await expect.poll(readUnheard, PATIENTLY).toBeGreaterThan(0);
      await visitor.say("One moment, please.");
      await button("Pause", conversation).click();
      await button("Resume", conversation).waitFor();

      const usage = await openPage(visitor, "Usage");
      await usage.getByText(/ of it for prepared replies that nobody heard\.$/).waitFor();
      const total = usage.getByRole("definition").first();
      await expect
        .poll(async () => (await readSums(total))[0], PATIENTLY)
        .toBe((await admin.call<UsageAnswer>("usage")).totalNano);
      for (const [figure, groupBy] of [
        ["By day", "day-provider"],
        ["By persona", "persona"],
        ["By conversation", "circle"],
        ["By model", "model"],
        ["Kinds of tokens", "model"],
      ] as const) {
        const region = usage.getByRole("region", { name: figure }).first();
        await button(`${figure}: show the numbers`, region).click();
        const { rows } = await admin.call<UsageAnswer>(`usage?groupBy=${groupBy}`);
        const shown = inOrder(await readSums(region.getByRole("table")));
        expect(shown, figure).toEqual(inOrder(rows.map(({ costNano }) => costNano)));
      }
      await closePage(visitor, "Usage");

      await button("Text view", visitor.actions).click();
      const command = page.getByRole("textbox", { name: "Command" });
      const answers = page.getByRole("log", { name: "Answers" });
      await command.fill("cost");
      await command.press("Enter");
      await answers.getByText(/^Spent in this circle: /).waitFor();
      await command.fill("raise 0.03");
      await command.press("Enter");
      await answers.getByText(/^Each circle, in all: .* of 3 ¢ spent/).waitFor();
      await button("Back to the world").click();

      const kept = await transcript.getByRole("article").count();
      await page.reload();
      await button("Step in").click();
      await expect.poll(() => transcript.getByRole("article").count(), PATIENTLY).toBeGreaterThanOrEqual(kept);
    },
  );

  paidJourney(
    "L8 a budget that is used up is shown so although an earlier answer of the server is still on its way",
    { timeout: PATIENCE_MS },
    async ({ admin, visit, beginTalk }) => {
      await clearBudgets(admin);
      const draft: BudgetDraft = { scope: "circle", subjectId: null, period: "day", limitNano: SMALL_NANO };
      await admin.call("budgets", "POST", draft);
      const visitor = await visit({ storageState: admin.storageState });
      const { page, conversation } = visitor;
      const notice = page.getByRole("status", { name: "Notices" }).getByText("All that was said is kept.").first();
      let before: APIResponse | undefined;
      let isStopped = false;
      const stopped = notice.waitFor({ timeout: PATIENCE_MS }).then(() => void (isStopped = true));
      // All that is asked before the talk stops is answered as the first time, and arrives when it has stopped.
      await page.route(/\/api\/budgets\?circleId=/, async (route) => {
        if (isStopped || (await notice.isVisible())) return route.continue();
        before ??= await route.fetch();
        await stopped;
        // The page may have given up on it.
        await route.fulfill({ response: before }).catch((error: Error) => expect(error.message).toContain("route"));
      });
      await visitor.stepIn("Nadia");
      await beginTalk(visitor, "Nadia", "Is it all spent?");
      await stopped;
      await conversation.getByRole("alert").filter({ hasText: "Everything said is kept" }).waitFor(PATIENTLY);
      await page.unrouteAll({ behavior: "wait" });
    },
  );
});
