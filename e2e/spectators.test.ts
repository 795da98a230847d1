/** The gallery of a session: spectators ask, vote and react, on a desktop, on a phone and by keyboard in text view. */
import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { describe, expect } from "vitest";
import { browserPath } from "../test/browser.ts";
import { enterPlace, signInAsGuest } from "./support/join-place.ts";
import { journey } from "./support/journey.ts";

const FOLDER = resolve(import.meta.dirname, "../build/screens");
const DESKTOP = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, colorScheme: "dark" as const };
const TABLET = { viewport: { width: 820, height: 1180 }, hasTouch: true };
const NARROWEST = { width: 320, height: 640 };

describe.skipIf(browserPath === null)("spectators", () => {
  journey(
    "C10 W11 spectators watch with captions, ask, vote for questions and before and after; the swing is shown to all",
    { timeout: 180_000 },
    async ({ world, visit }) => {
      await mkdir(FOLDER, { recursive: true });
      // One who opens a debate leads it.
      const opener = await enterPlace(world.url, await signInAsGuest(world.url, "Olga"));
      const { circleId } = await opener.request<{ circleId: string }>("open-circle", {
        topic: "Should buses be free?",
        kind: "debate",
      });
      await opener.request("say", { text: "Free buses bring people to work, to school and to each other." });

      const desktop = await visit(DESKTOP);
      await desktop.button("Just watch").click();
      await desktop.actions.waitFor();
      // In words: two worlds drawn on the CPU would leave none of it for the pages.
      await desktop.page.keyboard.press("t");
      const rail = desktop.conversation;
      await rail.getByRole("tab", { name: "Questions" }).click();
      await rail.getByRole("textbox", { name: "Your question" }).fill("Who pays for <b>night</b> buses?");
      await desktop.button("Ask", rail).click();
      await rail.getByText("Who pays for <b>night</b> buses?").waitFor();
      await desktop.button("Applause", rail).click();
      // Drawn: a machine may have no font of emoji.
      expect(await rail.getByRole("group", { name: "Show how it is for you" }).innerText()).toMatch(/^[\d\s]*$/);

      const phone = await visit(PHONE);
      await phone.button("Just watch").click();
      await phone.page.getByText("Free buses bring people").first().waitFor();
      const sheet = phone.conversation;
      await sheet.getByRole("tab", { name: "Questions" }).click();
      await phone.button("Vote for “Who pays for <b>night</b> buses?” (0)", sheet).click();
      await rail.getByText("1 vote", { exact: true }).waitFor();
      await phone.page.screenshot({ path: `${FOLDER}/gallery-questions-phone-dark.png` });

      const options = ["For", "Against", "Undecided"];
      const question = "Should buses be free?";
      await opener.request("hold-vote", { circleId, action: "open-before", question, options });
      for (const [page, within, choice] of [
        [desktop, rail, "For"],
        [phone, sheet, "Against"],
      ] as const) {
        await within.getByRole("tab", { name: "Vote" }).click();
        await within.getByRole("radio", { name: choice, exact: true }).check();
        await within.getByText("Your vote counts.", { exact: false }).waitFor();
        expect(await page.page.getByText("Who swung").count()).toBe(0);
      }
      await rail.getByText("2 have voted.", { exact: false }).first().waitFor();
      await desktop.page.screenshot({ path: `${FOLDER}/gallery-vote-desktop-light.png` });
      await opener.request("hold-vote", { circleId, action: "close", round: "before" });
      await opener.request("hold-vote", { circleId, action: "open-after" });

      await rail.getByRole("group", { name: "After" }).waitFor();
      // By keyboard alone.
      await rail.getByRole("tab", { name: "Transcript" }).focus();
      await desktop.page.keyboard.press("ArrowRight");
      await desktop.page.keyboard.press("ArrowRight");
      await desktop.page.keyboard.press("Enter");
      await rail.getByRole("radio", { name: "For", exact: true }).focus();
      await desktop.page.keyboard.press("ArrowDown");
      await rail.getByText("1 has voted.", { exact: false }).first().waitFor();
      await opener.request("hold-vote", { circleId, action: "close", round: "after" });
      await rail.getByText("1 from For to Against").waitFor();
      await sheet.getByText("1 from For to Against").waitFor();
      await phone.page.screenshot({ path: `${FOLDER}/gallery-swing-phone-dark.png` });
      await desktop.page.screenshot({ path: `${FOLDER}/gallery-words-desktop-light.png` });
      await opener.room.leave();
    },
  );

  journey(
    "W10 the five tabs of whoever leads stand on one line, and the chosen one is in view on the narrowest screen",
    async ({ visit, witness }) => {
      // Somebody watches, so that there is a gallery.
      expect(witness.room.state.spectatorCount).toBeGreaterThan(0);
      const leader = await visit(TABLET);
      const { page } = leader;
      await leader.stepIn("Greta");
      await leader.openCircle("Should buses be free?", "Debate");
      const bar = page.getByRole("tablist");
      const tabs = bar.getByRole("tab");
      await expect.poll(() => tabs.count()).toBe(5);
      const isInView = async (name: string) => {
        const [tab, list] = await Promise.all([bar.getByRole("tab", { name }), bar].map((one) => one.boundingBox()));
        return tab!.x >= list!.x && tab!.x + tab!.width <= list!.x + list!.width;
      };
      const widthHidden = () => bar.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
      const rows = async () =>
        new Set(await tabs.evaluateAll((all) => all.map((tab) => (tab as HTMLElement).offsetTop)));

      expect(await widthHidden()).toBe(0);
      await page.setViewportSize(NARROWEST);
      expect(await widthHidden()).toBeGreaterThan(0);
      await bar.getByRole("tab", { name: "Vote" }).click();
      expect(await isInView("Transcript")).toBe(false);
      await page.keyboard.press("Control+f");
      await expect.poll(() => isInView("Transcript")).toBe(true);
      expect((await rows()).size).toBe(1);

      // German has the longest names.
      await page.setViewportSize(TABLET.viewport);
      await leader.button("Settings").click();
      await page.getByRole("combobox", { name: "Language" }).selectOption("Deutsch");
      await page.keyboard.press("Escape");
      await bar.getByRole("tab", { name: "Abstimmung" }).waitFor();
      expect([await widthHidden(), (await rows()).size]).toEqual([0, 1]);
    },
  );
});
