/** A session before it begins, tried out. */
import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { browserPath } from "../test/browser.ts";
import { findBarriers } from "./support/find-barriers.ts";
import { paidJourney } from "./support/paid-journey.ts";
import { planSession } from "./support/stage-session.ts";

const FOLDER = resolve(import.meta.dirname, "../build/screens");
const DESKTOP = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 } };
const PATIENTLY = { timeout: 60_000 };
const section = (title: string, prompts: string[]) => ({ title, minutes: 1, prompts, probes: [] });

async function look(page: Page, name: string): Promise<void> {
  for (const size of ["desktop", "phone"] as const) {
    await page.setViewportSize({ desktop: DESKTOP, phone: PHONE }[size].viewport);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.screenshot({ path: `${FOLDER}/${name}-${size}-${colorScheme}.png` });
    }
  }
}

describe.skipIf(browserPath === null)("a session's plan", () => {
  paidJourney(
    "C9 a dry run plays the guide in the rehearsal voice, follows what is said for a reader at its end, and leaves nothing",
    { timeout: 120_000 },
    async ({ admin, visit, witness }) => {
      await mkdir(FOLDER, { recursive: true });
      const prompts = Array.from({ length: 8 }, (_, index) => `How do you get home on day ${index + 1}?`);
      const made = await planSession(admin, witness, {
        title: "Night buses",
        topic: "Better night buses",
        kind: "focus-group",
        guide: [section("Habits", prompts), section("Fares", ["Who should pay?"])],
      });
      const fay = await visit({
        viewport: { width: 900, height: 600 },
        bypassCSP: true,
        storageState: admin.storageState,
      });
      const { page, button } = fay;
      await fay.stepIn("Fay");
      await button("Text view", fay.actions).click();
      await page.evaluate((id) => void (location.hash = `#/sessions/${id}`), made.id);
      await button("Dry run", fay.dialog("Sessions")).click();
      const run = fay.dialog("Dry run");
      await run.getByText("Rehearsal voices: scripted, free", { exact: false }).waitFor();
      const said = run.getByRole("list", { name: "What is said" }).getByRole("paragraph");
      const isInView = (index: number) =>
        said.nth(index).evaluate((paragraph) => {
          const { top, bottom } = paragraph.getBoundingClientRect();
          return document.elementFromPoint(innerWidth / 2, (top + bottom) / 2)?.closest("p") === paragraph;
        });
      await button("Next section", run).click();
      await run.getByText("Who should pay?").waitFor();
      expect(await said.count()).toBeGreaterThan(prompts.length);
      await expect.poll(async () => isInView((await said.count()) - 1)).toBe(true);
      expect(await findBarriers(fay)).toEqual([]);

      // One who reads further up is not moved.
      await said.first().hover();
      await page.mouse.wheel(0, -10_000);
      await expect.poll(() => isInView(0)).toBe(true);
      await run.getByText("The guide is over.").waitFor(PATIENTLY);
      expect(await isInView(0)).toBe(true);
      await look(page, "session-dry-run");
      await button("Close", run).click();
      await fay.dialog("Sessions").getByRole("textbox", { name: "Title" }).waitFor();
      expect((await admin.call<{ items: { action: string }[] }>(`sessions/${made.id}/record`)).items).toHaveLength(1);
    },
  );
});
