/** A persona is published, found by somebody else, rated, and remixed with its lineage. */
import { describe } from "vitest";
import { browserPath } from "../test/browser.ts";
import { journey } from "./support/journey.ts";
import { openPage } from "./support/paid-journey.ts";

describe.skipIf(browserPath === null)("the library", () => {
  journey(
    "M2 one person publishes a persona; another finds, rates and remixes it, and sees whom it comes from",
    async ({ visit }) => {
      const maker = await visit();
      await maker.stepIn("Nadia");
      await maker.button("People", maker.actions).click();
      await maker.button("Make a persona").click();
      const editor = maker.dialog("New persona");
      await maker.button("Start blank", editor).click();
      await editor.getByRole("textbox", { name: "Name", exact: true }).fill("Ines Fallow");
      await editor.getByRole("textbox", { name: "Who is it, in one line?" }).fill("Keeps bees on the roof.");
      await maker.button("Create", editor).click();
      await maker.button("Close", maker.dialog("Ines Fallow")).click();
      const mine = await openPage(maker, "Personas");
      await mine.getByRole("tab", { name: "Mine" }).click();
      const own = mine.getByRole("listitem", { name: "Ines Fallow" });
      await maker.button("Publish", own).click();
      await maker.button("Withdraw from the library", own).waitFor();
      await maker.page.context().close();

      const other = await visit();
      await other.stepIn("Oskar");
      const library = await openPage(other, "Personas");
      await library.getByRole("searchbox", { name: "Find by words or meaning" }).fill("bees");
      const entry = library.getByRole("listitem", { name: "Ines Fallow" });
      await entry.getByText("Published by Nadia").waitFor();
      await entry.getByRole("radio", { name: "4 stars" }).click();
      await entry.getByText("4 of 5, by one person").waitFor();
      await other.button("Remix", entry).click();
      const remix = other.dialog("New persona");
      await remix.getByRole("textbox", { name: "Name", exact: true }).fill("Ines Meadow");
      await other.button("Create", remix).click();
      await other.dialog("Ines Meadow").getByText("Made from").waitFor();
      await other.button("Ines Fallow", other.dialog("Ines Meadow")).click();
      const card = other.dialog("Ines Fallow");
      await other.button("Vary", card).click();
      const vary = other.dialog("Variations of Ines Fallow");
      await vary.getByRole("combobox", { name: "Age" }).selectOption("Older, more experienced");
      await vary.getByRole("listitem", { name: "Ines Fallow 4" }).getByText("years old", { exact: false }).waitFor();
      await vary.getByRole("combobox", { name: "How many" }).selectOption("2");
      await other.button("Make 2 personas", vary).click();
      await vary.waitFor({ state: "detached" });
      const made = await openPage(other, "Personas");
      await made.getByRole("tab", { name: "Mine" }).click();
      await made.getByRole("listitem", { name: "Ines Fallow 3" }).waitFor();
    },
  );

  journey("M2 a panel is proposed for a brief, one is left out, and the others are made", async ({ visit }) => {
    const visitor = await visit();
    await visitor.stepIn("Nadia");
    const page = await openPage(visitor, "Personas");
    await page.getByRole("tab", { name: "From a brief" }).click();
    await page.getByText("No model speaks here", { exact: false }).waitFor();
    await page
      .getByRole("textbox", { name: "What should people talk about?" })
      .fill("Should the old market hall become a library?");
    await visitor.button("Propose people", page).click();
    const people = page.getByRole("list", { name: "People proposed" });
    await people.getByRole("checkbox").nth(3).click();
    await visitor.button("Make 3 personas", page).click();
    await people.getByText("Made.", { exact: false }).nth(2).waitFor();
    await page.getByRole("tab", { name: "Mine" }).click();
    await page
      .getByRole("button", { name: /^Export / })
      .nth(2)
      .waitFor();
  });
});
