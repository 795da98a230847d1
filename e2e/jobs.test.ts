/** What an operator sees and does of durable jobs, on a phone and by keyboard, while the worker is there and is not. */
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describe, expect } from "vitest";
import type { StorageAnswer } from "../schema/messages/storage.ts";
import { browserPath } from "../test/browser.ts";
import { findBarriers } from "./support/find-barriers.ts";
import { findWorker } from "./support/find-worker.ts";
import { until } from "./support/join-place.ts";
import { openPage, paidJourney } from "./support/paid-journey.ts";
import { startPaidWorld, type PaidWorld } from "./support/start-paid-world.ts";

const FOLDER = resolve(import.meta.dirname, "../build/screens");
const PATIENCE_MS = 300_000;
const PATIENTLY = { timeout: 60_000 };

const jobsJourney = paidJourney.extend("world", { scope: "file" }, async ({}, { onCleanup }): Promise<PaidWorld> => {
  const world = await startPaidWorld({ WORKER: "on" });
  onCleanup(world.close);
  return world;
});

describe.skipIf(browserPath === null || process.platform !== "linux")("jobs", () => {
  jobsJourney(
    "O7 W10 an operator sees which jobs wait without a worker, pauses, resumes and cancels by keyboard, and sees them done once there is one",
    { timeout: PATIENCE_MS },
    async ({ admin, visit, world }) => {
      await mkdir(FOLDER, { recursive: true });
      const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
      const visitor = await visit({ ...phone, bypassCSP: true, storageState: admin.storageState });
      await visitor.stepIn("Olu");
      const operator = await openPage(visitor, "Operator");
      const { page, button } = visitor;
      await operator.getByRole("tab", { name: "Jobs", exact: true }).click();
      await operator.getByText("A worker is running.").waitFor(PATIENTLY);

      const worker = await until("the worker's process", () => findWorker(world.process.pid!));
      process.kill(worker, "SIGSTOP");
      try {
        await operator.getByText("No worker is running: talk continues, and jobs wait for one.").waitFor(PATIENTLY);
        const press = async (name: string) => {
          await button(name, operator).focus();
          await page.keyboard.press("Enter");
        };
        const card = operator.getByRole("listitem", { name: "Compare bills", exact: true }).first();
        await press("Compare bills now");
        await card.getByText("Waiting", { exact: true }).waitFor(PATIENTLY);
        await operator.getByText("Waiting: 1, running: 0").waitFor(PATIENTLY);
        await press("Compare bills now");
        await operator
          .getByRole("alert")
          .filter({ hasText: "A job of this kind is already waiting or running." })
          .waitFor();
        await press("Pause: Compare bills");
        await card.getByText("Paused", { exact: true }).waitFor(PATIENTLY);
        await press("Resume: Compare bills");
        await card.getByText("Waiting", { exact: true }).waitFor(PATIENTLY);
        expect(await findBarriers(visitor)).toEqual([]);
        await page.screenshot({ path: join(FOLDER, "light-phone-jobs-waiting.png"), timeout: PATIENCE_MS });
        await press("Cancel: Compare bills");
        await card.getByText("Cancelled", { exact: true }).waitFor(PATIENTLY);
        await press("Compare bills now");
        await card.getByText("Waiting", { exact: true }).waitFor(PATIENTLY);
      } finally {
        process.kill(worker, "SIGCONT");
      }
      const done = operator.getByRole("listitem", { name: "Compare bills", exact: true }).first();
      await done.getByText("Completed", { exact: true }).waitFor(PATIENTLY);
      await done.getByText("Requested by Olu").waitFor();
      await page.screenshot({ path: join(FOLDER, "light-phone-jobs-done.png"), timeout: PATIENCE_MS });

      await button("Measure storage now", operator).click();
      const measuring = operator.getByRole("listitem", { name: "Measure storage", exact: true }).first();
      await measuring.getByText("Completed", { exact: true }).waitFor(PATIENTLY);
      await operator.getByRole("tab", { name: "Storage", exact: true }).click();
      const ledger = operator.getByRole("listitem", { name: "Ledger of model calls", exact: true });
      await ledger.getByText(/\d+ kB/).waitFor(PATIENTLY);
      const days = ledger.getByLabel("Ledger of model calls: days kept");
      await days.fill("30");
      await ledger.getByRole("alert").filter({ hasText: "from 400 to 3650" }).waitFor();
      await days.fill("500");
      await page.keyboard.press("Enter");
      await until("the setting to be stored", async () => {
        const { kinds } = await admin.call<StorageAnswer>("storage");
        return kinds.some(({ kind, keepDays }) => kind === "ledger" && keepDays === 500);
      });
      expect(await findBarriers(visitor)).toEqual([]);
      await page.screenshot({ path: join(FOLDER, "light-phone-storage.png"), timeout: PATIENCE_MS });
    },
  );
});
