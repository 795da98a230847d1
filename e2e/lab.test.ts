/** The survey lab: who opens it, how its parts are reached, and a survey from its first question to its export. */
import { mkdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describe, expect } from "vitest";
import { commute } from "../schema/rules/survey/import/test-survey.qsf.ts";
import { browserPath } from "../test/browser.ts";
import { findBarriers } from "./support/find-barriers.ts";
import { closePage, openPage, paidJourney, waitUntilLoaded } from "./support/paid-journey.ts";

const FOLDER = resolve(import.meta.dirname, "../build/screens");
const SIZES = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
};
const PATIENCE_MS = 300_000;

describe.skipIf(browserPath === null)("the survey lab", () => {
  paidJourney(
    "S1 W10 the lab opens for admins from the drawer, and its address names what is shown",
    async ({ admin, visit }) => {
      const ada = await visit({ storageState: admin.storageState });
      const { page, button, actions, dialog } = ada;
      await ada.stepIn("Ada");
      await button("People", actions).click();
      await page.getByRole("link", { name: "Survey lab" }).click();
      const lab = dialog("Survey lab");
      await lab.getByRole("tab", { name: "Surveys", selected: true }).waitFor();
      await lab.getByRole("tab", { name: "Targets" }).click();
      await lab.getByRole("tabpanel", { name: "Targets" }).waitFor();
      expect(new URL(page.url()).hash).toBe("#/lab/targets");
      await lab.getByRole("tab", { name: "Respondents" }).click();
      await lab.getByRole("tabpanel", { name: "Respondents" }).waitFor();
      await page.goBack();
      await lab.getByRole("tabpanel", { name: "Targets" }).waitFor();
      await closePage(ada, "Survey lab");
      expect(new URL(page.url()).hash).toBe("#/plaza");
    },
  );

  paidJourney("S1 a visitor has no door to the lab, and its address says whom it is for", async ({ visit }) => {
    const guest = await visit();
    await guest.stepIn("Nadia");
    await guest.button("People", guest.actions).click();
    await guest.page.getByRole("link", { name: "Personas" }).waitFor();
    expect(await guest.page.getByRole("link", { name: "Survey lab" }).count()).toBe(0);
    const lab = await openPage(guest, "Survey lab");
    await lab.getByText("The survey lab is for facilitators").waitFor();
  });

  paidJourney(
    "S1 a facilitator makes a survey with a skip rule, previews it as a person and as a prompt, saves, publishes and exports it",
    { timeout: PATIENCE_MS },
    async ({ admin, visit }) => {
      const { token } = await admin.call<{ token: string }>("join-links", "POST", {
        role: "facilitator",
        hours: 1,
        uses: 1,
      });
      const fay = await visit({}, `${admin.storageState.origins[0]!.origin}/#/join/${token}`);
      const { page, button } = fay;
      await fay.stepIn("Fay");
      await page.getByText("Your role here is now: Facilitator.").waitFor();
      // Nothing of the form may need more than the page's policy allows.
      const refusedByPolicy: string[] = [];
      page.on("console", (line) => {
        if (/Content Security Policy/i.test(line.text())) refusedByPolicy.push(line.text());
      });
      const lab = await openPage(fay, "Survey lab");
      await button("New survey", lab).click();
      await lab.getByLabel("Name", { exact: true }).fill("Ways to work");
      await button("Yes or no", lab).click();
      // The new question's text has the focus.
      await page.keyboard.type("Do you take the bus?");
      await button("Single choice", lab).click();
      await page.keyboard.type("How often?");
      await lab.getByLabel("Options, one on each line").fill("Daily\nWeekly");
      await button("Add a rule", lab).click();
      const rule = lab.getByRole("group", { name: "Rule 1" });
      await rule.getByLabel("Question").selectOption("q1: Do you take the bus?");
      await rule.getByLabel("Value").selectOption("Yes");
      await button("Open answer", lab).click();
      await page.keyboard.type("Why {q2}?");
      await lab.getByText("Nothing is missing.").waitFor();

      const preview = lab.getByRole("region", { name: "Preview" });
      await preview.getByText("Why ?").or(preview.getByText("Why {q2}?")).first().waitFor();
      expect(await preview.getByText("How often?").count()).toBe(0);
      await preview.getByText("Yes", { exact: true }).click();
      await preview.getByText("Daily", { exact: true }).click();
      await preview.getByText("Why Daily?").waitFor();

      await preview.getByRole("tab", { name: "As a respondent's prompt" }).click();
      const prompt = preview.getByLabel("Prompt", { exact: true });
      await prompt.getByText("Question: Do you take the bus?").waitFor();
      await button("Next", preview).click();
      await prompt.getByText(/Question: (How often|Why)/).waitFor();

      await page.keyboard.press("Control+s");
      await lab.getByText("Saved as version 2").waitFor();
      await button("Publish", lab).click();
      await lab.getByText("Published", { exact: true }).waitFor();
      await button("Export", lab).click();
      const download = page.waitForEvent("download");
      await page.getByRole("menuitem", { name: "SPSS syntax" }).click();
      const file = await download;
      expect(file.suggestedFilename()).toBe("Ways-to-work-v2.sps");
      expect(await readFile(await file.path(), "utf8")).toContain("'Do you take the bus?'");
      expect(refusedByPolicy).toEqual([]);
    },
  );

  paidJourney(
    "S1 the editor shows a matrix as a person sees it: each of its columns is in view beside the questions, in German",
    { timeout: PATIENCE_MS },
    async ({ admin, visit }) => {
      await mkdir(FOLDER, { recursive: true });
      const columns = ["Gar nicht", "Ein wenig", "Sehr"];
      const model = { elements: [{ type: "matrix", name: "trust", columns, rows: ["Presse", "Gerichte"] }] };
      const { id } = await admin.call<{ id: string }>("surveys", "POST", { name: "Vertrauen", model });
      const ada = await visit({ ...SIZES.desktop, locale: "de-DE", storageState: admin.storageState });
      const { page } = ada;
      await page.getByRole("textbox", { name: "Dein Name" }).fill("Ada");
      await page.getByRole("button", { name: "Eintreten" }).click();
      await page.evaluate((hash) => void (location.hash = hash), `#/lab/surveys/${id}`);
      const form = page.getByRole("region", { name: "Vorschau" });
      // SurveyJS keeps the heads of a table that it shows as a list.
      const shown = (text: string) => form.getByText(text, { exact: true }).filter({ visible: true }).first();
      const box = async (text: string) => (await shown(text).boundingBox())!;
      await shown("Sehr").waitFor();
      await page.screenshot({ path: join(FOLDER, "german-desktop-lab-matrix.png"), timeout: PATIENCE_MS });
      const around = (await form.boundingBox())!;
      for (const column of columns) {
        const { x, width } = await box(column);
        expect(x + width, column).toBeLessThanOrEqual(around.x + around.width);
      }
    },
  );

  /** All four with `SCREENS=all`; otherwise the two that have nothing in common. */
  const looks = (["light", "dark"] as const)
    .flatMap((colorScheme) => (["desktop", "phone"] as const).map((size) => ({ colorScheme, size })))
    .filter(
      ({ colorScheme, size }) => process.env["SCREENS"] === "all" || (colorScheme === "light") === (size === "desktop"),
    );
  for (const { colorScheme, size } of looks)
    paidJourney(
      `S1 W10 a survey of Qualtrics is imported with what was lost, and axe-core finds no barrier, ${colorScheme}, ${size}`,
      { timeout: PATIENCE_MS },
      async ({ admin, visit }) => {
        await mkdir(FOLDER, { recursive: true });
        const ada = await visit({ ...SIZES[size], colorScheme, bypassCSP: true, storageState: admin.storageState });
        const { page, button } = ada;
        const barriers: Record<string, string[]> = {};
        const look = async (screen: string) => {
          barriers[screen] = await findBarriers(ada);
          const path = join(FOLDER, `${colorScheme}-${size}-lab-${screen}.png`);
          await page.screenshot({ path, timeout: PATIENCE_MS });
        };
        await ada.stepIn("Ada");
        const lab = await openPage(ada, "Survey lab");
        await waitUntilLoaded(lab);
        await look("surveys");
        const buffer = Buffer.from(JSON.stringify(commute));
        await lab
          .locator("input[type=file]")
          .setInputFiles({ name: "commute.qsf", mimeType: "application/octet-stream", buffer });
        await lab.getByText("Read from commute.qsf: 10 questions").waitFor();
        await lab.getByText("Not taken over: FileUpload.").waitFor();
        await look("import");
        await button("Keep this survey", lab).click();
        await lab.getByText("Saved as version 1").waitFor();
        const preview = lab.getByRole("region", { name: "Preview" });
        await preview.getByText("About your way to").waitFor();
        await look("editor");
        await button(/^You said/, lab).click();
        await lab.getByLabel("Options, one on each line").waitFor();
        await look("question");
        await preview.getByRole("tab", { name: "As a respondent's prompt" }).click();
        await preview.getByLabel("Prompt", { exact: true }).waitFor();
        await preview.scrollIntoViewIfNeeded();
        await look("prompt");
        await lab.getByRole("link", { name: "All surveys" }).click();
        await lab
          .getByRole("link", { name: /Ways to work/ })
          .first()
          .waitFor();
        await look("list");
        expect(barriers).toEqual(Object.fromEntries(Object.keys(barriers).map((screen) => [screen, []])));
      },
    );
});
