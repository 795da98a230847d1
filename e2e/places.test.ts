/** The places made for a kind of talk, as people see them: pictures of each are kept in build/screens. */
import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { describe, expect } from "vitest";
import { browserPath } from "../test/browser.ts";
import { journey } from "./support/journey.ts";

const PATIENTLY = { timeout: 600_000 };
const FOLDER = resolve(import.meta.dirname, "../build/screens");
const PLACES = [
  ["focus-room", "The Round Room", "the guide board"],
  ["debate-stage", "The Debate Stage", "the moderator’s desk"],
  ["workshop", "The Workshop", "the planning table"],
  ["classroom", "The Classroom", "the globe"],
] as const;

describe.skipIf(browserPath === null)("places", () => {
  journey(
    "W7 four more places are travelled to, named, furnished and sat down in",
    PATIENTLY,
    async ({ visit, world }) => {
      await mkdir(FOLDER, { recursive: true });
      const { page, button, conversation, dialog, openCircle, stepIn } = await visit(
        { colorScheme: "dark", isPainted: true },
        `${world.url}#/${PLACES[0][0]}`,
      );
      await stepIn("Nadia");
      for (const [id, title, landmark] of PLACES) {
        if (!page.url().endsWith(`#/${id}`)) await page.evaluate((hash) => void (location.hash = hash), `#/${id}`);
        await page.locator("canvas[data-shown]").waitFor(PATIENTLY);
        await page.getByText(title).first().waitFor();
        await button("Map").click();
        await dialog("Map").getByRole("button", { name: landmark, exact: false }).waitFor();
        await page.keyboard.press("Escape");
        await openCircle(`What is ${title} good for?`);
        await page.screenshot({ path: `${FOLDER}/place-${id}.png`, timeout: PATIENTLY.timeout });
        await button("Leave the circle", conversation).click();
      }
      expect(page.url()).toContain("#/classroom");
    },
  );
});
