/** The gallery of a private session, from a phone: under one's own name, with captions that are whole, and questions that are taken. */
import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { describe, expect } from "vitest";
import type { NewInvitation, SessionPerson } from "../schema/messages/session-seat.ts";
import { browserPath } from "../test/browser.ts";
import { paidJourney } from "./support/paid-journey.ts";
import { planSession } from "./support/stage-session.ts";

const FOLDER = resolve(import.meta.dirname, "../build/screens");
const DESKTOP = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const guide = [{ title: "Habits", minutes: 10, prompts: [], probes: [] }];
const QUESTION =
  "Who pays for the buses that run all night, when hardly anybody rides them, and who decides which of them are kept in the years after the first one?";

describe.skipIf(browserPath === null)("the gallery of a session", () => {
  paidJourney(
    "C10 C9 who only watches keeps the name they typed; a facilitator who takes their question sits down to say it",
    { timeout: 240_000 },
    async ({ world, admin, visit, witness }) => {
      await mkdir(FOLDER, { recursive: true });
      const plan = { title: "Night buses", topic: "Night buses", kind: "focus-group" as const, guide };
      const { id } = await planSession(admin, witness, plan);
      await admin.call(`sessions/${id}/start`, "POST");
      const invitation = { role: "spectator", hours: 1, uses: 1 };
      const { token } = await admin.call<NewInvitation>(`sessions/${id}/invitations`, "POST", invitation);
      const lea = await visit(PHONE, `${world.url}#/session/${encodeURIComponent(token)}`);
      await lea.page.getByRole("textbox", { name: "Your name" }).fill("Lea");
      await lea.button("Just watch").click();
      await lea.button("Go to the session", lea.dialog("Sessions")).click();
      const people = async () =>
        (await admin.call<{ items: SessionPerson[] }>(`sessions/${id}/people`)).items.map(({ name }) => name);
      expect(await people()).toContain("Lea");
      await lea.conversation.getByRole("tab", { name: "Questions" }).click();
      await lea.conversation.getByRole("textbox", { name: "Your question" }).fill(QUESTION);
      await lea.button("Ask", lea.conversation).click();
      await lea.conversation.getByText(QUESTION).waitFor();

      const fay = await visit({ ...DESKTOP, storageState: admin.storageState }, `${world.url}#/sessions/${id}`);
      await fay.stepIn("Fay");
      const studio = fay.dialog("Sessions");
      await fay.button("Sit down to speak", studio).waitFor();
      // Nobody else speaks after her.
      await fay.button("Pause", studio).click();
      await studio.getByRole("tab", { name: /^Questions/ }).click();
      await fay.button(`Say “${QUESTION}” in the circle`, studio).click();
      await studio.getByRole("article", { name: "Fay said" }).getByText("Who pays for the buses").waitFor();
      expect(await fay.button("Sit down to speak", studio).count()).toBe(0);
      await fay.page.screenshot({ path: `${FOLDER}/gallery-session-taken-desktop.png` });

      // Nothing of what the caption says is cut off.
      const caption = lea.page.locator("p[aria-hidden]").filter({ hasText: "after the first one?" });
      await caption.waitFor();
      await lea.page.screenshot({ path: `${FOLDER}/gallery-session-caption-phone.png` });
      expect(await caption.evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)).toBe(0);
      await admin.call(`sessions/${id}/end`, "POST");
      await lea.page.getByText("“Night buses” has ended").waitFor();
    },
  );
});
