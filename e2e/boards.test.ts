/** What a session shows hangs in its place, for those who watch it too: pictures of each are kept in build/screens. */
import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { describe, expect } from "vitest";
import type { Session } from "../schema/messages/session.ts";
import type { PictureAdded } from "../schema/messages/session-material.ts";
import { browserPath } from "../test/browser.ts";
import { paidJourney, type Admin } from "./support/paid-journey.ts";

const PATIENTLY = { timeout: 600_000 };
const FOLDER = resolve(import.meta.dirname, "../build/screens");
const TEXT = "Should buses run all night?\nNight buses cost the town 240,000 a year, and carry 600 people a night.";
const DESKTOP = { viewport: { width: 1280, height: 800 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** Runs while the journey lasts; its first section shows a text, its second one a picture, its third nothing. */
async function startSession({ call }: Admin, placeId: string, url: string, token: string, picture: Buffer) {
  const section = { minutes: 5, prompts: [], probes: [] };
  const plan = { title: "Night buses", topic: "Night buses", kind: "focus-group", consent: "", isOpen: true, placeId };
  const consent = "You agree to be heard.";
  const made = await call<Session>("sessions", "POST", { plan: { ...plan, consent } });
  const answer = await fetch(`${url}/api/sessions/${made.id}/pictures`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "image/png" },
    body: new Uint8Array(picture),
  });
  const { pictureId } = (await answer.json()) as typeof PictureAdded._zod.output;
  const guide = [
    { ...section, title: "Text", material: { kind: "text", text: TEXT } },
    { ...section, title: "Picture", material: { kind: "picture", pictureId, description: "A screen" } },
    { ...section, title: "Nothing" },
  ];
  await call(`sessions/${made.id}`, "PUT", { version: made.version, plan: { ...made.plan, guide } });
  await call(`sessions/${made.id}/start`, "POST");
  return `sessions/${made.id}`;
}

describe.skipIf(browserPath === null)("boards", () => {
  paidJourney(
    "C9 what an open session shows hangs in its place for a spectator without a link, and in words beside it",
    PATIENTLY,
    async ({ world, admin, visit }) => {
      await mkdir(FOLDER, { recursive: true });
      const { account } = JSON.parse(admin.storageState.origins[0]!.localStorage[0]!.value).state;
      for (const [placeId, options] of [
        ["focus-room", { ...DESKTOP, colorScheme: "dark" }],
        ["classroom", DESKTOP],
        ["debate-stage", DESKTOP],
        ["plaza", { ...PHONE, colorScheme: "dark" }],
      ] as const) {
        const { page, button } = await visit(
          { ...options, isPainted: process.env["SCREENS"] === "all" },
          `${world.url}#/${placeId}`,
        );
        await button("Just watch").click();
        await page.locator("canvas[data-shown]").waitFor(PATIENTLY);
        const picture = await page.screenshot(PATIENTLY);
        const path = await startSession(admin, placeId, world.url, account.token, picture);
        const shown = page.getByRole("region", { name: "Shown to all" });
        await shown.getByText("Should buses run all night?").waitFor();
        await page.screenshot({ path: `${FOLDER}/board-${placeId}-text.png`, ...PATIENTLY });
        await admin.call(`${path}/section`, "PUT", { from: 0, to: 1 });
        await shown.getByRole("img", { name: "A screen" }).waitFor();
        await page.screenshot({ path: `${FOLDER}/board-${placeId}-picture.png`, ...PATIENTLY });
        await admin.call(`${path}/section`, "PUT", { from: 1, to: 2 });
        await shown.waitFor({ state: "detached" });
        expect(await page.getByRole("alert").count()).toBe(0);
        await admin.call(`${path}/end`, "POST");
        await page.context().close();
      }
    },
  );
});
