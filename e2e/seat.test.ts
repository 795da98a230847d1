/** A spectator who comes by a link before a session begins. */
import { describe, expect } from "vitest";
import type { NewInvitation } from "../schema/messages/session-seat.ts";
import { browserPath } from "../test/browser.ts";
import { paidJourney } from "./support/paid-journey.ts";
import { planSession } from "./support/stage-session.ts";

const DESKTOP = { viewport: { width: 1280, height: 800 } };
const guide = [{ title: "Habits", minutes: 10, prompts: [], probes: [] }];

describe.skipIf(browserPath === null)("a seat in a session that has not begun", () => {
  paidJourney(
    "C9 C10 a spectator who came before it began waits on its page, and then watches it from the gallery",
    { timeout: 180_000 },
    async ({ world, admin, visit, witness }) => {
      const plan = { title: "Night buses", topic: "Night buses", kind: "focus-group" as const, guide };
      const { id } = await planSession(admin, witness, plan);
      const invitation = { role: "spectator", hours: 1, uses: 1 };
      const { token } = await admin.call<NewInvitation>(`sessions/${id}/invitations`, "POST", invitation);
      const { page, button, dialog, conversation } = await visit(
        DESKTOP,
        `${world.url}#/session/${encodeURIComponent(token)}`,
      );
      await page.getByRole("textbox", { name: "Your name" }).fill("Wanda");
      await button("Step in").click();
      const seat = dialog("Sessions");
      await seat.getByText("once it begins, you are taken to it").waitFor();
      expect(await button("Go to the session", seat).count()).toBe(0);
      await admin.call(`sessions/${id}/start`, "POST");
      await conversation.getByRole("heading", { name: "Night buses" }).waitFor();
      await conversation.getByRole("tab", { name: "Questions" }).waitFor();
      await seat.waitFor({ state: "detached" });
      await admin.call(`sessions/${id}/end`, "POST");
    },
  );
});
