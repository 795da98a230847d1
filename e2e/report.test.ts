/** Somebody is muted, and reported with what they said; an admin reads and settles it. */
import { describe, expect } from "vitest";
import { browserPath } from "../test/browser.ts";
import { joinPlace, until } from "./support/join-place.ts";
import { openPage, paidJourney } from "./support/paid-journey.ts";

const PATIENCE_MS = 300_000;
/** Drawer and conversation beside each other. */
const WIDE = { width: 1300, height: 640 };

describe.skipIf(browserPath === null)("reports", () => {
  paidJourney(
    "A6 A4 a person is muted; what they said, and the person, are reported with a reason, and settled on the page of people",
    { timeout: PATIENCE_MS },
    async ({ admin, visit, world }) => {
      const visitor = await visit({ storageState: admin.storageState, viewport: WIDE });
      const { page, button, dialog, turnsBy } = visitor;
      await visitor.stepIn("Ada");
      await visitor.openCircle("Who mends the pier?");
      const theo = await joinPlace(world.url, "Theo");
      const mine = await until("the circle", () =>
        [...theo.room.state.circles].find(([, { topic }]) => topic === "Who mends the pier?"),
      );
      await theo.request("join-circle", { circleId: mine[0] });
      await theo.request("say", { text: "Not you, you fool." });
      await turnsBy("Theo").getByText("Not you, you fool.").waitFor();

      await button("Report what Theo said", turnsBy("Theo")).click();
      await dialog("Report Theo").getByText("Not you, you fool.").waitFor();
      await dialog("Report Theo").getByLabel("Why (if you like)").fill("An insult.");
      await button("Report", dialog("Report Theo")).click();
      await page.getByText("Reported. Admins see it.").waitFor();

      await page.keyboard.press("Escape");
      await page.keyboard.press("p");
      await button("Mute Theo").click();
      await turnsBy("Theo").getByText("You muted Theo.").waitFor();
      expect(await turnsBy("Theo").getByText("Not you, you fool.").count()).toBe(0);
      await theo.request("say", { text: "And I am not sorry." });
      await expect.poll(() => turnsBy("Theo").getByText("You muted Theo.").count()).toBe(2);
      expect(await page.getByText("And I am not sorry.").count()).toBe(0);
      await button("Hear Theo again").click();
      await turnsBy("Theo").getByText("And I am not sorry.").waitFor();
      await button("Report Theo").click();
      await button("Report", dialog("Report Theo")).click();
      await dialog("Report Theo").waitFor({ state: "detached" });

      const people = await openPage(visitor, "People");
      await people.getByRole("tab", { name: "Reports", exact: true }).click();
      const reports = people.getByRole("listitem", { name: "Theo", exact: true });
      await reports.filter({ hasText: "An insult." }).getByText("Not you, you fool.").waitFor();
      await button("Settled: Theo", reports.filter({ hasText: "An insult." })).click();
      await reports.filter({ hasText: "An insult." }).waitFor({ state: "detached" });
      await reports.waitFor();
      await people.getByRole("tab", { name: "What was done", exact: true }).click();
      await people.getByText("settled a report about Theo.").waitFor();
      await theo.room.leave();
    },
  );
});
