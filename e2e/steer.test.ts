import type { Locator } from "playwright-core";
import { describe, expect } from "vitest";
import { browserPath } from "../test/browser.ts";
import { nearestPersonas } from "./support/find-body.ts";
import { joinPlace } from "./support/join-place.ts";
import { journey } from "./support/journey.ts";
import { PATIENCE_MS } from "./support/visitor-page.ts";

const PATIENTLY = { timeout: PATIENCE_MS };
/** Its first line is in view, with nothing over it. */
const untilSeen = (shown: Locator): Promise<unknown> =>
  expect
    .poll(
      () =>
        shown.evaluate((element) => {
          const { left, top, width } = element.getBoundingClientRect();
          return element.contains(document.elementFromPoint(left + width / 2, top + 12));
        }),
      PATIENTLY,
    )
    .toBe(true);

describe.skipIf(browserPath === null)("steering and watching", () => {
  journey(
    "C5 in manual mode a visitor sees who is next and why, edits the draft, keeps it over a change of mode, and sends it",
    async ({ visit, witness }) => {
      const { page, button, conversation, turnsBy, ...visitor } = await visit();
      await visitor.stepIn("Nadia");
      await visitor.openCircle("Where shall the bench stand?");
      const names = await nearestPersonas(witness, "Nadia", 2);
      await button("Manual", conversation).click();
      const draft = conversation.getByRole("region", { name: "Next turn" });
      await draft.waitFor();
      await visitor.invite(...names);
      await page.getByText("3 here").waitFor();
      await visitor.say("Where shall the bench stand?");

      await draft.getByText("would speak next").waitFor();
      for (const factor of ["Relevance", "Expertise", "Balance", "Flow"])
        await draft.getByText(factor, { exact: true }).waitFor();
      const others = draft.getByRole("list", { name: "What speaks for the others" });
      await others.getByRole("listitem").first().waitFor();
      const speaker = (await draft.getByText("would speak next").innerText()).replace(" would speak next", "");
      expect(names).toContain(speaker);
      // In a low window too, its words are seen while it is decided on.
      await page.setViewportSize({ width: 1440, height: 600 });
      await button("Write a draft", draft).click();
      await button("Edit", draft).waitFor();
      await untilSeen(draft.locator("p[lang]"));
      await button("Edit", draft).click();
      await untilSeen(draft.getByRole("textbox", { name: "Edit" }));
      await draft.getByRole("textbox", { name: "Edit" }).fill("Under the olive, where the wall keeps the wind out.");
      await button("Keep this text", draft).click();
      await draft.getByRole("paragraph").filter({ hasText: "Under the olive" }).waitFor();

      // Paused, because auto mode would speak it at once.
      await button("Pause", conversation).click();
      await button("Resume", conversation).waitFor();
      await button("Auto", conversation).click();
      await draft.waitFor({ state: "detached" });
      await button("Manual", conversation).click();
      await draft.getByRole("paragraph").filter({ hasText: "Under the olive" }).waitFor();
      await button("Resume", conversation).click();
      await button("Speak", draft).click();
      await turnsBy(speaker).getByText("Under the olive, where the wall keeps the wind out.").waitFor();
    },
  );

  journey("W13 why somebody speaks next is in the language of the page", async ({ visit, witness }) => {
    const { page, button, conversation, ...visitor } = await visit();
    await visitor.stepIn("Greta");
    await visitor.openCircle("What does bread need?");
    const [name] = await nearestPersonas(witness, "Greta", 1);
    await button("Manual", conversation).click();
    await visitor.invite(name!);
    await page.getByText("2 here").waitFor();
    await button("Choose speaker", conversation).click();
    await page.getByRole("menuitem", { name: name! }).click();
    await conversation.getByText("Chosen by Greta.").waitFor();

    await button("Settings").click();
    await page.getByRole("combobox", { name: "Language" }).selectOption("Deutsch");
    await page.keyboard.press("Escape");
    const draft = page.getByRole("region", { name: "Nächster Beitrag" });
    await draft.getByText("Gewählt von Greta.").waitFor();
    await draft.getByText("Chosen by").waitFor({ state: "detached" });
  });

  journey("C5 another speaker is chosen by name, and the talk is paused and resumed", async ({ visit, witness }) => {
    const { page, button, conversation, ...visitor } = await visit();
    await visitor.stepIn("Oskar");
    await visitor.openCircle("What shall we plant?");
    const names = await nearestPersonas(witness, "Oskar", 2);
    await button("Manual", conversation).click();
    await visitor.invite(...names);
    await page.getByText("3 here").waitFor();
    const draft = conversation.getByRole("region", { name: "Next turn" });
    for (const name of names) {
      await button("Choose speaker", draft).click();
      await page.getByRole("menuitem", { name }).click();
      await draft.getByText(`${name} would speak next`).waitFor();
    }
    await button("Auto", conversation).click();
    await button("Pause", conversation).click();
    await button("Resume", conversation).waitFor();
    await conversation.getByText("· paused").waitFor();
    await button("Resume", conversation).click();
    await button("Pause", conversation).waitFor();

    // C2 a debate on stage: its part and clock are shown, and its moderator leads it on.
    await conversation.getByRole("combobox", { name: "Kind" }).selectOption("Debate");
    await button("Begin the debate", conversation).press("Enter");
    const debate = conversation.getByRole("region", { name: "Debate" });
    await debate.getByRole("timer", { name: "Time left in this part" }).waitFor();
    await debate.getByText("Oskar moderates").waitFor();
    await button("Next part", debate).press("Enter");
    await debate
      .getByRole("listitem")
      .filter({ hasText: "Rebuttals" })
      .and(debate.locator('[aria-current="step"]'))
      .waitFor();
  });

  journey(
    "C10 W11 a spectator reads along from the start, follows with the camera, and cannot speak",
    async ({ visit, witness, world }) => {
      const speaker = await joinPlace(world.url, "Ilse");
      await speaker.request("open-circle", { topic: "Does the echo answer?", kind: "chat" });
      await speaker.request("say", { text: "It answered me once." });
      const { page, button, conversation, turnsBy, message, actions } = await visit();
      await button("Just watch").click();
      await actions.waitFor();
      // It begins with the liveliest circle.
      await button("Stop watching", conversation).click();
      await button("Choose a circle", conversation).click();
      const circle = page
        .getByRole("listitem")
        .filter({ has: page.getByRole("heading", { name: "Does the echo answer?" }) });
      await button("Watch", circle).click();
      await turnsBy("Ilse").getByText("It answered me once.").waitFor();
      await page.getByText("You are watching this circle.").waitFor();
      expect(await message.count()).toBe(0);
      await button("Speaker", actions).click();
      await expect.poll(() => button("Speaker", actions).getAttribute("aria-pressed"), PATIENTLY).toBe("true");
      await speaker.request("say", { text: "Then it fell silent." });
      await turnsBy("Ilse").getByText("Then it fell silent.").waitFor();
      await button("Stop watching", conversation).click();
      await turnsBy("Ilse").first().waitFor({ state: "detached" });
      const names = [...witness.room.state.avatars.values()].map((avatar) => avatar.name);
      expect(names, "who watches has no body").not.toContain("Guest");
      await speaker.room.leave();
    },
  );
});
