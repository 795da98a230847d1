/** From the lab's door to a chart beside what people answered: accessible, saved in build/screens. */
import { mkdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Locator } from "playwright-core";
import { describe, expect } from "vitest";
import { browserPath } from "../test/browser.ts";
import { findBarriers } from "./support/find-barriers.ts";
import type { BaselineStart } from "../schema/messages/baseline.ts";
import type { Run, RunDraft } from "../schema/messages/run.ts";
import { letterOf, startAnsweringModel, type Asked } from "../test/survey/answering-model.ts";
import { openPage, paidJourney, waitUntilLoaded, type Admin } from "./support/paid-journey.ts";
import { startPaidWorld, type PaidWorld } from "./support/start-paid-world.ts";

const FOLDER = resolve(import.meta.dirname, "../build/screens");
const SIZES = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
};
const PATIENCE_MS = 300_000;
const PATIENTLY = { timeout: 90_000 };

/** Liberals who watch the news every day; one in three votes for the other candidate, one in two in July. */
function answerAsked({ prompt, question, seed }: Asked): string {
  const oneIn = prompt.includes("July 1996") ? 2 : 3;
  if (question.includes("vote for"))
    return `(${letterOf(question, seed % oneIn === 0 ? "Bob Dole" : "Bill Clinton")}) I have made up my mind.`;
  if (question.includes("television")) return `(${letterOf(question, "Every day")}) Every day, after supper.`;
  return `(${letterOf(question, seed % 2 === 0 ? "Liberal" : "Slightly liberal")})`;
}

const labJourney = paidJourney.extend("world", { scope: "file" }, async ({}, { onCleanup }): Promise<PaidWorld> => {
  const model = await startAnsweringModel(answerAsked);
  const world = await startPaidWorld({ WORKER: "on", ...model.settings });
  onCleanup(async () => {
    await world.close();
    await model.close();
  });
  return world;
});

/** To compare with: the people wanted by lists of their demographics, and the same respondents again. */
async function runToCompare(
  { call }: Admin,
  draft: Pick<RunDraft, "name" | "method"> & Partial<RunDraft>,
): Promise<void> {
  const { surveyId, targetId, size, seed } = await call<BaselineStart>("baselines/anes-1996/start", "POST", {});
  const { id } = await call<Run>(`surveys/${surveyId}/runs`, "POST", { ...draft, targetId, size, seed });
  await expect.poll(async () => (await call<Run>(`runs/${id}`)).status, { timeout: 120_000 }).toBe("COMPLETED");
}

describe.skipIf(browserPath === null)("results", () => {
  /** All four with `SCREENS=all`; otherwise the two that have nothing in common. */
  const looks = (["light", "dark"] as const)
    .flatMap((colorScheme) => (["desktop", "phone"] as const).map((size) => ({ colorScheme, size })))
    .filter(
      ({ colorScheme, size }) => process.env["SCREENS"] === "all" || (colorScheme === "light") === (size === "desktop"),
    );

  for (const { colorScheme, size } of looks)
    labJourney(
      `S7 S9 from the lab's first page to results beside people's answers, the sentence behind a bar, two runs compared and a report, ${colorScheme}, ${size}`,
      { timeout: PATIENCE_MS },
      async ({ admin, visit }) => {
        await mkdir(FOLDER, { recursive: true });
        const ada = await visit({ ...SIZES[size], colorScheme, bypassCSP: true, storageState: admin.storageState });
        const { page, button } = ada;
        const barriers: Record<string, string[]> = {};
        const look = async (screen: string) => {
          barriers[screen] = await findBarriers(ada);
          const path = join(FOLDER, `${colorScheme}-${size}-results-${screen}.png`);
          await page.screenshot({ path, timeout: PATIENCE_MS });
        };
        await runToCompare(admin, { name: "By demographics", method: "demographic-forcing" });
        await runToCompare(admin, { name: "Asked again", method: "alterity", setIn: "July 1996" });
        await ada.stepIn("Ada");
        const lab = await openPage(ada, "Survey lab");
        const start = lab.getByRole("region", { name: "Start here" });
        await start.getByText("neither gender nor race is known").waitFor();
        await look("door");
        await button("Show the people's answers", start).click();
        const vote = start.getByRole("region", { name: /vote for in the election/ });
        await vote.getByRole("img", { name: "Most often: Bill Clinton (58.4%)" }).waitFor();
        await vote.scrollIntoViewIfNeeded();
        await look("people");
        await button(/vote for in the election.* as a table/, vote).click();
        await vote.getByRole("row", { name: "Bob Dole 41.6%" }).waitFor();
        const table = await save(vote, "Table (CSV)");
        expect(table.name).toMatch(/^Who do you think .*\.csv$/);
        expect(table.text).toContain("Bob Dole,41.6%");
        expect(table.text).toContain("unweighted, voters of two candidates only");
        const picture = await save(vote, "Picture (SVG)");
        expect(picture.text).toContain("944 people, 1996");
        expect(picture.text).not.toContain("var(");

        // At first as if the model were still getting ready.
        const estimates = "**/api/surveys/*/estimate";
        await page.route(estimates, async (route) => {
          const response = await route.fetch();
          await route.fulfill({ response, json: { ...(await response.json()), model: null } });
        });
        await button("Prepare this survey", start).click();
        await button("Connect a model", start).click();
        await page.getByRole("dialog", { name: "Voice" }).waitFor();
        await page.keyboard.press("Escape");
        await page.unroute(estimates);
        await start.getByText("120 answers of 40 respondents, by openai/answerer-1").waitFor();
        await look("estimate");
        await button("Launch", start).click();
        await lab.getByRole("progressbar", { name: "Progress" }).waitFor();
        await look("run");
        await lab.getByRole("link", { name: "Results", exact: true }).click(PATIENTLY);

        const votes = lab.getByRole("region", {
          name: "Who do you think you will vote for in the election for President?",
          exact: true,
        });
        await votes.getByText("40 respondents; asked 40 times: 40 answered").waitFor(PATIENTLY);
        await votes.getByText("944 people: American National Election Study 1996").waitFor();
        await lab.getByText(/Simulated by openai\/answerer-1 from whole life interviews/).waitFor();
        // Without a plan that stands once.
        await lab.getByText("No plan was fixed before the launch: everything here is exploratory.").waitFor();
        expect(await lab.getByText(/^Exploratory/).count()).toBe(0);
        await look("results");
        await votes.scrollIntoViewIfNeeded();
        await look("chart");
        await votes.getByRole("button", { name: /^Compliance/ }).click();
        // Pressed, since what is covered is visible, too.
        await page.getByText("usable answers / times asked").click();
        await look("definition");
        await page.keyboard.press("Escape");
        await button("Party", votes).click();
        await votes.getByRole("heading", { name: "Party: Democrat" }).waitFor();
        await look("groups");

        const crossed = lab.getByRole("region", { name: "Two questions crossed", exact: true });
        await crossed
          .getByLabel("In rows")
          .selectOption({ label: "Who do you think you will vote for in the election for President?" });
        await crossed
          .getByLabel("In columns")
          .selectOption({ label: "On how many days of the past week did you watch the news on television?" });
        await crossed.getByRole("row", { name: /^Bob Dole .* \(100%\)/ }).waitFor();
        await crossed.scrollIntoViewIfNeeded();
        await look("crossed");
        await votes.locator(".picks-row rect").nth(1).click();
        const people = lab.getByRole("list", { name: "Respondents" });
        await people.getByText("I have made up my mind.").first().waitFor();
        expect(await people.getByText("Read as: Bob Dole").count()).toBeGreaterThan(0);
        expect(await people.getByText("Read as: Bill Clinton").count()).toBe(0);
        await look("people-behind");
        await lab.getByRole("link", { name: "Results" }).click();

        await lab.getByRole("link", { name: "Compare runs" }).click();
        await button(/^By demographics/, lab)
          .first()
          .click();
        await lab.getByText("2 runs side by side").first().waitFor(PATIENTLY);
        await lab.getByText("These two runs share no respondents").waitFor(PATIENTLY);
        const { width } = (await lab.getByRole("group", { name: "Runs" }).boundingBox())!;
        expect(width, "names of runs are within the screen").toBeLessThan(page.viewportSize()!.width);
        await look("compared");
        await button(/^By demographics/, lab)
          .first()
          .click();
        await button(/^Asked again/, lab)
          .first()
          .click();
        const changes = lab.getByRole("region", { name: "Before and after" });
        await changes.getByText("40 respondents are in both runs").waitFor(PATIENTLY);
        await changes.getByText("Before: Asked again").waitFor();
        await changes
          .getByRole("row", { name: /^McNemar/ })
          .first()
          .waitFor();
        await changes.getByRole("heading", { name: "Before and after" }).scrollIntoViewIfNeeded();
        await look("changes");
        await button("Swap before and after", changes).click();
        await changes.getByText(/^Before: Start here/).waitFor(PATIENTLY);
        const beside = lab.getByLabel("People beside it");
        await beside.selectOption({ label: "944 people: American National Election Study 1996" });
        await lab
          .getByRole("columnheader", { name: /Total variation/ })
          .first()
          .waitFor(PATIENTLY);
        await beside.selectOption("None");
        await expect.poll(() => lab.getByRole("columnheader", { name: /Total variation/ }).count()).toBe(0);
        await waitUntilLoaded(lab);
        // The order that was chosen stands.
        await changes.getByText(/^Before: Start here/).waitFor();
        await look("compared-with-nobody");
        await lab.getByRole("link", { name: "Results" }).click();
        await votes.waitFor();
        const resultsAddress = page.url();

        await lab.getByRole("tab", { name: "Surveys" }).click();
        await lab.getByRole("link", { name: "People's answers of your own" }).click();
        const rows = ["Bill Clinton,democrat,1", "Bob Dole,Republican,2", "Nobody,Republican,1", "Perot,democrat,1"];
        const csv = ["vote,party,weight", ...rows].join("\n");
        const name = `Our street ${size}`;
        await lab
          .getByLabel("CSV file")
          .setInputFiles({ name: `${name}.csv`, mimeType: "text/csv", buffer: Buffer.from(csv) });
        const codebook = lab.getByRole("form", { name: "Codebook" });
        await codebook.getByText("4 people, 3 columns").waitFor();
        await codebook.getByText("2 kinds of cells not understood").waitFor();
        await codebook.getByText("4 codes").click();
        await codebook.getByLabel("Nobody").selectOption("No answer");
        await codebook.getByText("1 cell not understood").click();
        await codebook.getByText("vote: “Perot”, 1 ×").waitFor();
        await codebook.getByLabel("weight", { exact: true }).selectOption("Not used");
        expect(await lab.getByText("Nothing uploaded yet").count()).toBe(0);
        await look("codebook");
        await button("Keep", codebook).click();
        const uploaded = lab.getByRole("list", { name: "Uploaded answers of people" });
        await uploaded.getByText(name, { exact: true }).waitFor();
        await look("baselines");
        await page.goto(resultsAddress);
        await lab.getByLabel("People beside it").selectOption({ label: `4 people: ${name}` });
        await votes.getByText(`2 people: ${name}`).waitFor(PATIENTLY);
        await look("own-people");
        const opened = page.waitForEvent("popup");
        await button("Report", lab).click();
        const report = await opened;
        await report.getByText("Simulated: every answer was written by a language model").waitFor();
        await report.getByText(`${name} (n = 2)`).first().waitFor();
        await report.screenshot({ path: join(FOLDER, `${colorScheme}-${size}-results-report.png`), fullPage: true });
        await report.close();
        expect(barriers).toEqual(Object.fromEntries(Object.keys(barriers).map((screen) => [screen, []])));
      },
    );
});

/** @returns the file that the figure's menu saves */
async function save(figure: Locator, format: string): Promise<{ name: string; text: string }> {
  const page = figure.page();
  await figure.getByRole("button", { name: /^Save/ }).click();
  const saved = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: format }).click();
  const file = await saved;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}
