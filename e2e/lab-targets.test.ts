/** A target is made, and a panel is matched to it from the backstories that ship: accessible, saved in build/screens. */
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describe, expect } from "vitest";
import { browserPath } from "../test/browser.ts";
import { findBarriers } from "./support/find-barriers.ts";
import { openPage, paidJourney } from "./support/paid-journey.ts";
import { startPaidWorld, type PaidWorld } from "./support/start-paid-world.ts";

const FOLDER = resolve(import.meta.dirname, "../build/screens");
const SIZES = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
};
const PATIENCE_MS = 300_000;
const PATIENTLY = { timeout: 90_000 };

const labJourney = paidJourney.extend("world", { scope: "file" }, async ({}, { onCleanup }): Promise<PaidWorld> => {
  const world = await startPaidWorld({ WORKER: "on" });
  onCleanup(world.close);
  return world;
});

describe.skipIf(browserPath === null)("targets", () => {
  /** All four with `SCREENS=all`; otherwise the two that have nothing in common. */
  const looks = (["light", "dark"] as const)
    .flatMap((colorScheme) => (["desktop", "phone"] as const).map((size) => ({ colorScheme, size })))
    .filter(
      ({ colorScheme, size }) => process.env["SCREENS"] === "all" || (colorScheme === "light") === (size === "desktop"),
    );

  for (const { colorScheme, size } of looks)
    labJourney(
      `S1 S4 a target is made in three ways, and a panel is matched to it with its residuals, ${colorScheme}, ${size}`,
      { timeout: PATIENCE_MS },
      async ({ admin, visit }) => {
        await mkdir(FOLDER, { recursive: true });
        const ada = await visit({ ...SIZES[size], colorScheme, bypassCSP: true, storageState: admin.storageState });
        const { page, button } = ada;
        const barriers: Record<string, string[]> = {};
        const look = async (screen: string) => {
          barriers[screen] = await findBarriers(ada);
          const path = join(FOLDER, `${colorScheme}-${size}-target-${screen}.png`);
          await page.screenshot({ path, timeout: PATIENCE_MS });
        };
        const own = `Keeps animals, ${colorScheme} ${size}`;
        const values = ["Yes", "No"];
        await admin.call("traits", "POST", { name: own, question: "Do you keep animals?", values });
        await ada.stepIn("Ada");
        const lab = await openPage(ada, "Survey lab");
        await lab.getByRole("tab", { name: "Targets" }).click();
        await button("New target", lab).click();
        await lab.getByRole("textbox", { name: "Name" }).fill(`Voters, ${colorScheme} ${size}`);
        const addTrait = lab.getByRole("combobox", { name: "Add a trait" });
        await addTrait.selectOption("Party");
        await addTrait.selectOption("Age");
        await addTrait.selectOption(own);
        await lab.getByRole("group", { name: own }).getByRole("slider", { name: "Yes" }).waitFor();
        expect(await lab.getByText(/^New trait/).count()).toBe(0);
        await button(`Remove ${own}`, lab).scrollIntoViewIfNeeded();
        await look("own-trait");
        await button(`Remove ${own}`, lab).click();
        const democrats = lab.getByRole("group", { name: "Party" }).getByRole("slider", { name: "Democrat" });
        await democrats.fill("40");
        expect(await lab.getByRole("group", { name: "Party" }).getByText("20%").count()).toBe(3);
        await lab
          .getByRole("group", { name: "Party" })
          .getByText(/in the pool fit/)
          .first()
          .waitFor();
        await look("marginals");
        await button("Save", lab).click();

        const panel = lab.getByRole("region", { name: "Panel" });
        await panel.getByRole("textbox", { name: "Respondents" }).fill("12");
        await button("Match", panel).click();
        const report = panel.getByRole("article", { name: "How well the panel fits" });
        await report.getByText("12 of 12").waitFor(PATIENTLY);
        await report.getByRole("img").first().waitFor();
        await look("panel");
        await report.getByRole("heading", { name: "Traits" }).scrollIntoViewIfNeeded();
        await look("charts");
        await button("Traits as a table", report).click();
        await report.getByRole("row", { name: /^Party: Democrat/ }).waitFor();
        await look("table");

        await lab.getByRole("link", { name: "All targets" }).click();
        await lab.getByRole("link", { name: `Voters, ${colorScheme} ${size}` }).waitFor();
        await button("New target", lab).click();
        await lab.getByRole("textbox", { name: "Name" }).fill(`Young women ${colorScheme} ${size}`);
        await lab.getByRole("combobox", { name: "Given as" }).selectOption("Groups of people");
        await addTrait.selectOption("Age");
        await lab.getByRole("group", { name: "Age" }).getByRole("button", { name: "25 to 34" }).click();
        await addTrait.selectOption("A trait of my own …");
        await lab.getByRole("textbox", { name: "Name of the trait" }).fill("Plays chess");
        await lab.getByRole("textbox", { name: "Its values" }).fill("yes, no");
        await button("Add it", lab).click();
        await lab.getByText("New trait: Plays chess.").waitFor();
        await look("cells");
        await button("Save", lab).click();
        await panel.waitFor();

        await lab.getByRole("combobox", { name: "Given as" }).selectOption("Table of people");
        await lab.getByRole("textbox", { name: "Table of people" }).fill("gender,party\nwoman,democrat\nman,Whig");
        await lab.getByText("2 people read").waitFor();
        await lab.getByText("Party: “Whig” (1×) is none of its values, and was left open.").waitFor();
        await look("people");
        await button("Save", lab).click();
        await lab.getByText("Saved.").waitFor();
        await button("Delete", lab).click();
        await button("Delete it, with its panels", lab).click();
        await button("New target", lab).waitFor();
        expect(Object.entries(barriers).filter(([, found]) => found.length > 0)).toEqual([]);
      },
    );
});
