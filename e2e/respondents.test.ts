/** The pool of respondents: found, read, and shown beside people. */
import { join } from "node:path";
import { describe, expect } from "vitest";
import { browserPath } from "../test/browser.ts";
import { findBarriers } from "./support/find-barriers.ts";
import { openPage, paidJourney } from "./support/paid-journey.ts";

const FOLDER = "build/screens";

describe.skipIf(browserPath === null)("the respondents of the lab", () => {
  paidJourney(
    "S2 S3 W10 a facilitator finds a life story by its words, reads it, and goes from a label to the words it was read from",
    async ({ admin, visit }) => {
      const ada = await visit({
        storageState: admin.storageState,
        viewport: { width: 1440, height: 900 },
        bypassCSP: true,
      });
      const { page } = ada;
      await ada.stepIn("Ada");
      const lab = await openPage(ada, "Survey lab");
      await lab.getByRole("tab", { name: "Respondents" }).click();
      await lab.getByText("These people are simulated").waitFor();
      const democrats = lab
        .getByRole("table", { name: /^Party/ })
        .getByRole("row", { name: /^Democrat [\d.]+\s?% [\d.]+\s?%$/ });
      await democrats.waitFor();
      await page.screenshot({ path: join(FOLDER, "respondents-list.png") });
      await democrats.scrollIntoViewIfNeeded();
      await page.screenshot({ path: join(FOLDER, "respondents-demographics.png") });
      expect(await findBarriers(ada)).toEqual([]);

      await lab.getByRole("searchbox", { name: "Find respondents" }).fill("beekeeper");
      await lab.getByRole("link", { name: /^Darnell Pruitt/ }).click();
      await lab.getByRole("heading", { name: /^Darnell Pruitt/ }).waitFor();
      await lab.getByText("Authored: a fictional person").waitFor();
      await lab.getByRole("button", { name: "Republican" }).click();
      const marked = page.locator("mark:focus");
      expect(await marked.textContent()).toContain("I'm a Republican");
      expect(await marked.getAttribute("title")).toBe("Party: Republican");
      await page.screenshot({ path: join(FOLDER, "respondent.png") });
      expect(await findBarriers(ada)).toEqual([]);

      await lab.getByRole("button", { name: "Estimate: Political views" }).click();
      await lab.getByText("No answer could be read. Nothing was stored.").waitFor();

      await lab.getByRole("link", { name: "All respondents" }).click();
      await lab.getByRole("searchbox", { name: "Find respondents" }).fill("zyzzyva");
      await lab.getByText("Nobody found").waitFor();
    },
  );

  paidJourney("S2 W13 W10 the same on a phone, in German, in the dark", async ({ admin, visit }) => {
    const ada = await visit({
      storageState: admin.storageState,
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      colorScheme: "dark",
      locale: "de-DE",
      bypassCSP: true,
    });
    const { page } = ada;
    await page.getByRole("textbox", { name: "Dein Name" }).fill("Ada");
    await page.getByRole("button", { name: "Eintreten" }).click();
    await page.evaluate(() => void (location.hash = "#/lab/respondents"));
    await page.getByRole("link", { name: /^Homer Thibodeau/ }).click();
    await page.getByRole("button", { name: "Demokratisch" }).waitFor();
    await page.screenshot({ path: join(FOLDER, "respondent-phone.png") });
    expect(await findBarriers(ada)).toEqual([]);
    const { width, scrolled } = await page.evaluate(() => ({
      width: innerWidth,
      scrolled: document.documentElement.scrollWidth,
    }));
    expect(scrolled).toBeLessThanOrEqual(width);
    await page.goBack();
    await page.getByRole("table", { name: /^Alter/ }).scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(FOLDER, "respondents-phone-demographics.png") });
    expect(await findBarriers(ada)).toEqual([]);
  });
});
