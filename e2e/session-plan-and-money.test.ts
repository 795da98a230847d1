/** A session before it begins, tried out, and while it runs, at the end of its money. */
import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import type { Locator, Page } from "playwright-core";
import { describe, expect } from "vitest";
import type { Persona } from "../schema/messages/persona.ts";
import type { NewInvitation, SessionPerson } from "../schema/messages/session-seat.ts";
import type { Session } from "../schema/messages/session.ts";
import { browserPath } from "../test/browser.ts";
import { findBarriers } from "./support/find-barriers.ts";
import { joinPlace } from "./support/join-place.ts";
import { paidJourney, type Admin } from "./support/paid-journey.ts";
import { planSession } from "./support/stage-session.ts";
import type { VisitorPage } from "./support/visitor-page.ts";

const FOLDER = resolve(import.meta.dirname, "../build/screens");
const DESKTOP = { viewport: { width: 1440, height: 900 } };
const TABLET = { viewport: { width: 820, height: 1180 } };
const PHONE = { viewport: { width: 390, height: 844 } };
const PATIENTLY = { timeout: 60_000 };
const INVITATION = { role: "participant", hours: 1, uses: 1 };
const section = (title: string, prompts: string[]) => ({ title, minutes: 1, prompts, probes: [] });

async function look(page: Page, name: string): Promise<void> {
  for (const size of ["desktop", "phone"] as const) {
    await page.setViewportSize({ desktop: DESKTOP, phone: PHONE }[size].viewport);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.screenshot({ path: `${FOLDER}/${name}-${size}-${colorScheme}.png` });
    }
  }
}

const rowsOf = async (steps: Locator): Promise<number> => {
  const boxes = await Promise.all((await steps.getByRole("button").all()).map((step) => step.boundingBox()));
  return new Set(boxes.map((box) => box!.y)).size;
};

/** In a place from which everybody has gone, the plan says so, and leads to where personas are made. */
async function chooseAmongNobody(url: string, { call }: Admin, { page, button, dialog }: VisitorPage): Promise<void> {
  const there = await joinPlace(url, "Theo", "spectator", "classroom");
  const living = () => [...there.room.state.avatars].flatMap(([id, { kind }]) => (kind === "persona" ? [id] : []));
  await Promise.all(living().map((id) => call(`personas/${id}`, "DELETE")));
  await expect.poll(() => living().length).toBe(0);
  const studio = dialog("Sessions");
  await page.setViewportSize(DESKTOP.viewport);
  await studio.getByRole("combobox", { name: "Place" }).selectOption("The Classroom");
  const cards = studio.getByRole("group", { name: "Personas" });
  await cards.getByText("Nobody lives here yet").waitFor();
  await cards.scrollIntoViewIfNeeded();
  await look(page, "session-nobody");
  await button("Make a persona", cards).press("Enter");
  await page.keyboard.press("Tab");
  await studio
    .locator(":focus")
    .and(studio.getByRole("button", { name: /^Add / }))
    .press("Enter");
  await cards.getByRole("checkbox", { checked: true }).waitFor();
  await there.room.leave();
}

describe.skipIf(browserPath === null)("a session's plan and money", () => {
  paidJourney(
    "C9 a dry run plays the guide in the rehearsal voice, follows what is said for a reader at its end, and leaves nothing",
    { timeout: 120_000 },
    async ({ admin, visit, witness }) => {
      await mkdir(FOLDER, { recursive: true });
      const prompts = Array.from({ length: 8 }, (_, index) => `How do you get home on day ${index + 1}?`);
      const made = await planSession(admin, witness, {
        title: "Night buses",
        topic: "Better night buses",
        kind: "focus-group",
        guide: [section("Habits", prompts), section("Fares", ["Who should pay?"])],
      });
      const fay = await visit({
        viewport: { width: 900, height: 600 },
        bypassCSP: true,
        storageState: admin.storageState,
      });
      const { page, button } = fay;
      await fay.stepIn("Fay");
      await button("Text view", fay.actions).click();
      await page.evaluate((id) => void (location.hash = `#/sessions/${id}`), made.id);
      const steps = fay.dialog("Sessions").getByRole("navigation", { name: "What is prepared" });
      await steps.getByRole("button", { name: "Guide 2 minutes" }).click();
      expect(await page.evaluate(() => document.activeElement?.querySelector("h4")?.textContent)).toContain("Guide");
      await steps.getByRole("button", { name: /^Cost \S+ ¢–\S+ ¢$/ }).waitFor();
      await admin.call(`sessions/${made.id}/budget`, "PUT", { from: null, to: 5e9 });
      await steps.getByRole("button", { name: /^Cost \S+ ¢–\S+ ¢, at most \$5\.00$/ }).waitFor();
      // Seven steps, in as few rows as a finger allows.
      for (const [{ viewport }, rows] of [
        [DESKTOP, 1],
        [TABLET, 1],
        [PHONE, 3],
      ] as const) {
        await page.setViewportSize(viewport);
        await expect.poll(() => rowsOf(steps)).toBe(rows);
      }
      for (const step of await steps.getByRole("button").all())
        expect((await step.boundingBox())!.height).toBeGreaterThanOrEqual(44);
      await look(page, "session-plan");
      await page.setViewportSize({ width: 900, height: 600 });
      await button("Dry run", fay.dialog("Sessions")).click();
      const run = fay.dialog("Dry run");
      await run.getByText("Rehearsal voices: scripted, free", { exact: false }).waitFor();
      const said = run.getByRole("list", { name: "What is said" }).getByRole("paragraph");
      const isInView = (index: number) =>
        said.nth(index).evaluate((paragraph) => {
          const { top, bottom } = paragraph.getBoundingClientRect();
          return document.elementFromPoint(innerWidth / 2, (top + bottom) / 2)?.closest("p") === paragraph;
        });
      await button("Next section", run).click();
      await run.getByText("Who should pay?").waitFor();
      expect(await said.count()).toBeGreaterThan(prompts.length);
      await expect.poll(async () => isInView((await said.count()) - 1)).toBe(true);
      expect(await findBarriers(fay)).toEqual([]);

      // One who reads further up is not moved.
      await said.first().hover();
      await page.mouse.wheel(0, -10_000);
      await expect.poll(() => isInView(0)).toBe(true);
      await run.getByText("The guide is over.").waitFor(PATIENTLY);
      expect(await isInView(0)).toBe(true);
      await look(page, "session-dry-run");
      await button("Close", run).click();
      await fay.dialog("Sessions").getByRole("textbox", { name: "Title" }).waitFor();
      const record = await admin.call<{ items: { action: string }[] }>(`sessions/${made.id}/record`);
      expect(record.items.map(({ action }) => action).toSorted()).toEqual(["budget-set", "made"]);
    },
  );

  paidJourney(
    "C9 the place of a session is chosen by its plan, the page stays as it is and leads there, and personas who live elsewhere are named, and back in their place chosen again",
    { timeout: 180_000 },
    async ({ admin, visit, witness, world }) => {
      const made = await planSession(admin, witness, {
        title: "Night buses",
        topic: "Better night buses",
        kind: "debate",
        guide: [section("Habits", ["How do you get home?"])],
      });
      const fay = await visit({ ...DESKTOP, bypassCSP: true, storageState: admin.storageState });
      const { page } = fay;
      await fay.stepIn("Fay");
      await page.evaluate((id) => void (location.hash = `#/sessions/${id}`), made.id);
      const studio = fay.dialog("Sessions");
      const personas = studio.getByRole("group", { name: "Personas" }).getByRole("checkbox");
      await personas.first().waitFor();
      const chosen = personas.and(page.locator(":checked"));
      expect(await chosen.count()).toBe(1);
      const [personaId] = made.plan.personaIds;
      const { name } = await admin.call<Persona>(`personas/${personaId}`);
      await studio.getByText("Propose a plan from a brief").click();
      const brief = studio.getByRole("textbox", { name: "The brief" });
      await brief.fill("Buses at night, for those who work late.");
      const written = await brief.elementHandle();
      const place = studio.getByRole("combobox", { name: "Place" });
      const scrolled = () =>
        place.evaluate((field) => {
          let box = field.parentElement!;
          while (box.scrollHeight <= box.clientHeight || getComputedStyle(box).overflowY === "visible")
            box = box.parentElement!;
          return box.scrollTop;
        });
      await studio.getByRole("textbox", { name: "Consent form" }).scrollIntoViewIfNeeded();

      const held = Promise.withResolvers<void>();
      await page.route("**/matchmake/**", async (route) => held.promise.then(() => route.fallback()));
      await place.selectOption("The Debate Stage");
      await page.getByRole("status").filter({ hasText: "Going there" }).waitFor();
      const before = await scrolled();
      expect(before).toBeGreaterThan(0);
      await look(page, "session-travel");
      await page.setViewportSize(DESKTOP.viewport);
      held.resolve();
      await studio.getByText("tiers for the audience: for debates.", { exact: false }).waitFor();
      await expect.poll(() => page.locator("strong", { hasText: "The Debate Stage" }).count()).toBe(1);
      await expect.poll(() => personas.count()).toBeGreaterThan(1);
      expect(await written!.evaluate((field) => [field.isConnected, (field as HTMLTextAreaElement).value])).toEqual([
        true,
        "Buses at night, for those who work late.",
      ]);
      expect(await scrolled()).toBe(before);
      expect(await chosen.count()).toBe(0);
      await studio.getByText(`because they live in another place: ${name}.`, { exact: false }).waitFor();
      const { plan } = await admin.call<Session>(`sessions/${made.id}`);
      expect([plan.placeId, plan.personaIds]).toEqual(["debate-stage", []]);
      // A card says who it is, its stance and expertise, and is pressed anywhere.
      const cards = studio.getByRole("group", { name: "Personas" });
      const barrister = cards.getByRole("checkbox", { name: "Constance Adeyemi", description: /labour rights/ });
      await cards.getByText("47 · barrister").click();
      expect(await barrister.isChecked()).toBe(true);
      await cards.getByText("Sceptical").first().waitFor();
      const panel = studio.getByRole("group", { name: "The panel" });
      await panel.getByText(/^1 persona · aged \d+$/).waitFor();
      await panel.getByText("Three or more talk better with each other.").waitFor();
      await panel.getByRole("definition").filter({ hasText: "labour rights" }).waitFor();
      // By key: arrows lead from card to card.
      await personas.first().focus();
      await page.keyboard.press("ArrowDown");
      const second = personas.nth(1);
      await second.and(page.locator(":focus")).waitFor();
      const wasChosen = await second.isChecked();
      await page.keyboard.press("Space");
      expect(await second.isChecked()).toBe(!wasChosen);
      expect(await findBarriers(fay)).toEqual([]);
      await look(page, "session-place");
      await page.setViewportSize(DESKTOP.viewport);
      await place.selectOption("The Plaza");
      await expect
        .poll(async () => (await admin.call<Session>(`sessions/${made.id}`)).plan)
        .toMatchObject({ placeId: "plaza", personaIds: [personaId] });
      await studio.getByText("because they live in another place:", { exact: false }).waitFor();
      expect(await brief.inputValue()).toContain("Buses at night");
      await chooseAmongNobody(world.url, admin, fay);
    },
  );

  paidJourney(
    "C9 L7 at the limit of a session its personas fall silent, the studio and its people read why, and talk goes on once it is raised",
    { timeout: 180_000 },
    async ({ admin, world, visit, witness }) => {
      const made = await planSession(admin, witness, {
        title: "Night buses",
        topic: "Better night buses",
        kind: "focus-group",
        guide: [section("Habits", ["How do you get home?"])],
      });
      const path = `sessions/${made.id}`;
      const { token } = await admin.call<NewInvitation>(`${path}/invitations`, "POST", INVITATION);
      const pia = await visit({ ...PHONE, bypassCSP: true }, `${world.url}#/session/${token}`);
      await pia.page.getByRole("textbox", { name: "Your name" }).fill("Pia");
      await pia.button("Step in").click();
      await pia.button("I agree", pia.dialog("Sessions")).click();
      await pia.dialog("Sessions").getByText("You are in the waiting room").waitFor();
      const { items } = await admin.call<{ items: SessionPerson[] }>(`${path}/people`);
      await admin.call(`${path}/people/${items[0]!.userId}`, "PUT", { status: "admitted" });
      await admin.call(`${path}/start`, "POST");

      const fay = await visit({ ...DESKTOP, bypassCSP: true, storageState: admin.storageState });
      await fay.stepIn("Fay");
      await fay.button("Text view", fay.actions).click();
      await fay.page.evaluate((id) => void (location.hash = `#/sessions/${id}`), made.id);
      const studio = fay.dialog("Sessions");
      const said = studio.getByRole("region", { name: "Transcript" }).getByRole("article");
      const saidByPersonas = said.and(studio.getByRole("article", { name: /^(?!Pia).* said$/ }));
      await pia.message.waitFor();
      await pia.say("How do I get home at night?");
      await saidByPersonas.first().waitFor(PATIENTLY);

      // What was spent before counts.
      await studio.getByRole("heading", { name: "Night buses" }).click();
      await fay.page.keyboard.press("m");
      const money = studio.getByRole("region", { name: "Money" });
      const limit = async (dollars: string) => {
        await money.getByRole("textbox", { name: /^What this session may cost/ }).fill(dollars);
        await fay.button("Set the limit", money).click();
      };
      await limit("0.0001");
      await money.getByText("Used up: personas are silent", { exact: false }).waitFor();
      const told = fay.page
        .getByText(/This session has used its 0.01 ¢\..* Whoever facilitates the session/)
        .filter({ visible: true });
      const isTold = told.first().waitFor();
      await pia.say("And who pays for the bus?");
      const stop = pia.conversation.getByRole("alert").filter({ hasText: "Everything said is kept" });
      await stop.waitFor(PATIENTLY);
      expect(await stop.innerText()).toMatch(/^This session's budget of .* is used up\./);
      await stop.getByText("Whoever facilitates the session raises it, in the studio.", { exact: false }).waitFor();
      await pia.say("We talk on by ourselves.");
      await said.getByText("We talk on by ourselves.").waitFor();
      await isTold;
      expect(await fay.page.getByRole("link", { name: "Raise the budget" }).count()).toBe(0);
      const before = await saidByPersonas.count();
      expect([await findBarriers(fay), await findBarriers(pia)]).toEqual([[], []]);
      await look(fay.page, "session-limit-studio");
      await look(pia.page, "session-limit-people");

      await fay.page.setViewportSize(DESKTOP.viewport);
      await limit("1");
      await money.getByText("Used up", { exact: false }).waitFor({ state: "detached" });
      await fay.button(/^Go on/, studio).click();
      await expect.poll(() => saidByPersonas.count(), PATIENTLY).toBeGreaterThan(before);
      await stop.waitFor({ state: "detached" });
      await admin.call(`${path}/end`, "POST");
    },
  );
});
