/** A facilitator on a desktop plans and runs a session; a participant comes by its link, on a phone, without an account. */
import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import type { Locator } from "playwright-core";
import { describe, expect } from "vitest";
import { browserPath } from "../test/browser.ts";
import { journey } from "./support/journey.ts";
import type { VisitorPage } from "./support/visitor-page.ts";

const PATIENCE_MS = 300_000;
const FOLDER = resolve(import.meta.dirname, "../build/screens");
/** A whole PNG, in base64. */
const ONE_PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGM40+ECAAO8AZk6emBDAAAAAElFTkSuQmCC";
const DESKTOP = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, colorScheme: "dark" as const };

describe.skipIf(browserPath === null)("sessions", () => {
  journey(
    "C9 a session is planned from a template, opened on a phone by its link, agreed to, begun, steered by key, and ended",
    { timeout: PATIENCE_MS },
    async ({ world, visit }) => {
      await mkdir(FOLDER, { recursive: true });
      const [adminLink] = /http\S+#\/admin\?token=\S+/.exec(world.printed())!;
      const facilitator = await visit(DESKTOP, adminLink);
      await facilitator.stepIn("Fay");
      const studio = facilitator.dialog("Sessions");
      await facilitator.button("Sessions", facilitator.actions).click();
      await facilitator.button("Plan a session", studio).waitFor();
      await facilitator.page.keyboard.press("Escape");
      await facilitator.button("Text view", facilitator.actions).click();
      await facilitator.page.evaluate(() => void (location.hash = "#/sessions"));
      await facilitator.button("Plan a session", studio).click();
      await studio.getByRole("textbox", { name: "Title" }).fill("Night buses");
      await studio.getByText("Propose a plan from a brief").click();
      await studio.getByRole("textbox", { name: "The brief" }).fill("Should buses run all night? Many want it.");
      await facilitator.button("Propose a plan", studio).click();
      await facilitator.button("Keep as a survey", studio).click();
      await studio.getByText(/^Kept as the survey “Should buses run all night/).waitFor();
      await makeProposed(facilitator, studio);
      await facilitator.button("Undo", studio).click();
      expect(await studio.getByRole("textbox", { name: "Title" }).inputValue()).toBe("Night buses");
      const prompts = studio.getByRole("textbox", { name: "Prompts, one a line" });
      const first = await prompts.first().inputValue();
      await facilitator.button("Move “Welcome” down", studio).click();
      expect(await prompts.nth(1).inputValue()).toBe(first);
      expect(await prompts.first().inputValue()).not.toBe(first);
      await facilitator.button("Move “Welcome” up", studio).click();
      await studio.getByRole("group", { name: "Personas" }).getByRole("checkbox").first().check();
      await studio.getByText("From templates and the library").click();
      // C9 a persona that is made is in the stored plan at once, before the rest of the page is saved.
      const stored = facilitator.page.waitForResponse(
        (answer) => answer.request().method() === "PUT" && /\/api\/sessions\/[^/]+$/.test(answer.url()),
      );
      await facilitator.button("Add Technical Expert", studio).click();
      const { plan } = await (await stored).json();
      expect([plan.personaIds.length, plan.title === "Night buses"]).toEqual([2, false]);
      const made = studio.getByRole("group", { name: "Personas" }).getByRole("checkbox", { name: /^Technical Expert/ });
      await made.uncheck();
      await studio.getByLabel("Shown to all, section 1").selectOption("A picture");
      await studio
        .getByLabel("PNG or JPEG, at most 2 MB")
        .setInputFiles({ name: "bus.png", mimeType: "image/png", buffer: Buffer.from(ONE_PIXEL, "base64") });
      await studio.getByRole("textbox", { name: /^What it shows/ }).fill("A bus at night");
      await studio.getByRole("img", { name: "A bus at night" }).waitFor();
      await facilitator.button("Save", studio).click();
      await studio.getByText("Saved", { exact: true }).waitFor();
      const facts = studio.getByRole("list", { name: "State, time, people and money" });
      const showsFacts = (...texts: RegExp[]) => Promise.all(texts.map((text) => facts.getByText(text).waitFor()));
      await showsFacts(/^Planned$/, /\d+ min planned$/, /0 people$/, /^\$0\.00$/);
      await facilitator.button("Make the link", studio).click();
      const link = await studio.getByLabel("Link for the role Participant").inputValue();
      await studio.getByRole("img", { name: /^QR code/ }).waitFor();
      await facilitator.page.screenshot({ path: `${FOLDER}/session-prepare-desktop.png` });

      const participant = await visit(PHONE, link);
      // The page of the session covers everything else at once.
      await participant.page.getByRole("textbox", { name: "Your name" }).fill("Pia");
      await participant.button("Step in").click();
      const seat = participant.dialog("Sessions");
      await seat.getByText("What you say here is written down").waitFor();
      await participant.page.screenshot({ path: `${FOLDER}/session-consent-phone.png` });
      expect(participant.page.url()).not.toContain("session/");
      await participant.button("I agree", seat).click();
      await seat.getByText("You are in the waiting room").waitFor();
      await participant.page.screenshot({ path: `${FOLDER}/session-waiting-phone.png` });

      await showsFacts(/^1 waiting$/);
      await facilitator.button("Let in Pia", studio).click();
      await seat.getByText("You are in", { exact: true }).waitFor();
      await facilitator.button("Start now", studio).click();
      await showsFacts(/^Live$/, /\d:\d\d · \d+:\d\d left$/, /1 person$/, /^\$0\.00$/);
      await participant.message.waitFor();
      await participant.say("The last bus leaves too early.");
      await studio.getByText("The last bus leaves too early.").waitFor();

      await participant.page.getByRole("region", { name: "Shown to all" }).getByRole("img").waitFor();

      // The session's circle, to somebody who only takes part: its title, and nothing to steer it with.
      await participant.page.getByRole("heading", { name: "Night buses" }).waitFor();
      expect(await participant.page.getByRole("toolbar", { name: "Steer the conversation" }).count()).toBe(0);

      const title = studio.getByRole("heading", { name: "Night buses" });
      await title.click();
      await facilitator.page.keyboard.press("n");
      await studio.getByRole("tab", { name: "Record" }).click();
      await studio.getByRole("listitem").filter({ hasText: "went on to section 2" }).waitFor();
      await facilitator.page.keyboard.press("q");
      const probes = studio.getByRole("region", { name: "Question to all" });
      expect(await probes.getByLabel("Where it comes from").evaluate((field) => field === document.activeElement)).toBe(
        true,
      );
      await probes.getByLabel("What you ask everybody").fill("How often do you ride?");
      await probes.getByLabel("Options, one a line").fill("Daily\nSeldom");
      await facilitator.button("Put it to all", probes).click();
      const question = participant.page.getByRole("region", { name: "Question to all" });
      await question.getByRole("radio", { name: "Daily" }).check();
      // At half its height the sheet scrolls to the button; nothing is cut off within it.
      expect(await question.evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)).toBe(0);
      await participant.page.screenshot({ path: `${FOLDER}/session-probe-phone.png` });
      await participant.button("Answer", question).click();
      await question.getByText("Your answer is stored.").waitFor();
      await probes.getByText("1 of 1 people and 1 of 1 personas so far").waitFor();
      await facilitator.page.screenshot({ path: `${FOLDER}/session-probe-desktop.png` });
      // Who has answered reads the result at once, may still change the answer, and puts the result away.
      await facilitator.button("Show the result, but not to those still to answer", probes).click();
      const result = participant.page.getByRole("region", { name: "Result" });
      await result.getByRole("table").waitFor();
      await participant.button("Change the answer", question).waitFor();
      await facilitator.button("Hide the result", probes).waitFor();
      await title.click();
      await facilitator.page.keyboard.press("c");
      await question.waitFor({ state: "detached" });
      await result.getByText("Daily").waitFor();
      await participant.page.screenshot({ path: `${FOLDER}/session-result-phone.png` });
      await result.getByText("How often do you ride?").first().click();
      await result.getByRole("table").waitFor({ state: "hidden" });
      await title.click();
      await facilitator.page.keyboard.press("f");
      await studio.getByText("Everything stands still.").waitFor();
      await facilitator.page.screenshot({ path: `${FOLDER}/session-live-desktop.png` });
      await participant.page.screenshot({ path: `${FOLDER}/session-circle-phone.png` });
      await participant.page.getByText("The facilitator has stopped everything for a moment.").waitFor();
      await participant.message.fill("Am I heard?");
      expect(await participant.button("Send").isDisabled()).toBe(true);
      await participant.page.screenshot({ path: `${FOLDER}/session-frozen-phone.png` });
      await facilitator.button("Unfreeze", studio).click();
      await expect.poll(() => participant.button("Send").isEnabled()).toBe(true);

      await facilitator.page.keyboard.press("w");
      const whisper = studio.getByRole("form", { name: "Whisper" });
      const words = whisper.getByLabel("What nobody else sees");
      await words.fill("n f p");
      await facilitator.button("Whisper it", whisper).click();
      await whisper.getByText(/^Whispered\./).waitFor();
      await studio.getByRole("tab", { name: "Record" }).click();
      expect(await studio.getByText("went on to section 3").count()).toBe(0);

      await studio.getByRole("tab", { name: "Observers" }).click();
      const note = studio.getByRole("textbox", { name: "Note to observers and facilitators" });
      await note.fill("Ask about the fares.");
      await facilitator.button("Send the note", studio).click();
      await studio.getByRole("log", { name: "Back-channel" }).getByText("Ask about the fares.").waitFor();
      for (const tab of [/^People 1\b/, /^To all 1\b/, /^Observers 1\b/])
        await studio.getByRole("tab", { name: tab }).waitFor();

      await facilitator.button("End the session", studio).click();
      await facilitator.button("Press again to end it", studio).click();
      await showsFacts(/^Ended$/, /took \d+:\d\d of \d+ min$/, /1 person$/, /^\$0\.00$/);
      await participant.page.getByText("“Night buses” has ended").waitFor();
      await participant.page.screenshot({ path: `${FOLDER}/session-ended-phone.png` });
      await participant.page.getByRole("link", { name: "Page of the session" }).click();
      await participant.button("Withdraw from the session", seat).waitFor();
      await studio.getByRole("tab", { name: "Transcript" }).click();
      await studio.getByRole("article", { name: "Pia said" }).getByText("The last bus leaves too early.").waitFor();
      await facilitator.page.screenshot({ path: `${FOLDER}/session-after-desktop.png` });
    },
  );
});

/** C9 of the people proposed, one is left out, and another edited and made; they are in the plan, as they were edited. */
async function makeProposed({ button, page }: VisitorPage, studio: Locator): Promise<void> {
  const leave = studio.getByRole("button", { name: /^Leave .* out$/ });
  const proposed = await leave.count();
  await leave.last().click();
  expect(await leave.count()).toBe(proposed - 1);
  await studio
    .getByRole("button", { name: /^Edit .+/ })
    .first()
    .click();
  await studio.getByRole("textbox", { name: "Name" }).fill("Nora Night");
  await studio.getByRole("textbox", { name: "Occupation" }).fill("Night driver");
  const made = page.waitForResponse(
    (answer) => answer.request().method() === "POST" && answer.url().endsWith("/personas"),
  );
  await button("Add Nora Night", studio).click();
  expect((await (await made).json()).demographics.occupation).toBe("Night driver");
  const card = studio.getByRole("group", { name: "Personas" }).getByRole("checkbox", { name: /^Nora Night/ });
  await card.uncheck();
}
