/** A persona leaves as a picture with its card inside, and comes back from it. */
import { readFile } from "node:fs/promises";
import { describe, expect } from "vitest";
import { writePngCard } from "../schema/rules/card/png-card.ts";
import { browserPath } from "../test/browser.ts";
import { findBody } from "./support/find-body.ts";
import { journey } from "./support/journey.ts";

describe.skipIf(browserPath === null)("personas as files", () => {
  journey(
    "M2 a card is imported from a PNG beside a broken file, meets people, and is exported and imported again",
    async ({ visit, witness }) => {
      const { page, button, dialog, actions, ...visitor } = await visit();
      await visitor.stepIn("Nadia");
      await button("People", actions).click();
      await page.getByRole("link", { name: "Personas" }).click();
      const personas = dialog("Personas");
      await personas.getByRole("tab", { name: "Import" }).click();

      const picture = Buffer.from(await page.evaluate(drawDot));
      const data = {
        name: "Mara Quayle",
        description: "{{char}} keeps the lighthouse and mistrusts {{user}}.",
        creator: "A. Writer",
        alternate_greetings: ["Ahoy"],
      };
      const v2 = { spec: "chara_card_v2", spec_version: "2.0", data };
      const card = Buffer.from(writePngCard(picture, { v2, v3: { ...v2, spec: "chara_card_v3" } }));
      await personas.locator("input[multiple]").setInputFiles([
        { name: "mara.png", mimeType: "image/png", buffer: card },
        { name: "holiday.png", mimeType: "image/png", buffer: picture },
      ]);
      await personas.getByText("There is no character in this picture.", { exact: false }).waitFor();
      const row = personas.getByRole("listitem", { name: "Mara Quayle" });
      await row.getByText("Mara Quayle keeps the lighthouse and mistrusts the visitor.").waitFor();
      await row.getByText("alternate_greetings", { exact: false }).waitFor();
      await button("Make 1 persona", personas).click();
      await row.getByText("Made.", { exact: false }).waitFor();
      await findBody(witness, "Mara Quayle");

      await personas.getByRole("tab", { name: "Mine" }).click();
      await button("Export Mara Quayle", personas).click();
      const downloading = page.waitForEvent("download");
      await page.getByRole("menuitem", { name: /Picture/ }).click();
      const download = await downloading;
      expect(download.suggestedFilename()).toBe("Mara Quayle.png");
      const exported = await readFile(await download.path());

      await personas.getByRole("tab", { name: "Import" }).click();
      await personas
        .locator("input[multiple]")
        .setInputFiles({ name: "again.png", mimeType: "image/png", buffer: exported });
      await row.getByText("Mara Quayle keeps the lighthouse and mistrusts the visitor.").waitFor();
      expect(await row.getByRole("list").count()).toBe(0);
      await button("Edit first", row).click();
      const editor = dialog("New persona");
      expect(await editor.getByRole("textbox", { name: "First written by" }).inputValue()).toBe("A. Writer");
    },
  );
});

/** In the page: the bytes of a small picture. */
async function drawDot(): Promise<number[]> {
  const canvas = Object.assign(document.createElement("canvas"), { width: 8, height: 8 });
  canvas.getContext("2d")?.fillRect(2, 2, 4, 4);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  return [...new Uint8Array((await blob?.arrayBuffer()) ?? [])];
}
