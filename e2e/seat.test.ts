/** A spectator who comes by a link: before a session begins, and on its stage. */
import { describe, expect } from "vitest";
import type { NewInvitation, SessionPerson } from "../schema/messages/session-seat.ts";
import { browserPath } from "../test/browser.ts";
import { paidJourney } from "./support/paid-journey.ts";
import { planSession } from "./support/stage-session.ts";

const DESKTOP = { viewport: { width: 1280, height: 800 } };
const guide = [{ title: "Habits", minutes: 10, prompts: [], probes: [] }];

describe.skipIf(browserPath === null)("the seat of a spectator", () => {
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

  paidJourney(
    "C9 C10 a spectator agrees to the form, is called on stage, sees how long that lasts, and is led back to the gallery",
    { timeout: 180_000 },
    async ({ world, admin, visit, witness }) => {
      const plan = { title: "Night trams", topic: "Night trams", kind: "focus-group" as const, guide };
      const { id } = await planSession(admin, witness, plan);
      await admin.call(`sessions/${id}/start`, "POST");
      const invitation = { role: "spectator", hours: 1, uses: 1 };
      const { token } = await admin.call<NewInvitation>(`sessions/${id}/invitations`, "POST", invitation);
      const { page, button, dialog, conversation, message } = await visit(
        DESKTOP,
        `${world.url}#/session/${encodeURIComponent(token)}`,
      );
      await page.getByRole("textbox", { name: "Your name" }).fill("Wanda");
      await button("Step in").click();
      const seat = dialog("Sessions");
      await button("Go to the session", seat).click();
      await conversation.getByRole("tab", { name: "Questions" }).click();
      const question = conversation.getByRole("textbox", { name: "Your question" });
      await question.fill("Who pays?");
      await question.press("Enter");

      await conversation.getByRole("link", { name: "Read the form" }).click();
      await button("I agree", seat).click();
      await button("Go to the session", seat).click();
      const [wanda] = (await admin.call<{ items: SessionPerson[] }>(`sessions/${id}/people`)).items;
      const callOnStage = (onStageSeconds: number) =>
        admin.call(`sessions/${id}/people/${wanda!.userId}`, "PUT", { onStageSeconds });
      await callOnStage(120);
      await button("Go on stage", conversation).click();
      await message.waitFor();
      await conversation.getByText(/^You are on stage for another \d+ seconds?\.$/).waitFor();

      // Her time is over: what only those who lead may do is not offered, and the way back is.
      await callOnStage(0);
      await button("Watch from the gallery", conversation).waitFor();
      expect(await button("Join", conversation).count()).toBe(0);
      await button("Watch from the gallery", conversation).click();
      await conversation.getByRole("tab", { name: "Questions" }).click();
      await question.waitFor();
      await admin.call(`sessions/${id}/end`, "POST");
    },
  );
});
