/** After a session: its facilitator reads the report and follows a quotation, saves the data. */
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Locator, Page } from "playwright-core";
import { describe, expect } from "vitest";
import type { Session } from "../schema/messages/session.ts";
import { browserPath } from "../test/browser.ts";
import { until, type Visitor } from "./support/join-place.ts";
import { findBarriers } from "./support/find-barriers.ts";
import { paidJourney, type Admin } from "./support/paid-journey.ts";
import { comeToSession, planSession, untilSeated } from "./support/stage-session.ts";

const PATIENCE_MS = 300_000;
/** Of the report, in the light and the dark theme. */
const [DARK_TEXT, LIGHT_TEXT] = ["rgb(43, 32, 25)", "rgb(246, 236, 223)"];
const FOLDER = resolve(import.meta.dirname, "../build/screens");
const SIZES = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
};
const BUS = "The last bus leaves too early.";
const guide = [{ title: "Habits", minutes: 5, prompts: ["How do you get home?"], probes: [] }];

/** One that two people and a persona talked in, and that has ended. */
async function holdSession(
  admin: Admin,
  url: string,
  witness: Visitor,
): Promise<{ session: Session; people: Visitor[] }> {
  const { call } = admin;
  const plan = { title: "Night buses", topic: "Better night buses", kind: "focus-group" as const, guide };
  const made = await planSession(admin, witness, plan);
  const path = `sessions/${made.id}`;
  const pia = await comeToSession(admin, url, made, { name: "Pia" });
  const ben = await comeToSession(admin, url, made, { name: "Ben" });
  const session = await call<Session>(`${path}/start`, "POST");
  await untilSeated(session.circleId!, pia, ben);
  const { turnId } = await pia.request<{ turnId: string }>("say", { text: BUS });
  await ben.request("say", { text: "I walk, it is not far." });
  // It walks to its seat first.
  await until(
    "a persona answers",
    () => pia.received.some(({ type, message }) => type === "turn-ended" && message.voice !== ""),
    90_000,
  );
  await call(`${path}/pins`, "POST", { turnId, note: "What most said" });
  await call(`conversations/${session.circleId}/outcome/items`, "POST", {
    kind: "focus-group",
    content: { type: "theme", text: "Going home late", quotations: [{ turnId, text: "leaves too early" }] },
    turnIds: [turnId],
  });
  await call(`${path}/end`, "POST");
  return { session, people: [pia, ben] };
}

describe.skipIf(browserPath === null)("after a session", () => {
  paidJourney(
    "C9 its report comes first, a quotation leads to its moment, and the data are saved",
    { timeout: PATIENCE_MS },
    async ({ admin, world, visit, witness }) => {
      await mkdir(FOLDER, { recursive: true });
      const { session, people } = await holdSession(admin, world.url, witness);
      const fay = await visit({ ...SIZES.desktop, bypassCSP: true, storageState: admin.storageState });
      const { page, button } = fay;
      const look = (name: string) => page.screenshot({ path: join(FOLDER, `session-after-${name}.png`) });
      await fay.stepIn("Fay");
      await button("Text view", fay.actions).click();
      await page.evaluate(() => void (location.hash = "#/sessions"));
      const studio = fay.dialog("Sessions");
      await studio.getByRole("link", { name: /Night buses/ }).click();
      await studio.getByRole("heading", { name: "Findings" }).waitFor();
      await look("report-desktop");
      await studio.getByText("Going home late").waitFor();
      await studio.getByRole("link", { name: "turn 1" }).first().click();
      await expect
        .poll(() => studio.getByRole("article").filter({ hasText: BUS }).getAttribute("id"))
        .toMatch(/^turn-/);
      expect(await findBarriers(fay)).toEqual([]);
      // W11 its replay begins at that turn.
      const moment = studio.getByRole("link", { name: "Replay this moment" });
      const circlePath = `#/replay/${session.circleId}`;
      expect(await moment.getAttribute("href")).toMatch(new RegExp(`^${circlePath}/turn/.+`));
      expect(await studio.getByRole("link", { name: "Replay", exact: true }).getAttribute("href")).toBe(circlePath);
      await look("moment-desktop");
      await page.setViewportSize(SIZES.phone.viewport);
      await page.emulateMedia({ colorScheme: "dark" });
      await studio.getByRole("heading", { name: "Findings" }).scrollIntoViewIfNeeded();
      await look("report-phone-dark");
      await page.setViewportSize(SIZES.desktop.viewport);
      // Printed from the dark theme, it is light all the same.
      const inkOf = (from: Page | Locator) =>
        from.getByRole("heading", { name: "Findings" }).evaluate((heading) => getComputedStyle(heading).color);
      expect(await inkOf(studio)).toBe(LIGHT_TEXT);
      await page.emulateMedia({ colorScheme: "dark", media: "print" });
      await page.evaluate(() => void (document.documentElement.dataset["theme"] = "dark"));
      expect(await inkOf(studio)).toBe(DARK_TEXT);
      await page.evaluate(() => void delete document.documentElement.dataset["theme"]);
      await page.emulateMedia({ colorScheme: "light", media: "screen" });

      const opened = page.context().waitForEvent("page");
      await button("Open to print", studio).click();
      const print = await opened;
      await print.getByRole("heading", { name: "Night buses", level: 1 }).waitFor();
      await print.pdf({ path: join(FOLDER, "session-after-print.pdf"), format: "A4" });
      await print.emulateMedia({ media: "print", colorScheme: "dark" });
      expect(await inkOf(print)).toBe(DARK_TEXT);
      await print.screenshot({ path: join(FOLDER, "session-after-print.png"), fullPage: true });
      await print.close();

      await studio.getByRole("tab", { name: "Data" }).click();
      const [saved] = await Promise.all([page.waitForEvent("download"), button("CSV", studio).click()]);
      expect(saved.suggestedFilename()).toBe("session.csv");
      await look("data-desktop");

      // L8 who it was spent on, for what, by which model.
      await studio.getByRole("tab", { name: "Costs" }).click();
      const purposes = studio.getByRole("region", { name: "By purpose: the numbers" });
      await purposes.getByRole("row", { name: /^Speaking .*\d/ }).waitFor();
      await studio.getByRole("region", { name: "By persona: the numbers" }).getByRole("row").nth(1).waitFor();
      await studio.getByRole("region", { name: "By model: the numbers" }).getByRole("row").nth(1).waitFor();
      await look("costs-desktop");

      await studio.getByRole("tab", { name: "Coding" }).click();
      await studio.getByRole("textbox", { name: "Code" }).fill("Buss");
      await button("Add the code", studio).click();
      await button("Rename the code Buss", studio).click();
      const form = studio.getByRole("form", { name: "Rename the code Buss" });
      await form.getByRole("textbox", { name: "Code" }).fill("Bus");
      await button("Rename", form).click();
      await button("Delete the code Bus", studio).waitFor();

      await page.evaluate(() => void (location.hash = "#/conversations"));
      const mine = fay.dialog("Conversations");
      await mine.getByRole("tab", { name: "Sessions" }).click();
      await button("Duplicate Night buses", mine).waitFor();
      await look("mine-sessions-desktop");
      await button("Duplicate Night buses", mine).click();
      expect(await studio.getByRole("textbox", { name: "Title" }).inputValue()).toBe("Night buses (copy)");
      for (const person of people) await person.room.leave();
    },
  );
});
