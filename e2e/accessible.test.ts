import { describe, expect } from "vitest";
import { browserPath } from "../test/browser.ts";
import { findBarriers } from "./support/find-barriers.ts";
import { journey } from "./support/journey.ts";
import { openPage } from "./support/paid-journey.ts";

/** Kinds, their outcome's tab, and an item that one adds. */
const OUTCOMES = [
  ["Debate", "Arguments", "Add a claim", "Claim"],
  ["Ideas", "Ideas", "Add an idea", "Idea"],
  ["Refinement", "Text", "Write or paste the text", "Text"],
  ["Planning", "Plan", "Add a task", "Task"],
  ["Focus group", "Themes", "Add a theme", "Theme"],
] as const;

describe.skipIf(browserPath === null)("what axe finds", () => {
  for (const colorScheme of ["light", "dark"] as const) {
    journey(`W10 axe-core finds no barrier on any screen, ${colorScheme}`, { timeout: 240_000 }, async ({ visit }) => {
      const visitor = await visit({ colorScheme, bypassCSP: true });
      const { page, button, actions, dialog, conversation } = visitor;
      const barriers: Record<string, string[]> = {};
      const look = async (screen: string) => {
        barriers[screen] = await findBarriers(visitor);
      };
      const close = async (name: string | RegExp) => {
        await page.keyboard.press("Escape");
        await page.getByRole("dialog", { name }).waitFor({ state: "detached" });
      };

      await button("Step in").waitFor();
      await look("step-in");
      await visitor.stepIn(`Nadia ${colorScheme}`);
      await button("Open a circle", actions).click();
      await dialog("Open a circle").waitFor();
      await look("open-circle");
      await close("Open a circle");
      await visitor.openCircle(`What is ${colorScheme}?`);
      await visitor.say("Let us see.");
      await visitor.turnsBy(/^Nadia/).waitFor();
      await look("plaza with panel");
      const kind = page.getByRole("combobox", { name: "Kind of conversation" });
      for (const [name, tab, add, field] of OUTCOMES) {
        await kind.selectOption(name);
        await page.getByRole("tab", { name: new RegExp(`^${tab}`) }).click();
        await button(add, conversation).click();
        await conversation.getByRole("textbox", { name: field }).fill("Let us see.");
        await look(`outcome, ${name}, form`);
        await button("Save", conversation).click();
        await conversation.getByRole("article", { name: field }).waitFor();
        await look(`outcome, ${name}`);
      }
      await button("Show it larger", conversation).click();
      await dialog(`What is ${colorScheme}?`).waitFor();
      await look("outcome, larger");
      await close(`What is ${colorScheme}?`);
      await page.getByRole("tab", { name: "Transcript" }).click();
      await button("Invite to the circle", conversation).click();
      await dialog("Invite to the circle").waitFor();
      await look("invite");
      await close("Invite to the circle");
      await button("People", actions).click();
      await page.getByRole("tab", { name: "People" }).first().waitFor();
      await look("people");
      await page.getByRole("button", { name: /^Oriel Vance/ }).click();
      await dialog("Oriel Vance").getByRole("slider").first().waitFor();
      await look("persona card");
      await button("Clone", dialog("Oriel Vance")).click();
      await dialog("New persona").getByRole("textbox", { name: "Name" }).waitFor();
      await look("editor");
      for (const section of ["Personality", "Background", "Look", "Voice"]) {
        await dialog("New persona").getByRole("tab", { name: section }).click();
        await dialog("New persona").getByRole("tabpanel", { name: section }).waitFor();
        await look(`editor, ${section}`);
      }
      await close("New persona");
      for (const [opener, name] of [
        ["Keys", "Keys"],
        ["Map", "Map"],
        ["Settings", "Settings"],
        ["Voice: Rehearsal. More about it", "Voice"],
      ] as const) {
        await button(opener).click();
        await dialog(name).waitFor();
        await look(name);
        await close(name);
      }
      const past = await openPage(visitor, "Conversations");
      await look("conversations");
      await past.getByRole("listitem").first().getByRole("link").click();
      await past.getByRole("article").first().waitFor();
      await look("past conversation");
      await close("Conversations");
      await button("Text view", actions).click();
      await page.getByRole("textbox", { name: "Command" }).waitFor();
      await look("text view");
      expect(barriers).toEqual(Object.fromEntries(Object.keys(barriers).map((screen) => [screen, []])));
    });
  }
});
