/** What stands in an order is moved by dragging, by mouse and by finger, and by buttons and keys: a guide, a survey. */
import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import type { Locator, Page } from "playwright-core";
import { describe, expect } from "vitest";
import type { Session } from "../schema/messages/session.ts";
import { browserPath } from "../test/browser.ts";
import { findBarriers } from "./support/find-barriers.ts";
import { openPage, paidJourney } from "./support/paid-journey.ts";
import { planSession } from "./support/stage-session.ts";

const PATIENCE_MS = 180_000;
const FOLDER = resolve(import.meta.dirname, "../build/screens");
/** Tall enough for the handles of two sections. */
const DESKTOP = { viewport: { width: 1440, height: 1200 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const section = (title: string) => ({ title, minutes: 10, prompts: [`About ${title}?`], probes: [] });

const grip = (item: Locator) => item.locator("[title='Drag to another place']");
async function middleOf(one: Locator) {
  const { x, y, width, height } = (await one.boundingBox())!;
  return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
}

/** By mouse: down at the handle, then to the lower or upper edge of another. */
async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  const start = await middleOf(grip(from));
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x, (await middleOf(grip(to))).y, { steps: 4 });
}

describe.skipIf(browserPath === null)("the order of a list", () => {
  paidJourney(
    "C9 W10 sections of the guide are dragged to another place by mouse and by finger, and moved by buttons, which say where each is now",
    { timeout: PATIENCE_MS },
    async ({ admin, visit, witness }) => {
      await mkdir(FOLDER, { recursive: true });
      const guide = ["Habits", "Fares", "Safety", "Ideas"].map(section);
      const plan = { title: "Night buses", topic: "Better night buses", kind: "focus-group" as const, guide };
      const made = await planSession(admin, witness, plan);
      const titlesOf = (studio: Locator) => async () => {
        const fields = studio.getByRole("textbox", { name: /^Section \d$/ });
        return Promise.all((await fields.all()).map((field) => field.inputValue()));
      };

      const fay = await visit({ ...DESKTOP, bypassCSP: true, storageState: admin.storageState });
      await fay.stepIn("Fay");
      await fay.button("Text view", fay.actions).click();
      await fay.page.evaluate((id) => void (location.hash = `#/sessions/${id}`), made.id);
      const studio = fay.dialog("Sessions");
      const cards = studio.getByRole("region", { name: "Guide" }).getByRole("listitem");
      await cards.nth(3).getByText("minute 30 to 40").waitFor();
      await fay.page.screenshot({ path: `${FOLDER}/guide-desktop.png` });
      await cards.first().scrollIntoViewIfNeeded();
      await drag(fay.page, cards.nth(1), cards.first());
      await fay.page.screenshot({ path: `${FOLDER}/guide-dragged-desktop.png` });
      await fay.page.mouse.up();
      const titles = titlesOf(studio);
      await expect.poll(titles).toEqual(["Fares", "Habits", "Safety", "Ideas"]);
      await studio.getByRole("status").getByText("Fares: now 1 of 4").waitFor();

      // Escape leaves all as it was, and the page open. Near the edge, a drag scrolls to what was out of view.
      await drag(fay.page, cards.first(), cards.nth(1));
      await fay.page.keyboard.press("Escape");
      await fay.page.mouse.up();
      expect(await titles()).toEqual(["Fares", "Habits", "Safety", "Ideas"]);
      await drag(fay.page, cards.first(), cards.nth(1));
      await fay.page.mouse.move((await middleOf(grip(cards.first()))).x, DESKTOP.viewport.height - 10);
      await studio.locator("[data-drag='after']").and(cards.nth(3)).waitFor();
      await fay.page.mouse.up();
      await expect.poll(titles).toEqual(["Habits", "Safety", "Ideas", "Fares"]);

      // A key moves the same one on, as often as it is pressed.
      await fay.button("Move “Habits” down", studio).press("Enter");
      await fay.button("Move “Habits” down", studio).and(fay.page.locator(":focus")).waitFor();
      await fay.page.keyboard.press("Enter");
      await fay.page.keyboard.press("Enter");
      await expect.poll(titles).toEqual(["Safety", "Ideas", "Fares", "Habits"]);
      await studio.getByRole("status").getByText("Habits: now 4 of 4").waitFor();
      await fay.button("Move “Habits” up", studio).and(fay.page.locator(":focus")).waitFor();
      expect(await findBarriers(fay)).toEqual([]);
      await fay.button("Save", studio).click();
      await studio.getByText("Saved", { exact: true }).waitFor();
      const stored = await admin.call<Session>(`sessions/${made.id}`);
      expect(stored.plan.guide.map(({ title }) => title)).toEqual(await titles());

      const phone = await visit({ ...PHONE, bypassCSP: true, storageState: admin.storageState });
      await phone.stepIn("Fay");
      await phone.page.evaluate((id) => void (location.hash = `#/sessions/${id}`), made.id);
      const page = phone.dialog("Sessions");
      const ideas = page.getByRole("region", { name: "Guide" }).getByRole("listitem").nth(1);
      await ideas.scrollIntoViewIfNeeded();
      const touch = await phone.page.context().newCDPSession(phone.page);
      const finger = (type: "touchStart" | "touchMove" | "touchEnd", y?: number) =>
        touch.send("Input.dispatchTouchEvent", { type, touchPoints: y === undefined ? [] : [{ x, y }] });
      const { x, y } = await middleOf(grip(ideas));
      await finger("touchStart", y);
      await finger("touchMove", y - 20);
      await finger("touchMove", 20);
      await page.locator("[data-drag='before']").waitFor();
      await phone.page.screenshot({ path: `${FOLDER}/guide-dragged-phone.png` });
      await finger("touchEnd");
      await expect.poll(titlesOf(page)).toEqual(["Ideas", "Safety", "Fares", "Habits"]);
    },
  );

  paidJourney(
    "S1 W10 questions of a survey are dragged, and moved by keys with the focus on them",
    { timeout: PATIENCE_MS },
    async ({ admin, visit }) => {
      const ada = await visit({ ...DESKTOP, bypassCSP: true, storageState: admin.storageState });
      const { page, button } = ada;
      await ada.stepIn("Ada");
      const lab = await openPage(ada, "Survey lab");
      await button("New survey", lab).click();
      for (const text of ["Bus?", "Tram?", "Bike?"]) {
        await button("Yes or no", lab).click();
        await page.keyboard.type(text);
      }
      const questions = lab.getByRole("region", { name: "Questions", exact: true });
      const heads = questions.locator("[data-order=head]");
      const texts = () => heads.locator("strong").allInnerTexts();
      await drag(page, questions.getByRole("listitem").nth(2), questions.getByRole("listitem").first());
      await page.screenshot({ path: `${FOLDER}/survey-dragged-desktop.png` });
      await page.mouse.up();
      await expect.poll(texts).toEqual(["Bike?", "Bus?", "Tram?"]);
      await questions.getByRole("status").getByText("q3: now 1 of 3").waitFor();
      // The one that was open still is.
      await heads.first().and(page.locator("[aria-expanded=true]")).waitFor();
      await heads.first().focus();
      await page.keyboard.press("Alt+ArrowDown");
      await page.keyboard.press("Alt+ArrowDown");
      await expect.poll(texts).toEqual(["Bus?", "Tram?", "Bike?"]);
      await heads.nth(2).and(page.locator(":focus")).waitFor();
      expect(await findBarriers(ada)).toEqual([]);
    },
  );
});
