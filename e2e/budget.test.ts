/** Money on screen, from the first cent to the last (SPEC L7, L8); pictures of it are kept in build/screens. */
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Locator } from "playwright-core";
import { describe, expect } from "vitest";
import type { SignedIn } from "../schema/messages/account.ts";
import type { BudgetDraft, BudgetList } from "../schema/messages/budget.ts";
import type { UsageAnswer } from "../schema/messages/usage.ts";
import { browserPath } from "../test/browser.ts";
import { findBarriers } from "./support/find-barriers.ts";
import { nearestPersonas } from "./support/find-body.ts";
import { journey as freeJourney } from "./support/journey.ts";
import { startPaidWorld, type PaidWorld } from "./support/start-paid-world.ts";
import type { VisitorPage } from "./support/visitor-page.ts";

const FOLDER = resolve(import.meta.dirname, "../build/screens");
const SIZES = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
};
const PATIENCE_MS = 300_000;
const PATIENTLY = { timeout: 90_000 };
/** About ten turns at the prices of the local server. */
const SMALL_DOLLARS = "0.01";
const SMALL_NANO = 10_000_000;
const OPERATOR_TABS = ["Models", "Routes", "Calls", "Prices", "Bills", "Batches"];

type Admin = {
  call<Answer>(path: string, method?: string, body?: object): Promise<Answer>;
  /** The browser of who is signed in as the admin. */
  storageState: { cookies: []; origins: { origin: string; localStorage: { name: string; value: string }[] }[] };
};

const journey = freeJourney
  .extend("world", { scope: "file" }, async ({}, { onCleanup }): Promise<PaidWorld> => {
    const world = await startPaidWorld();
    onCleanup(world.close);
    return world;
  })
  /** The link works once, the pages of this file are many. */
  .extend("admin", { scope: "file" }, async ({ world }): Promise<Admin> => signInAsAdmin(world as PaidWorld))
  /** Two personas join and talk at once; ended after the test, while its pages are still there. */
  .extend("beginTalk", async ({ visit: _, witness }, { onCleanup }) => {
    const talking: VisitorPage[] = [];
    onCleanup(async () => {
      for (const visitor of talking) await endTalk(visitor);
    });
    return async (visitor: VisitorPage, name: string, topic: string): Promise<void> => {
      await visitor.openCircle(topic);
      talking.push(visitor);
      await visitor.invite(...(await nearestPersonas(witness, name, 2)));
      await visitor.page.getByText("3 here").waitFor();
      await visitor.page.getByRole("slider", { name: "Speed" }).fill("10");
      await visitor.say(topic);
    };
  });

async function signInAsAdmin({ url, adminToken }: PaidWorld): Promise<Admin> {
  let token = "";
  const call = async <Answer>(path: string, method = "GET", body?: object): Promise<Answer> => {
    const answer = await fetch(`${url}/api/${path}`, {
      method,
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    return (answer.status === 204 ? null : await answer.json()) as Answer;
  };
  const account = await call<SignedIn>("auth/admin-link", "POST", { token: adminToken });
  token = account.token;
  const kept = (name: string, state: object) => ({ name, value: JSON.stringify({ state, version: 0 }) });
  const localStorage = [
    kept("dramatis.account", { account, lastName: "", colour: "#c96f4a" }),
    kept("dramatis.settings", { picture: "low", showCosts: true }),
  ];
  return { call, storageState: { cookies: [], origins: [{ origin: url, localStorage }] } };
}

/** Nano-dollars, as the page holds them beside what it shows. */
const readSums = (place: Locator): Promise<number[]> =>
  place.locator("data").evaluateAll((sums) => sums.map((sum) => Number(sum.getAttribute("value"))));
const inOrder = (sums: number[]): number[] => sums.toSorted((one, other) => one - other);

async function openPage({ page, dialog }: VisitorPage, name: "Usage" | "Budgets" | "Operator"): Promise<Locator> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#/${name.toLowerCase()}`);
  await dialog(name).waitFor();
  return dialog(name);
}

async function closePage({ page, dialog }: VisitorPage, name: string): Promise<void> {
  await page.keyboard.press("Escape");
  await dialog(name).waitFor({ state: "detached" });
}

/** Whoever steps in again sits where they sat, or hears who talks there: the next test wants an empty place. */
async function endTalk({ page, button, conversation }: VisitorPage): Promise<void> {
  while (await page.getByRole("dialog").first().isVisible()) await page.keyboard.press("Escape");
  await button("Stop the talk", conversation).click();
  await page.getByText("No conversation yet").waitFor();
}

/** Budgets of earlier tests would stop the talk of this one. */
async function clearBudgets({ call }: Admin): Promise<void> {
  const { budgets } = await call<BudgetList>("budgets");
  for (const { id } of budgets.filter(({ isDefault }) => !isDefault)) await call(`budgets/${id}`, "DELETE");
}

describe.skipIf(browserPath === null)("money on screen", () => {
  journey(
    "L7 L8 an admin sets a small budget, watches it go, is warned and stopped, raises it and goes on, with nothing lost",
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
      expect((await readSums(popover))[0]).toBe(ledger.totalNano);
      expect(ledger.totalNano).toBeLessThanOrEqual(SMALL_NANO);
      const costs = ledger.rows.map(({ costNano }) => costNano);
      expect(inOrder(await readSums(popover.getByRole("list")))).toEqual(inOrder(costs));
      await page.keyboard.press("Escape");

      await button("Raise it to 2 ¢", stop).click();
      await button("Go on", conversation).click();
      await expect.poll(() => transcript.getByRole("article").count(), PATIENTLY).toBeGreaterThan(said.length + 1);
      await button("Pause", conversation).click();
      await button("Resume", conversation).waitFor();

      const usage = await openPage(visitor, "Usage");
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

  /** All four with `SCREENS=all`; otherwise the two that share nothing. */
  const looks = (["light", "dark"] as const)
    .flatMap((colorScheme) => (["desktop", "phone"] as const).map((size) => ({ colorScheme, size })))
    .filter(
      ({ colorScheme, size }) => process.env["SCREENS"] === "all" || (colorScheme === "light") === (size === "desktop"),
    );

  for (const { colorScheme, size } of looks) {
    journey(
      `W10 L8 axe-core finds no barrier on the screens of money and models, ${colorScheme}, ${size}`,
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
          await operator.getByRole("status", { name: "Loading" }).waitFor({ state: "detached" });
          await look(`operator-${tab.toLowerCase()}`);
        }
        await closePage(visitor, "Operator");
        expect(barriers).toEqual(Object.fromEntries(Object.keys(barriers).map((screen) => [screen, []])));
      },
    );
  }
});
