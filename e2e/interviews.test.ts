/** The page for interviews: what it lacks, and two rounds from the form to their outcome; saved in build/screens. */
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describe, expect } from "vitest";
import { browserPath } from "../test/browser.ts";
import { startAnsweringModel, type Asked } from "../test/survey/answering-model.ts";
import { findBarriers } from "./support/find-barriers.ts";
import { openPage, paidJourney } from "./support/paid-journey.ts";
import { startPaidWorld, type PaidWorld } from "./support/start-paid-world.ts";

const FOLDER = resolve(import.meta.dirname, "../build/screens");
const SIZES = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
};

const PATIENCE_MS = 240_000;
const PATIENTLY = { timeout: 90_000 };

const IMPOSSIBLE = "I was born in Ohio in 1931, and born in Maine in 1940.";
let told = 0;
/** Whoever tells a life in 1975 contradicts themselves, and the critic says so. No two answers share their words. */
function answerAsked({ prompt }: Asked): string {
  if (prompt.startsWith("You check one answer"))
    return prompt.includes(IMPOSSIBLE) && prompt.includes("cannot be true together") ? "Yes: two births" : "No";
  told += 1;
  const words = Array.from({ length: 60 }, (_, place) => `name${told}x${place}`).join(" ");
  return `${prompt.includes("in March 1975") ? IMPOSSIBLE : "I remember"} ${words}.`;
}

/** One model tells, another checks, and the worker runs. */
const twoModelsJourney = paidJourney.extend(
  "world",
  { scope: "file" },
  async ({}, { onCleanup }): Promise<PaidWorld> => {
    const model = await startAnsweringModel(answerAsked);
    const world = await startPaidWorld({ WORKER: "on", ...model.settings, BASE_MODEL: "openai/base-1" });
    onCleanup(async () => {
      await world.close();
      await model.close();
    });
    return world;
  },
);

describe.skipIf(browserPath === null)("interviews", () => {
  twoModelsJourney(
    "S2 W10 a life is interviewed by one model and checked by another; one that contradicts itself is set aside, with its reason",
    { timeout: PATIENCE_MS },
    async ({ admin, visit }) => {
      await mkdir(FOLDER, { recursive: true });
      const ada = await visit({ ...SIZES.desktop, bypassCSP: true, storageState: admin.storageState });
      const { page, button } = ada;
      const look = async (screen: string) => {
        await page.screenshot({ path: join(FOLDER, `interviews-${screen}.png`) });
        expect(await findBarriers(ada), screen).toEqual([]);
      };
      await ada.stepIn("Ada");
      const lab = await openPage(ada, "Survey lab");
      await lab.getByRole("tab", { name: "Respondents" }).click();
      await lab.getByRole("link", { name: "Interview new people" }).click();
      const form = lab.getByRole("form", { name: "New interviews" });
      await form.getByRole("textbox", { name: "How many people" }).fill("1");
      await form.getByText("A base model: it continues a transcript.").waitFor();
      const critic = form.getByRole("combobox", { name: "Model that checks" });
      expect(await critic.getByRole("option").allTextContents()).toEqual(["openai/answerer-1"]);
      await form.getByText(/^1 interview, about [\d,]+ tokens: costs/).waitFor();
      await look("form");

      const rounds = lab.getByRole("region", { name: "Interviews" }).getByRole("listitem");
      await button("Begin", form).click();
      await rounds.filter({ hasText: "openai/base-1 tells, openai/answerer-1 checks" }).waitFor();
      const first = rounds.filter({ hasText: "October 1996" });
      await first.getByText("Completed · Answers: 10 accepted, 0 rejected").waitFor(PATIENTLY);
      await first.getByText("1 told, 0 set aside").waitFor();
      await lab.getByText("authored: 50, generated: 1").waitFor();

      await form.getByRole("textbox", { name: "When it is told" }).fill("March 1975");
      await button("Begin", form).click();
      const second = rounds.filter({ hasText: "March 1975" });
      await second.getByText("0 told, 1 set aside").waitFor(PATIENTLY);
      await second.getByText("Completed · Answers: 0 accepted, 5 rejected").waitFor();
      await lab.getByText("Set aside, and why").click();
      const setAside = lab.getByRole("listitem").filter({ hasText: "contradicts itself" });
      await setAside.getByText("two births").waitFor();
      await setAside.getByText(IMPOSSIBLE).waitFor();
      await lab.getByRole("row", { name: "contradicts itself 5" }).waitFor();
      await setAside.scrollIntoViewIfNeeded();
      await look("set-aside");
      await page.setViewportSize(SIZES.phone.viewport);
      await page.emulateMedia({ colorScheme: "dark" });
      await setAside.scrollIntoViewIfNeeded();
      await look("set-aside-phone");
      await form.scrollIntoViewIfNeeded();
      await look("form-phone");
    },
  );

  for (const { colorScheme, size } of [
    { colorScheme: "light", size: "desktop" },
    { colorScheme: "dark", size: "phone" },
  ] as const)
    paidJourney(
      `S2 W10 with one model connected the page for interviews says what is missing, and how good the pool is, ${colorScheme}, ${size}`,
      { timeout: 240_000 },
      async ({ admin, visit }) => {
        await mkdir(FOLDER, { recursive: true });
        const ada = await visit({ ...SIZES[size], colorScheme, bypassCSP: true, storageState: admin.storageState });
        const { page } = ada;
        const look = async (screen: string) => {
          await page.screenshot({
            path: join(FOLDER, `${colorScheme}-${size}-interviews-${screen}.png`),
            fullPage: true,
          });
          expect(await findBarriers(ada), screen).toEqual([]);
        };
        await ada.stepIn("Ada");
        const lab = await openPage(ada, "Survey lab");
        await lab.getByRole("tab", { name: "Respondents" }).click();
        await lab.getByRole("link", { name: "Interview new people" }).click();
        await lab.getByRole("heading", { name: "Interview new people" }).waitFor();
        await lab.getByText("nobody checks their own answers").waitFor();
        await lab.getByText("authored: 50").waitFor();
        await look("one-model");
      },
    );
});
