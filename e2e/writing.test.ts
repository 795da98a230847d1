import { describe, expect } from "vitest";
import { browserPath } from "../test/browser.ts";
import { findCircle } from "./support/find-body.ts";
import { joinPlace } from "./support/join-place.ts";
import { journey } from "./support/journey.ts";

const direction = (element: Element) => getComputedStyle(element).direction;

describe.skipIf(browserPath === null)("writing", () => {
  journey("W13 Arabic runs from right to left, where it is written and where it is read", async ({ visit }) => {
    const { page, turnsBy, message, ...visitor } = await visit();
    await visitor.stepIn("Nadia");
    await visitor.openCircle("ما هو الربيع؟");
    await message.fill("الربيع هو الزهور.");
    expect(await message.evaluate(direction)).toBe("rtl");
    await message.press("Enter");
    const said = turnsBy("Nadia").getByText("الربيع هو الزهور.", { exact: true });
    expect(await said.evaluate(direction)).toBe("rtl");
    const topic = page.getByRole("heading", { name: "ما هو الربيع؟", level: 2 });
    expect(await topic.evaluate(direction)).toBe("rtl");
  });

  journey(
    "C1 a message that is too long is kept whole, counted, and sent once it is short enough",
    async ({ visit }) => {
      const { page, button, transcript, turnsBy, message, conversation, dialog, ...visitor } = await visit();
      await visitor.stepIn("Oskar");
      await button("Open a circle", visitor.actions).click();
      const topic = dialog("Open a circle").getByRole("textbox", { name: "What is it about?" });
      await topic.fill("t".repeat(201));
      await dialog("Open a circle").getByText("201 characters, at most 200").waitFor();
      await topic.fill("What is long?");
      await button("Open", dialog("Open a circle")).click();
      await page.getByRole("heading", { name: "What is long?", level: 2 }).waitFor();

      // Like a paste: all at once.
      await message.focus();
      await page.keyboard.insertText("a".repeat(3500));
      await conversation.getByText("3,500 characters, at most 2,000").waitFor();
      expect(await message.inputValue()).toHaveLength(3500);
      expect(await button("Send", conversation).isDisabled()).toBe(true);
      await message.press("Enter");
      expect(await message.inputValue()).toHaveLength(3500);

      await message.fill("a".repeat(2000));
      await message.press("Enter");
      await turnsBy("Oskar").getByText("a".repeat(2000), { exact: true }).waitFor();
      expect(await transcript.getByRole("article").count()).toBe(1);

      // C8 what was said is worded anew, by keys alone, and its former words stay readable.
      await button("Edit", turnsBy("Oskar")).press("Enter");
      const words = dialog("Oskar said").getByRole("textbox", { name: "Words" });
      await words.and(page.locator(":focus")).waitFor();
      await words.fill("What is short?");
      await button("Save", dialog("Oskar said")).press("Enter");
      await turnsBy("Oskar").getByText("What is short?", { exact: true }).waitFor();
      await button("edited", turnsBy("Oskar")).press("Enter");
      await dialog("Oskar said").getByRole("listitem").getByText("a".repeat(2000), { exact: true }).waitFor();
    },
  );

  journey("W13 a turn is marked with its language, whatever that of the page is", async ({ visit, world }) => {
    const friend = await joinPlace(world.url, "Ilse");
    await friend.request("open-circle", { topic: "Was ist Brot?", kind: "chat", language: "de" });
    const { page, turnsBy, ...visitor } = await visit(
      {},
      `${world.url}/#/plaza/circle/${await findCircle(friend, "Was ist Brot?")}`,
    );
    await visitor.stepIn("Pilar");
    await page.getByRole("heading", { name: "Was ist Brot?", level: 2 }).waitFor();
    await friend.request("say", { text: "Vor allem Zeit." });
    const said = turnsBy("Ilse").getByText("Vor allem Zeit.", { exact: true });
    expect(await said.evaluate((element) => element.closest("[lang]")?.getAttribute("lang"))).toBe("de");
    await friend.room.leave();
  });
});
