/** An admin manages people: a link that gives a role, the audit log, and removing somebody. */
import { describe, expect } from "vitest";
import { browserPath } from "../test/browser.ts";
import { until } from "./support/join-place.ts";
import { openPage, paidJourney } from "./support/paid-journey.ts";
import type { VisitorPage } from "./support/visitor-page.ts";

const PATIENCE_MS = 300_000;

describe.skipIf(browserPath === null)("people", () => {
  paidJourney(
    "A1 A4 an admin makes somebody a facilitator by link, sees it in the audit log, and blocks a guest, who is out at once",
    { timeout: PATIENCE_MS },
    async ({ admin, visit, witness }) => {
      const isHere = (name: string) => [...witness.room.state.avatars.values()].some((avatar) => avatar.name === name);
      // Not signed in yet, with a plain picture; fewer open pages are faster.
      const origins = admin.storageState.origins.map(({ origin, localStorage }) => ({
        origin,
        localStorage: localStorage.filter(({ name }) => name === "dramatis.settings"),
      }));
      const unknown = { storageState: { cookies: [], origins } };
      const leave = ({ page }: VisitorPage) => page.context().close();
      const owner = await visit({ storageState: admin.storageState });
      await owner.stepIn("Ada");
      const people = await openPage(owner, "People");
      const showTab = (name: string) => people.getByRole("tab", { name, exact: true }).click();
      const cardOf = (name: string) => people.getByRole("listitem", { name, exact: true });

      await showTab("Invite by link");
      const form = people.getByRole("form", { name: "New link" });
      await form.getByLabel("Role").selectOption("Facilitator");
      await owner.button("Make the link", form).click();
      const link = await people.getByLabel("The link", { exact: true }).inputValue();
      await cardOf("Link for the role Facilitator").getByText("For 1 more person").waitFor();

      const invited = await visit(unknown, link);
      await invited.stepIn("Femi");
      await invited.page.getByText("Your role here is now: Facilitator.").waitFor();
      expect(invited.page.url()).not.toContain("join");
      await leave(invited);

      await showTab("What was done");
      await people.getByText("Ada made a link for the role Facilitator.").waitFor();
      await people.getByText(/used a link and has the role Facilitator now\.$/).waitFor();

      await showTab("Everybody");
      await people.getByLabel("Find by name or e-mail").fill("Femi");
      const role = cardOf("Femi").getByLabel("Role of Femi");
      await role.waitFor();
      expect(await role.inputValue()).toBe("facilitator");

      const guest = await visit(unknown);
      await guest.stepIn("Nosy");
      await people.getByLabel("Find by name or e-mail").fill("Nosy");
      await until("the guest to be here", () => isHere("Nosy"));
      await owner.button("Block: Nosy", cardOf("Nosy")).click();
      await owner.button("Really block", cardOf("Nosy")).click();
      await cardOf("Nosy").getByText("Blocked", { exact: true }).waitFor();
      await guest.page.getByRole("alert").filter({ hasText: "You have been blocked" }).waitFor();
      await until("the guest to be gone", () => !isHere("Nosy"));
      // Not as somebody else either.
      await guest.page.reload();
      await guest.page.getByRole("textbox", { name: "Your name" }).fill("Newcomer");
      await guest.button("Step in").click();
      await guest.page.getByRole("alert").filter({ hasText: "You have been blocked here." }).waitFor();
      await leave(guest);

      await showTab("What was done");
      await people.getByText("Ada blocked Nosy.").waitFor();

      await leave(owner);
      const late = await visit(unknown, link);
      await late.stepIn("Lars");
      await late.page.getByText("This link has been used up").waitFor();
    },
  );
});
