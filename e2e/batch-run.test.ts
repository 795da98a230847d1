/** A run that is asked by a provider's batches, as a facilitator sees it: accessible, saved in build/screens. */
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describe, expect } from "vitest";
import { browserPath } from "../test/browser.ts";
import type { BaselineStart } from "../schema/messages/baseline.ts";
import { startAnsweringBatches, type AnsweringBatches } from "../test/survey/answering-batches.ts";
import { findBarriers } from "./support/find-barriers.ts";
import { openPage, paidJourney } from "./support/paid-journey.ts";
import { startPaidWorld, type PaidWorld } from "./support/start-paid-world.ts";

const FOLDER = resolve(import.meta.dirname, "../build/screens");
const LOOKS = [
  { name: "light-desktop", colorScheme: "light", viewport: { width: 1440, height: 900 } },
  { name: "dark-phone", colorScheme: "dark", viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
] as const;
const PATIENCE_MS = 300_000;
const PATIENTLY = { timeout: 120_000 };

const batchJourney = paidJourney
  .extend("batches", { scope: "file" }, async ({}, { onCleanup }): Promise<AnsweringBatches> => {
    const batches = await startAnsweringBatches(() => "(A) The first, I think.");
    onCleanup(batches.close);
    return batches;
  })
  .extend("world", { scope: "file" }, async ({ batches }, { onCleanup }): Promise<PaidWorld> => {
    const world = await startPaidWorld({ WORKER: "on", ...batches.settings });
    onCleanup(world.close);
    return world;
  });

describe.skipIf(browserPath === null)("runs by batches", () => {
  for (const { name, ...device } of LOOKS)
    batchJourney(
      `S6 L8 who can wait sees what batches cost and how long they take at most, and then which one a run waits for, ${name}`,
      { timeout: PATIENCE_MS },
      async ({ admin, batches, visit }) => {
        await mkdir(FOLDER, { recursive: true });
        // The provider takes its time.
        batches.server.pollsUntilEnd = Infinity;
        const { surveyId } = await admin.call<BaselineStart>("baselines/anes-1996/start", "POST", {});
        const ada = await visit({ ...device, bypassCSP: true, storageState: admin.storageState });
        const { page, button } = ada;
        const barriers: Record<string, string[]> = {};
        const look = async (screen: string) => {
          barriers[screen] = await findBarriers(ada);
          await page.screenshot({ path: join(FOLDER, `${name}-batch-run-${screen}.png`), timeout: PATIENCE_MS });
        };
        await ada.stepIn("Ada");
        const lab = await openPage(ada, "Survey lab");
        await lab.getByRole("tab", { name: "Runs" }).click();
        await button("New run", lab).click();
        const form = lab.getByRole("form", { name: "New run" });
        await form.getByRole("combobox", { name: "Survey" }).selectOption(surveyId);
        await form.getByRole("checkbox", { name: "A life interview" }).uncheck();
        await form.getByRole("checkbox", { name: "A list of traits" }).check();
        await form.getByRole("textbox", { name: "Respondents" }).fill("5");
        await form.getByLabel("Name").fill(`Overnight, ${name}`);
        await form.getByText("Model, repetitions and other settings").click();
        await form.getByLabel("Model", { exact: true }).fill(batches.route);
        const estimate = form.getByRole("region", { name: "Estimate" });
        await estimate.getByText(/^In batches: .*, waiting \d+ days at most/).waitFor();
        await estimate.getByLabel("How the model is called").selectOption("Through the provider's batch API");
        await estimate.scrollIntoViewIfNeeded();
        await look("estimate");
        await button("Launch", form).click();

        const run = lab.getByRole("region", { name: `Overnight, ${name}` });
        const round = run.getByText(/^Round 1 of \d+: 0 of 5 answered\./);
        await round.waitFor(PATIENTLY);
        await round.getByText(/Sent \w+.*; the provider promises the rest by \w+/).waitFor(PATIENTLY);
        await look("waiting");
        await button("Pause", run).click();
        await run.getByRole("status").getByText("Paused").waitFor(PATIENTLY);
        await look("paused");
        await button(`Cancel: Overnight, ${name}`, run).click();
        await button("Cancel the run", run).click();
        await run.getByRole("status").getByText("Cancelled").waitFor(PATIENTLY);
        expect(await run.getByText(/^Round/).count()).toBe(0);
        expect(barriers).toEqual(Object.fromEntries(Object.keys(barriers).map((screen) => [screen, []])));
      },
    );
});
