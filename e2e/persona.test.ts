import { describe, expect } from "vitest";
import { browserPath } from "../test/browser.ts";
import { findBody } from "./support/find-body.ts";
import { journey } from "./support/journey.ts";
import { PATIENCE_MS } from "./support/visitor-page.ts";

const PATIENTLY = { timeout: PATIENCE_MS };

describe.skipIf(browserPath === null)("personas", () => {
  journey(
    "M1 M2 M3 a visitor makes a persona from a template, sees its mask, hears a line, meets it, changes and edits it",
    async ({ visit, witness }) => {
      const { page, button, dialog, actions, ...visitor } = await visit();
      await visitor.stepIn("Nadia");
      await button("People", actions).click();
      await button("Make a persona").click();
      const editor = dialog("New persona");
      await editor.getByRole("button", { name: /Devil.s Advocate/ }).click();
      await editor.getByRole("textbox", { name: "Name" }).fill("Leander Quill");
      await editor
        .getByRole("textbox", { name: "Who is it, in one line?" })
        .fill("Doubts every bridge until he has crossed it.");
      const preview = editor.getByRole("complementary", { name: "Preview" });
      await preview.getByText("Leander Quill").waitFor();

      await editor.getByRole("tab", { name: "Look" }).click();
      // The mask beside the name; it has no role, and until the figure is loaded a larger one stands above it.
      const mask = () =>
        preview
          .locator("img")
          .last()
          .evaluate((image: HTMLImageElement) => image.src);
      const before = await mask();
      await editor.getByRole("combobox", { name: "Mask shape" }).selectOption("Beak");
      await editor.getByRole("combobox", { name: "Mouth" }).selectOption("Frown");
      await expect.poll(mask, PATIENTLY).not.toBe(before);

      await preview.getByRole("textbox", { name: "Try a line" }).fill("Would you cross this bridge?");
      await button("Ask", preview).click();
      await expect.poll(() => preview.getByRole("blockquote").innerText(), PATIENTLY).toMatch(/\w+ \w+/);

      await editor.getByRole("tab", { name: "Personality" }).click();
      await button("Add a trait", editor).click();
      await editor.getByRole("textbox", { name: "Trait", exact: true }).last().fill("patience");
      await button("Create", editor).click();

      const card = dialog("Leander Quill");
      await card.getByText("Doubts every bridge until he has crossed it.").waitFor();
      await findBody(witness, "Leander Quill");
      const patience = card.getByRole("slider", { name: "patience, intensity" });
      expect(await patience.getAttribute("aria-valuetext")).toBe("50%");
      await patience.press("ArrowRight");
      await expect.poll(() => patience.getAttribute("aria-valuetext"), PATIENTLY).toBe("55%");
      await card.getByText("Changed by hand").waitFor();
      await button("Undo", card).click();
      await expect.poll(() => patience.getAttribute("aria-valuetext"), PATIENTLY).toBe("50%");

      await button("Edit", card).click();
      await dialog("Edit persona").getByRole("textbox", { name: "Occupation" }).fill("Bridge inspector");
      await button("Save", dialog("Edit persona")).click();
      await card.getByText("Bridge inspector").waitFor();

      await button("Talk", card).click();
      await page.getByText("2 here").waitFor();
      await visitor.say("Leander, is this bridge safe?");
      await visitor.turnsBy("Leander Quill").first().waitFor();
    },
  );

  journey("M2 the cast's cards are open to all, and to its keepers only to change", async ({ visit }) => {
    const { page, button, dialog, actions, ...visitor } = await visit();
    await visitor.stepIn("Oskar");
    await button("People", actions).click();
    await page.getByRole("searchbox", { name: "Find by name" }).fill("Oriel");
    await page.getByRole("button", { name: /^Oriel Vance/ }).click();
    const card = dialog("Oriel Vance");
    await card.getByRole("heading", { name: "Traits" }).waitFor();
    expect(await button("Edit", card).count()).toBe(0);
    expect(await card.getByRole("slider").first().isDisabled()).toBe(true);
    await button("Clone", card).click();
    await dialog("New persona").getByRole("textbox", { name: "Name" }).waitFor();
  });
});
