/** A run from its form to its end, as a facilitator sees it: accessible, saved in build/screens. */
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describe, expect } from "vitest";
import { browserPath } from "../test/browser.ts";
import type { BaselineStart } from "../schema/messages/baseline.ts";
import { startAnsweringModel } from "../test/survey/answering-model.ts";
import { findBarriers } from "./support/find-barriers.ts";
import { openPage, paidJourney } from "./support/paid-journey.ts";
import { startPaidWorld, type PaidWorld } from "./support/start-paid-world.ts";

const FOLDER = resolve(import.meta.dirname, "../build/screens");
const LOOKS = [
  { name: "light-desktop", colorScheme: "light", viewport: { width: 1440, height: 900 } },
  { name: "dark-phone", colorScheme: "dark", viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
] as const;
const PATIENCE_MS = 300_000;
const PATIENTLY = { timeout: 90_000 };

const runJourney = paidJourney.extend("world", { scope: "file" }, async ({}, { onCleanup }): Promise<PaidWorld> => {
  const model = await startAnsweringModel(() => "(A) The first, I think.");
  const world = await startPaidWorld({ WORKER: "on", ...model.settings });
  onCleanup(async () => {
    await world.close();
    await model.close();
  });
  return world;
});

describe.skipIf(browserPath === null)("runs", () => {
  for (const { name, ...device } of LOOKS)
    runJourney(
      `S6 a run is launched with its estimate in view, stops at its budget, goes on with a larger one, is paused, continued and cancelled, ${name}`,
      { timeout: PATIENCE_MS },
      async ({ admin, visit }) => {
        await mkdir(FOLDER, { recursive: true });
        const ada = await visit({ ...device, bypassCSP: true, storageState: admin.storageState });
        const { page, button } = ada;
        const barriers: Record<string, string[]> = {};
        const look = async (screen: string) => {
          barriers[screen] = await findBarriers(ada);
          await page.screenshot({ path: join(FOLDER, `${name}-runs-${screen}.png`), timeout: PATIENCE_MS });
        };
        const { surveyId } = await admin.call<BaselineStart>("baselines/anes-1996/start", "POST", {});
        await ada.stepIn("Ada");
        const lab = await openPage(ada, "Survey lab");
        await lab.getByRole("tab", { name: "Runs" }).click();
        await button("New run", lab).click();

        const form = lab.getByRole("form", { name: "New run" });
        await form.getByRole("combobox", { name: "Survey" }).selectOption(surveyId);
        await form.getByRole("checkbox", { name: "A life interview" }).uncheck();
        await form.getByRole("checkbox", { name: "A list of traits" }).check();
        await form.getByLabel("Name").fill(`Voters, ${name}`);
        await form.getByLabel("Budget in dollars").fill("0.002");
        // More than can be asked before the test presses a button.
        await form.getByRole("textbox", { name: "Respondents" }).fill("400");
        await form.getByText("Model, repetitions and other settings").click();
        await form.getByLabel("Times each is asked").fill("twenty");
        await form.getByText("From 1 to 20", { exact: true }).waitFor();
        expect(await button("Launch", form).isDisabled()).toBe(true);
        await form.getByLabel("Times each is asked").fill("20");
        await form.getByText("Analysis plan (optional)").press("Enter");
        await form.getByRole("checkbox", { name: /vote for/ }).check();
        await form.getByLabel("Question", { exact: true }).selectOption({ index: 0 });
        await form.getByLabel("Compared by").selectOption({ label: "Groups by Party" });
        await button("Add comparison", form).click();
        await form.getByText("Analysis plan (optional): 2 parts").waitFor();
        await form.getByLabel("Name of the scale").fill("Politics");
        const scale = form.getByRole("group", { name: "Questions of the scale" });
        expect(await scale.getByRole("checkbox", { name: /vote for/ }).count()).toBe(0);
        await scale.getByRole("checkbox", { name: /scale of political views/ }).check();
        expect(await button("Add scale", form).isDisabled()).toBe(true);
        await scale.getByRole("checkbox", { name: /news on television/ }).check();
        await button("Add scale", form).click();
        await form.getByText("Analysis plan (optional): 3 parts").waitFor();
        await form.getByText("Questions taken together").scrollIntoViewIfNeeded();
        await look("scales");
        const estimate = form.getByRole("region", { name: "Estimate" });
        await estimate.getByText("400 respondents, at most 24K answers").waitFor();
        await estimate.getByText("openai/answerer-1").waitFor();
        await look("form");
        await estimate.scrollIntoViewIfNeeded();
        await look("estimate");
        await form.getByRole("checkbox", { name: "A short biography" }).check();
        const together = estimate.getByRole("region", { name: "Together, one after the other" });
        await together.getByText("800 respondents, at most 48K answers").waitFor();
        await together
          .getByText(/\(by how many questions may be asked at a time|\(as fast as the latest run/)
          .waitFor();
        await button("Launch 2 runs", form).waitFor();
        await together.scrollIntoViewIfNeeded();
        await look("methods");
        await form.getByRole("checkbox", { name: "A short biography" }).uncheck();
        await button("Launch", form).click();

        const run = lab.getByRole("region", { name: `Voters, ${name}` });
        const status = run.getByRole("status");
        const isNow = (text: string) => status.getByText(text).waitFor(PATIENTLY);
        /** Refused, with the reason, while calls of before the pause are in progress. */
        const proceed = () =>
          expect
            .poll(
              async () => {
                if (await button("Continue", run).isVisible()) await button("Continue", run).click();
                return status.textContent();
              },
              { ...PATIENTLY, interval: 1_000 },
            )
            .toMatch(/^Asking/);
        await run.getByRole("alert").getByText("This run has used").waitFor(PATIENTLY);
        await isNow("Paused");
        await run.getByText("Simulated, as the model wrote them.").waitFor();
        await run.getByText("The first, I think.").first().waitFor();
        const bars = run.getByRole("region", { name: "Answers so far" });
        await bars
          .getByRole("region", { name: /scale of political views/ })
          .getByText("Simulated")
          .waitFor();
        await look("budget-used");

        await run.getByLabel("New budget in dollars").fill("50");
        await button("Change budget", run).click();
        await run.getByText("of $50").waitFor();
        await run.getByText("Continue the run to ask the rest.").waitFor();
        expect(await run.getByRole("alert").count()).toBe(0);
        await look("budget-raised");
        await proceed();
        await run.getByText("answers a minute").waitFor(PATIENTLY);
        await look("asking");
        await button("Pause", run).click();
        await isNow("Paused");
        await look("paused");
        await proceed();
        await button(`Cancel: Voters, ${name}`, run).click();
        await run.getByText("A cancelled run cannot be continued.").waitFor();
        await button("Cancel the run", run).click();
        await isNow("Cancelled");
        expect(await button("Continue", run).count()).toBe(0);
        expect(await run.getByText("Paid calls lost when a process ended").count()).toBe(0);
        await run.getByRole("link", { name: "Results so far" }).waitFor();
        await look("cancelled");

        await run.getByRole("link", { name: "Results so far" }).click();
        await lab.getByText("Analysis plan, fixed before the launch").click();
        await lab.getByText("It cannot be changed.").waitFor();
        await lab.getByText(/^Politics: Where would you place yourself/).waitFor();
        const marks = (text: string) => lab.getByRole("region", { name: "Questions", exact: true }).getByText(text);
        await marks("In the plan, which was fixed before the launch").waitFor();
        await marks("Exploratory: not in a plan fixed before the launch").first().waitFor();
        await look("plan");
        await lab.getByRole("link", { name: "The run" }).click();
        await lab.getByRole("link", { name: "All runs" }).click();
        await lab.getByRole("link", { name: new RegExp(`^Voters, ${name}.*Cancelled`) }).waitFor();
        await look("list");
        expect(barriers).toEqual(Object.fromEntries(Object.keys(barriers).map((screen) => [screen, []])));
      },
    );

  for (const { name, ...device } of LOOKS)
    runJourney(
      `S6 S3 a run whose target names a new trait says what its labels cost, labels first, and is paused and cancelled there, ${name}`,
      { timeout: PATIENCE_MS },
      async ({ admin, visit }) => {
        await mkdir(FOLDER, { recursive: true });
        const trait = `Keeps animals, ${name}`;
        const values = ["Yes", "No"];
        await admin.call("traits", "POST", { name: trait, question: "Do you keep animals?", values });
        const { surveyId } = await admin.call<BaselineStart>("baselines/anes-1996/start", "POST", {});
        const definition = { kind: "marginals", marginals: { [trait]: { Yes: 1, No: 1 } } };
        await admin.call("targets", "POST", { name: `Half, ${name}`, definition });
        const ada = await visit({ ...device, bypassCSP: true, storageState: admin.storageState });
        const { page, button } = ada;
        const barriers: Record<string, string[]> = {};
        const look = async (screen: string) => {
          barriers[screen] = await findBarriers(ada);
          await page.screenshot({ path: join(FOLDER, `${name}-runs-${screen}.png`), timeout: PATIENCE_MS });
        };
        await ada.stepIn("Ada");
        const lab = await openPage(ada, "Survey lab");
        await lab.getByRole("tab", { name: "Runs" }).click();
        await button("New run", lab).click();
        const form = lab.getByRole("form", { name: "New run" });
        await form.getByRole("combobox", { name: "Survey" }).selectOption(surveyId);
        await form.getByRole("combobox", { name: "Target" }).selectOption({ label: `Half, ${name}` });
        await form.getByLabel("Name").fill(`Labelled, ${name}`);
        const estimate = form.getByRole("region", { name: "Estimate" });
        await estimate.getByText("50 labels to make, by openai/answerer-1.").waitFor();
        await estimate.getByText(`Some backstories have no label of: ${trait}. They are labelled first.`).waitFor();
        await form.getByText("Model, repetitions and other settings").click();
        const first = form.getByRole("checkbox", { name: "First label the backstories that lack a label" });
        await first.uncheck();
        await estimate.getByText("They are matched as if each could be anybody").waitFor();
        expect(await estimate.getByText("labels to make").count()).toBe(0);
        await first.check();
        await estimate.getByText("50 labels to make").waitFor();
        await estimate.scrollIntoViewIfNeeded();
        await look("labels-estimate");
        await button("Launch", form).click();

        const run = lab.getByRole("region", { name: `Labelled, ${name}` });
        const isNow = (text: string) => run.getByRole("status").getByText(text).waitFor(PATIENTLY);
        await isNow("Labelling backstories");
        await run.getByText(`Labels of ${trait}, by openai/answerer-1`).waitFor(PATIENTLY);
        await look("labelling");
        await button("Pause", run).click();
        await isNow("Paused");
        expect(await run.locator("[aria-current=step]").textContent()).toBe("Labels");
        // How many answers there will be is not known yet, and nothing moves.
        expect(await run.getByRole("progressbar", { name: "Progress" }).count()).toBe(0);
        await look("labelling-paused");
        await button(`Cancel: Labelled, ${name}`, run).click();
        await button("Cancel the run", run).click();
        await isNow("Cancelled");
        expect(barriers).toEqual(Object.fromEntries(Object.keys(barriers).map((screen) => [screen, []])));
      },
    );
});
