/** A facilitator looks whether the personas of a talk stay themselves. */
import { describe } from "vitest";
import { browserPath } from "../test/browser.ts";
import { paidJourney } from "./support/paid-journey.ts";

const PATIENCE_MS = 300_000;

describe.skipIf(browserPath === null)("character", () => {
  paidJourney(
    "M7 an admin sees how much the personas of a talk agree, repeat each other, and sound alike, and where they stand",
    { timeout: PATIENCE_MS },
    async ({ admin, visit, beginTalk }) => {
      const owner = await visit({ storageState: admin.storageState });
      await owner.stepIn("Ada");
      await beginTalk(owner, "Ada", "Should bread be free?");
      await owner.page.getByRole("tab", { name: "People" }).click();
      await owner.page.getByText("Do they stay themselves?").click();
      await owner.page.getByText("Turns that begin by agreeing").waitFor();
      await owner.page
        .getByText(/^\d+\s?%$/)
        .first()
        .waitFor();
      await owner.page.getByRole("heading", { name: "Where they stand" }).waitFor();
      await owner.page
        .getByText(/^(?:firmly|rather) (?:in favour|against it)$/)
        .first()
        .waitFor();
      await owner.page.getByText("Would change its mind for", { exact: false }).first().waitFor();
    },
  );
});
