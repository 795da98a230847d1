/** What comes out of a conversation forms while people talk, and they correct it (rehearsal voice: by rules). */
import { mkdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect } from "vitest";
import { browserPath } from "../test/browser.ts";
import { findCircle, nearestPersonas } from "./support/find-body.ts";
import { joinPlace } from "./support/join-place.ts";
import { journey } from "./support/journey.ts";
import { openPage } from "./support/paid-journey.ts";

const FOLDER = resolve(import.meta.dirname, "../build/screens");
const TOPIC = "Should buses be free?";
const CLAIM = "Buses should be free, because everybody pays for the roads as well.";
const BETTER_CLAIM = "Buses should be free, because everybody pays for the roads.";
const TEXT = "The garden is open. People water the plants. Dogs stay outside.";

describe.skipIf(browserPath === null)("outcomes", () => {
  beforeAll(async () => void (await mkdir(FOLDER, { recursive: true })));

  journey(
    "C2 a debate's argument map forms while personas talk; a person follows a claim to its turn and corrects it, and a latecomer reads the summary so far",
    { timeout: 300_000 },
    async ({ visit, witness }) => {
      const { page, button, conversation, ...visitor } = await visit();
      await visitor.stepIn("Nadia");
      await visitor.openCircle(TOPIC, "Debate");
      await button("“Should buses be free?”: who is for it, who against, and why?", conversation).click();
      await expect.poll(() => visitor.message.inputValue()).toMatch(/^“Should buses be free\?”/);
      await visitor.invite(...(await nearestPersonas(witness, "Nadia", 2)));
      await page.getByText("3 here").waitFor();
      await page.getByRole("slider", { name: "Speed" }).fill("10");
      await visitor.say(CLAIM);

      await page.getByRole("tab", { name: "Arguments" }).click();
      const map = page.getByRole("group", { name: "Map of the arguments" });
      const claim = map.getByRole("article", { name: "Claim" }).filter({ has: page.getByText(CLAIM, { exact: true }) });
      await claim.waitFor({ timeout: 120_000 });
      await map.getByRole("article", { name: "Position" }).first().waitFor();
      await expect.poll(() => map.locator("svg > path").count()).toBeGreaterThan(0);
      await button("Pause", conversation).click();

      await button("Correct", claim).click();
      await map.getByRole("textbox", { name: "Claim" }).fill(BETTER_CLAIM);
      await button("Save", map).click();
      const corrected = map
        .getByRole("article", { name: "Claim" })
        .filter({ has: page.getByText(BETTER_CLAIM, { exact: true }) });
      await corrected.getByText("corrected by Nadia").waitFor();
      await button("Nadia: show where it was said", corrected).click();
      const turn = visitor.turnsBy("Nadia").filter({ hasText: CLAIM });
      await expect.poll(() => turn.evaluate((article) => article === document.activeElement)).toBe(true);

      const circleId = await findCircle(witness, TOPIC);
      const late = await visit();
      await late.stepIn("Oskar");
      await late.page.evaluate((id) => void (location.hash = `#/plaza/circle/${id}`), circleId);
      await late.conversation.getByText("What has been said so far").waitFor();
    },
  );

  journey(
    "C2 a text is refined: one change is accepted, one refused, and the text is saved as a file; the past conversation shows it",
    { timeout: 300_000 },
    async ({ visit, world }) => {
      const friend = await joinPlace(world.url, "Theo");
      const visitor = await visit();
      const { page, button, conversation } = visitor;
      await visitor.stepIn("Pilar");
      await visitor.openCircle("A sign for the garden", "Refinement");
      await page.getByRole("tab", { name: /^Text/ }).click();
      await button("Write or paste the text", conversation).click();
      await conversation.getByRole("textbox", { name: "Text" }).fill(TEXT);
      await button("Save", conversation).click();
      const text = conversation.getByRole("article", { name: "Text" });
      await text.getByText("Text, version 1").waitFor();

      await friend.request("join-circle", { circleId: await findCircle(friend, "A sign for the garden") });
      for (const said of [
        "Shall we begin?",
        "Instead of “People water the plants.” I would say “Whoever comes first waters the beds.”",
        "And “Dogs stay outside.” could be “Dogs wait at the gate.”",
        "That is shorter.",
        "It is friendlier too.",
        "Anything else?",
      ])
        await friend.request("say", { text: said });
      const changes = conversation.getByRole("article", { name: "Change" });
      await expect.poll(() => changes.count(), { timeout: 60_000 }).toBe(2);
      await button("Accept", changes.filter({ hasText: "Whoever comes first" })).click();
      await text.getByText("Text, version 2").waitFor();
      await button("Refuse", changes.filter({ hasText: "wait at the gate" })).click();
      await conversation.getByText("2 changes decided").waitFor();
      await conversation.getByText("Versions of the text").click();
      await conversation.getByText("Version 2: Pilar accepted a change").waitFor();
      await button("Read version 1", conversation).click();
      await conversation.getByText(TEXT, { exact: true }).waitFor();
      await page.screenshot({ path: join(FOLDER, "outcome-versions.png") });

      const download = page.waitForEvent("download");
      await button("Save as a file", text).click();
      const file = await download;
      expect(file.suggestedFilename()).toBe("A-sign-for-the-garden.md");
      const refined = "The garden is open. Whoever comes first waters the beds. Dogs stay outside.";
      expect(await readFile(await file.path(), "utf8")).toBe(`${refined}\n`);

      await button("Leave the circle", conversation).click();
      await friend.room.leave();
      const past = await openPage(visitor, "Conversations");
      await past
        .getByRole("listitem")
        .getByRole("link", { name: /^A sign for the garden/ })
        .click();
      await past.getByRole("tab", { name: /^Text/ }).click();
      await past.getByText(refined).waitFor();
    },
  );

  journey(
    "C2 people add by hand, on a phone: a quotation is picked from the transcript word for word, and an idea builds on another",
    { timeout: 300_000 },
    async ({ visit, world }) => {
      const friend = await joinPlace(world.url, "Ida");
      const visitor = await visit({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
      const { page, button, conversation } = visitor;
      await visitor.stepIn("Rosa");
      await visitor.openCircle("Waiting rooms", "Focus group");
      await friend.request("join-circle", { circleId: await findCircle(friend, "Waiting rooms") });
      await friend.request("say", { text: "I never know how long it takes. That makes me angry." });
      await page.getByRole("tab", { name: /^Themes/ }).click();
      await button("Add a theme", conversation).click();
      await conversation.getByRole("textbox", { name: "Theme" }).fill("Not knowing");
      await button("Add a quotation", conversation).click();
      const words = conversation.getByRole("textbox", { name: "The words" });
      await words.fill("I always know how long it takes.");
      await conversation.getByText("Ida did not say this word for word.").waitFor();
      await words.fill("I never know how long it takes.");
      await page.screenshot({ path: join(FOLDER, "outcome-quotation-phone.png") });
      await button("Quote these words", conversation).click();
      await button("Save", conversation).click();
      const theme = conversation.getByRole("article", { name: "Theme" });
      await theme.getByText("I never know how long it takes.", { exact: true }).waitFor();
      await button("Ida: show where it was said", theme).first().click();
      await button("Leave the circle", conversation).click();
      await friend.request("leave-circle", {});

      await visitor.openCircle("Better waiting", "Ideas");
      await page.getByRole("tab", { name: /^Ideas/ }).click();
      for (const idea of ["A clock for each room", "The clock as an app"]) {
        await button("Add an idea", conversation).click();
        await conversation.getByRole("textbox", { name: "Idea" }).fill(idea);
        if (idea.endsWith("app")) await button("Add an idea that it builds on", conversation).click();
        await page.screenshot({ path: join(FOLDER, "outcome-builds-on-phone.png") });
        await button("Save", conversation).click();
        await conversation.getByRole("article", { name: "Idea" }).getByText(idea, { exact: true }).waitFor();
      }
      await button("Builds on A clock for each room", conversation).waitFor();
    },
  );
});
