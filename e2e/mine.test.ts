/** Somebody talks, comes back to it later on the page of conversations, saves it, names it, archives it, begins it anew. */
import { mkdir, readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { describe, expect } from "vitest";
import { browserPath } from "../test/browser.ts";
import { readDocx, readPdf } from "../test/exports/read-export.ts";
import { joinPlace, until } from "./support/join-place.ts";
import { journey } from "./support/journey.ts";

const PATIENCE_MS = 300_000;
const FOLDER = resolve(import.meta.dirname, "../build/screens");
const PHONE = { width: 390, height: 844 };

describe.skipIf(browserPath === null)("conversations of mine", () => {
  journey(
    "C8 C3 a conversation is found again with what is new in it, saved as Word and PDF, named, archived, and begun anew",
    { timeout: PATIENCE_MS },
    async ({ world, visit }) => {
      await mkdir(FOLDER, { recursive: true });
      const visitor = await visit({ viewport: { width: 1440, height: 900 } });
      const { page, button, dialog } = visitor;
      await visitor.stepIn("Ada");
      await visitor.openCircle("Who mends the pier?");
      const theo = await joinPlace(world.url, "Theo");
      const [circleId] = await until("the circle", () =>
        [...theo.room.state.circles].find(([, { topic }]) => topic === "Who mends the pier?"),
      );
      await theo.request("join-circle", { circleId });
      const read = page.waitForResponse((answer) => answer.url().endsWith("/read") && answer.ok());
      await visitor.say("I would.");
      await read;
      await button("Leave the circle", visitor.actions).click();
      // What a page covers is not read, though one may still hear it.
      await page.evaluate(() => void (location.hash = "#/personas"));
      await dialog("Personas").waitFor();
      await theo.request("say", { text: "So would I." });

      await page.evaluate(() => void (location.hash = "#/conversations"));
      const history = dialog("Conversations");
      const row = history.getByRole("link").filter({ hasText: "Who mends the pier?" });
      await row.getByText("1 new").waitFor();
      await page.screenshot({ path: `${FOLDER}/mine-list-desktop.png` });
      await page.getByRole("tab", { name: "Sessions" }).click();
      await history.getByText("No sessions yet").waitFor();
      await page.getByRole("tab", { name: "Conversations" }).click();
      await row.click();
      await history.getByText("New since you were here").waitFor();
      await history.getByRole("article", { name: "Theo said" }).getByText("So would I.").waitFor();
      await page.screenshot({ path: `${FOLDER}/mine-conversation-desktop.png` });

      const save = async (format: string) => {
        await button("Save as a file", history).click();
        const [file] = await Promise.all([
          page.waitForEvent("download"),
          page.getByRole("menuitem", { name: format, exact: true }).click(),
        ]);
        return readFile(await file.path());
      };
      expect(readDocx(await save("Word (DOCX)"))).toContain("So would I.");
      expect((await readPdf(await save("PDF"))).text).toContain("So would I.");

      await button("Change the title", history).click();
      await history.getByLabel("Title").fill("The pier");
      await button("Save", history).click();
      await history.getByRole("heading", { name: "The pier" }).waitFor();
      await button("Archive", history).click();
      await button("Take it out of the archive", history).waitFor();
      await history.getByRole("link", { name: "All conversations" }).click();
      await history.getByRole("searchbox", { name: "Find a conversation by its words" }).fill("pier");
      await history.getByText("Nothing found").waitFor();
      await theo.request("steer", { circleId, action: "stop" });
      await until("the circle's end", () => !theo.room.state.circles.has(circleId));
      await history.getByLabel("Show").selectOption({ label: "My archive" });
      await history.getByRole("link").filter({ hasText: "The pier" }).waitFor();
      await page.setViewportSize(PHONE);
      await page.screenshot({ path: `${FOLDER}/mine-list-phone.png` });
      await history.getByRole("link").filter({ hasText: "The pier" }).click();
      await button("Talk about it again", history).click();
      await visitor.message.waitFor();
      await page.screenshot({ path: `${FOLDER}/mine-again-phone.png` });
      await until("the new circle", () =>
        [...theo.room.state.circles].some(([, { topic }]) => topic === "Who mends the pier?"),
      );
      await theo.room.leave();
    },
  );
});
