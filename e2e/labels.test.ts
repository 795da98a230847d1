/** Labels of the pool: a trait is added, labelling it is estimated, started and followed. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { browserPath } from "../test/browser.ts";
import { findBarriers } from "./support/find-barriers.ts";
import { openPage, paidJourney } from "./support/paid-journey.ts";
import { startPaidWorld, type PaidWorld } from "./support/start-paid-world.ts";

const FOLDER = "build/screens";
const PATIENCE_MS = 240_000;

/** In a world whose worker runs. */
const labelJourney = paidJourney.extend("world", { scope: "file" }, async ({}, { onCleanup }): Promise<PaidWorld> => {
  const world = await startPaidWorld({ WORKER: "on" });
  onCleanup(world.close);
  return world;
});

describe.skipIf(browserPath === null)("the labels of the lab", () => {
  labelJourney(
    "S3 W10 a facilitator adds a trait, sees what labelling the pool costs, starts it and sees what came of it, on a phone too",
    { timeout: PATIENCE_MS },
    async ({ admin, visit }) => {
      const ada = await visit({
        storageState: admin.storageState,
        viewport: { width: 1440, height: 900 },
        bypassCSP: true,
      });
      await mkdir(FOLDER, { recursive: true });
      const { page } = ada;
      await ada.stepIn("Ada");
      const lab = await openPage(ada, "Survey lab");
      await lab.getByRole("tab", { name: "Respondents" }).click();
      const labels = lab.getByRole("region", { name: "Labels" });
      await labels.getByText("Add a trait of your own").click();
      await labels.getByRole("textbox", { name: "Name" }).fill("Keeps animals");
      await labels.getByRole("textbox", { name: "Question" }).fill("Do you keep animals?");
      await labels.getByRole("textbox", { name: "Values" }).fill("Yes, No");
      await labels.getByRole("button", { name: "Add the trait" }).click();
      await labels.getByRole("checkbox", { name: "Keeps animals" }).check();
      await labels.getByRole("textbox", { name: "Answers for each" }).fill("1");
      await labels.getByText(/^About .* calls\.$/).waitFor();
      await page.screenshot({ path: join(FOLDER, "labels-estimate.png") });
      expect(await findBarriers(ada)).toEqual([]);
      await labels.getByRole("button", { name: "Start labelling" }).click();
      const item = labels.getByRole("listitem", { name: "Keeps animals" });
      // The paid provider of journeys talks, and answers no question: nothing becomes a label.
      await item
        .getByText(/Ended\. .*0 stated, 0 estimated\. \d+ without a usable answer\./)
        .waitFor({ timeout: PATIENCE_MS });
      await item.scrollIntoViewIfNeeded();
      await page.screenshot({ path: join(FOLDER, "labels-done.png") });
      await page.setViewportSize({ width: 390, height: 844 });
      await page.emulateMedia({ colorScheme: "dark" });
      await item.scrollIntoViewIfNeeded();
      await page.screenshot({ path: join(FOLDER, "labels-phone.png") });
      await labels.getByRole("checkbox", { name: "Keeps animals" }).scrollIntoViewIfNeeded();
      await page.screenshot({ path: join(FOLDER, "labels-phone-form.png") });
      expect(await findBarriers(ada)).toEqual([]);
      const { width, scrolled } = await page.evaluate(() => ({
        width: document.documentElement.clientWidth,
        scrolled: document.documentElement.scrollWidth,
      }));
      expect(scrolled).toBeLessThanOrEqual(width);
    },
  );
});
