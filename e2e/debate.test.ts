/** The parts of a debate, for people. */
import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import type { Locator, Page } from "playwright-core";
import { describe, expect } from "vitest";
import { browserPath } from "../test/browser.ts";
import { findBarriers } from "./support/find-barriers.ts";
import { findCircle } from "./support/find-body.ts";
import { joinPlace } from "./support/join-place.ts";
import { journey } from "./support/journey.ts";

const FOLDER = resolve(import.meta.dirname, "../build/screens");
const DESKTOP = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
/** Painted only to look at: the CPU draws it. */
const isPainted = process.env["SCREENS"] === "all";
const focused = (within: Locator | Page) => within.locator(":focus");

async function look(page: Page, name: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.screenshot({ path: `${FOLDER}/${name}-${colorScheme}.png` });
  }
}

describe.skipIf(browserPath === null)("a debate", () => {
  journey(
    "C2 W10 in a part of a debate that one has spoken in one raises a hand, is let speak by who moderates, and speaks once; the keyboard is never lost",
    { timeout: 120_000 },
    async ({ world, visit, witness }) => {
      await mkdir(FOLDER, { recursive: true });
      const topic = "Should buses run all night?";
      const mona = await visit({ ...DESKTOP, bypassCSP: true, isPainted });
      await mona.stepIn("Mona");
      await mona.openCircle(topic, "Debate");
      const circleId = await findCircle(witness, topic);
      const ada = await visit(PHONE, `${world.url}#/plaza/circle/${circleId}`);
      await ada.page.getByRole("textbox", { name: "Your name" }).fill("Ada");
      await ada.button("Step in").click();
      await ada.message.waitFor();
      // Carl has not spoken yet, so the part goes on.
      const [ben, carl] = [await joinPlace(world.url, "Ben"), await joinPlace(world.url, "Carl")];
      for (const { request } of [ben, carl]) await request("join-circle", { circleId });
      await mona.page.getByText("4 here").waitFor();
      await mona.conversation.getByRole("combobox", { name: "Moderator" }).selectOption("Mona");
      await mona.button("Begin the debate", mona.conversation).click();
      const debate = mona.conversation.getByRole("region", { name: "Debate" });
      await debate.getByText("Mona moderates").waitFor();

      await mona.say("Welcome. Ada begins.");
      await ada.say("Yes: people work at night.");
      await mona.turnsBy("Ada").getByText("Yes: people work at night.").waitFor();
      await ben.request("say", { text: "No: who would pay?" });
      const waiting = ada.page.getByText("It is not your turn in this part.", { exact: false });
      await waiting.waitFor();
      await ada.message.fill("The town pays for lamps as well.");
      await ada.message.press("Enter");
      await ada.button("Raise your hand").focus();
      await ada.page.keyboard.press("Enter");
      await ada.button("Lower your hand").and(focused(ada.page)).waitFor();
      await look(ada.page, "debate-hand-phone");

      const letSpeak = mona.button("Let Ada speak", debate);
      await letSpeak.waitFor();
      expect(await findBarriers(mona)).toEqual([]);
      await look(mona.page, "debate-hand-desktop");
      await letSpeak.focus();
      await mona.page.keyboard.press("Enter");
      await letSpeak.waitFor({ state: "detached" });
      await debate.and(focused(mona.page)).waitFor();

      // What she wrote is still there, and so is the keyboard.
      await waiting.waitFor({ state: "detached" });
      await ada.message.and(focused(ada.page)).waitFor();
      expect(await ada.message.inputValue()).toBe("The town pays for lamps as well.");
      await ada.page.keyboard.press("Enter");
      await mona.turnsBy("Ada").getByText("The town pays for lamps as well.").waitFor();
      await ben.request("say", { text: "Lamps cost less." }).then(
        () => expect.unreachable("Ben has had his turn"),
        ({ reason }) => expect(reason.code).toBe("debate-not-your-part"),
      );

      // Who moderates has had a turn too, and lets themselves speak.
      await mona.button("Speak anyway", mona.conversation).focus();
      await mona.page.keyboard.press("Enter");
      await mona.message.and(focused(mona.page)).waitFor();
      await mona.page.keyboard.type("Carl, what do you say?");
      await mona.page.keyboard.press("Enter");
      await ada.turnsBy("Mona").getByText("Carl, what do you say?").waitFor();
      await mona.endTalk();
      for (const { room } of [ben, carl]) await room.leave();
    },
  );
});
