/** What guests of a session see: by a link before they step in, in their seat, and when it begins. */
import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import type { NewInvitation, SessionPerson } from "../schema/messages/session-seat.ts";
import type { Session, SessionRole } from "../schema/messages/session.ts";
import { browserPath } from "../test/browser.ts";
import type { Visitor } from "./support/join-place.ts";
import { paidJourney, type Admin } from "./support/paid-journey.ts";
import { findBarriers } from "./support/find-barriers.ts";
import { planSession } from "./support/stage-session.ts";

const FOLDER = resolve(import.meta.dirname, "../build/screens");
const DESKTOP = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const guide = [{ title: "Habits", minutes: 10, prompts: [], probes: [] }];

async function invite(admin: Admin, witness: Visitor, role: SessionRole, placeId = "plaza") {
  const plan = {
    title: "Night buses",
    topic: "Should they run all night?",
    kind: "focus-group" as const,
    guide,
    placeId,
  };
  const session = await planSession(admin, witness, plan);
  const invitation = { role, hours: 1, uses: 1 };
  const { token } = await admin.call<NewInvitation>(`sessions/${session.id}/invitations`, "POST", invitation);
  return { id: session.id, hash: `/#/session/${encodeURIComponent(token)}` };
}

/** Of requests to the server, as the page's console shows them. */
function collectRefusals(page: Page): string[] {
  const refused: string[] = [];
  page.on("response", (answer) => {
    if (answer.status() >= 400) refused.push(`${answer.status()} ${new URL(answer.url()).pathname}`);
  });
  return refused;
}

describe.skipIf(browserPath === null)("a seat in a session", () => {
  for (const isOpen of [true, false])
    paidJourney(
      `C9 C10 a spectator who came before it began, with its page ${isOpen ? "open" : "closed"}, then watches it from the gallery`,
      { timeout: 180_000 },
      async ({ world, admin, visit, witness }) => {
        const { id, hash } = await invite(admin, witness, "spectator");
        const { page, button, actions, dialog, conversation } = await visit(DESKTOP, world.url + hash);
        await page.getByRole("heading", { name: "Night buses" }).waitFor();
        await page.getByRole("textbox", { name: "Your name" }).fill("Wanda");
        await button("Step in").click();
        const seat = dialog("Sessions");
        await seat.getByText("once it begins, you are taken to it").waitFor();
        expect(await button("Go to the session", seat).count()).toBe(0);
        if (!isOpen) {
          await page.keyboard.press("Escape");
          await seat.waitFor({ state: "detached" });
          await actions.waitFor();
        }
        await admin.call(`sessions/${id}/start`, "POST");
        await conversation.getByRole("heading", { name: "Night buses" }).waitFor();
        await conversation.getByRole("tab", { name: "Questions" }).waitFor();
        await seat.waitFor({ state: "detached" });
        await admin.call(`sessions/${id}/end`, "POST");
      },
    );

  paidJourney(
    "C9 a guest reads what they are invited to before they step in, where it takes place, and is shown and asks for only what is theirs",
    { timeout: 180_000 },
    async ({ world, admin, visit, witness }) => {
      await mkdir(FOLDER, { recursive: true });
      const { id, hash } = await invite(admin, witness, "participant", "debate-stage");
      await admin.call<Session>(`sessions/${id}`);
      const guest = await visit({ ...PHONE, bypassCSP: true }, "about:blank");
      const { page, button, dialog } = guest;
      const refused = collectRefusals(page);
      const joined: string[] = [];
      page.on("request", (request) => {
        if (request.url().includes("/matchmake/")) joined.push(request.postDataJSON().placeId);
      });
      await page.goto(world.url + hash);
      const card = page.getByRole("form", { name: "Night buses" });
      await card.getByText(/ invites you to$/).waitFor();
      await card.getByText("As soon as a facilitator starts it.").waitFor();
      await card.getByText("You take part in the talk", { exact: false }).waitFor();
      await card.getByText("Consent form", { exact: true }).click();
      await card.getByText("You agree to be heard.").waitFor();
      expect(await findBarriers(guest)).toEqual([]);
      await page.screenshot({ path: `${FOLDER}/invitation-phone.png` });
      await page.setViewportSize(DESKTOP.viewport);
      await page.screenshot({ path: `${FOLDER}/invitation-desktop.png` });
      await page.setViewportSize(PHONE.viewport);

      await page.getByRole("textbox", { name: "Your name" }).fill("Pia");
      await button("Step in").click();
      const seat = dialog("Sessions");
      await button("I agree", seat).click();
      await seat.getByText("You are in the waiting room").waitFor();
      const pages = seat.getByRole("navigation", { name: "More pages" }).getByRole("link");
      expect(await pages.allTextContents()).toEqual(["Conversations", "Sessions"]);
      await page.screenshot({ path: `${FOLDER}/seat-phone.png` });
      await page.setViewportSize(DESKTOP.viewport);
      await page.screenshot({ path: `${FOLDER}/seat-desktop.png` });
      const { items } = await admin.call<{ items: SessionPerson[] }>(`sessions/${id}/people`);
      await admin.call(`sessions/${id}/people/${items[0]!.userId}`, "PUT", { status: "admitted" });
      await seat.getByText("You are in", { exact: true }).waitFor();
      await admin.call(`sessions/${id}/start`, "POST");
      await guest.message.waitFor();
      expect([refused, new Set(joined)]).toEqual([[], new Set(["debate-stage"])]);
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
