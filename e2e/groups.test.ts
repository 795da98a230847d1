/** The groups of a guide: another one is planned, what both left stands side by side, themes are brought together. */
import { mkdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import papaparse from "papaparse";
import { describe, expect } from "vitest";
import type { SessionProbe } from "../schema/messages/session-probe.ts";
import type { NewInvitation, SessionPerson } from "../schema/messages/session-seat.ts";
import type { Session, SessionPage } from "../schema/messages/session.ts";
import { browserPath } from "../test/browser.ts";
import { startAnsweringModel } from "../test/survey/answering-model.ts";
import { until, type Visitor } from "./support/join-place.ts";
import { findBarriers } from "./support/find-barriers.ts";
import { paidJourney, type Admin } from "./support/paid-journey.ts";
import { startPaidWorld, type PaidWorld } from "./support/start-paid-world.ts";
import { comeToSession, planSession, untilSeated } from "./support/stage-session.ts";
import type { VisitorPage } from "./support/visitor-page.ts";

const PATIENCE_MS = 300_000;
const FOLDER = resolve(import.meta.dirname, "../build/screens");
const SIZES = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
};
const QUESTION = { kind: "yes-no", title: "Should buses run all night?" };
const OPTIONS = ["Yes", "No"].map((text) => ({ value: text === "Yes", text }));
const guide = [{ title: "Habits", minutes: 5, prompts: ["How do you get home?"], probes: [] }];

type Said = { name: string; says: string; theme: string; words: string }[];

/** Its people say one thing each, which become a theme each, and it ends. */
async function hold({ call }: Admin, session: Session, comers: Visitor[], said: Said): Promise<void> {
  const path = `sessions/${session.id}`;
  await call(`${path}/probes`, "POST", { question: { ...QUESTION, options: OPTIONS } });
  const { circleId } = await call<Session>(`${path}/start`, "POST");
  await untilSeated(circleId!, ...comers);
  for (const [at, { says, theme, words }] of said.entries()) {
    const { turnId } = await comers[at]!.request<{ turnId: string }>("say", { text: says });
    await call(`conversations/${circleId}/outcome/items`, "POST", {
      kind: "focus-group",
      content: { type: "theme", text: theme, quotations: [{ turnId, text: words }] },
      turnIds: [turnId],
    });
  }
  await call(`${path}/end`, "POST");
}

const FIRST: Said = [
  {
    name: "Pia",
    says: "The last bus leaves far too early for my shift.",
    theme: "Night buses too rare",
    words: "leaves far too early",
  },
  { name: "Ben", says: "I walk, it is not far.", theme: "Walking home", words: "I walk" },
];
const SECOND: Said = [
  {
    name: "Mia",
    says: "There are too few night buses, I wait an hour.",
    theme: "Too rare: night buses",
    words: "I wait an hour",
  },
  { name: "Tom", says: "على الأقدام, always. It is safe here.", theme: "Going on foot", words: "It is safe here" },
];

/** In a world whose worker asks personas what is put to all. */
const groupsJourney = paidJourney.extend("world", { scope: "file" }, async ({}, { onCleanup }): Promise<PaidWorld> => {
  const model = await startAnsweringModel(() => "(A) The first, I think.");
  const world = await startPaidWorld({ WORKER: "on", ...model.settings });
  onCleanup(async () => {
    await world.close();
    await model.close();
  });
  return world;
});

describe.skipIf(browserPath === null)("the groups of a guide", () => {
  groupsJourney(
    "C9 what they left stands side by side, each number leads to words and their moment, and themes are brought together",
    { timeout: PATIENCE_MS },
    async ({ admin, world, visit, witness }) => {
      await mkdir(FOLDER, { recursive: true });
      const { call } = admin;
      const plan = { title: "Night buses", topic: "Better night buses", kind: "focus-group" as const, guide };
      const first = await planSession(admin, witness, plan);
      const come = (session: Session, said: Said) =>
        Promise.all(said.map(({ name }) => comeToSession(admin, world.url, session, { name })));
      const pia = await come(first, FIRST);
      await hold(admin, first, pia, FIRST);
      for (const { room } of pia) await room.leave();

      const fay = await visit({ ...SIZES.desktop, bypassCSP: true, storageState: admin.storageState });
      const { page, button } = fay;
      const look = (name: string) => page.screenshot({ path: join(FOLDER, `groups-${name}.png`) });
      await fay.stepIn("Fay");
      await button("Text view", fay.actions).click();
      await page.evaluate((id) => void (location.hash = `#/sessions/${id}/groups`), first.id);
      const studio = fay.dialog("Sessions");
      await studio.getByText("This guide has one group").waitFor();
      await look("one");
      await studio.getByText("Add a group").click();
      await button("Plan the group", studio).click();
      await expect
        .poll(() => studio.getByRole("textbox", { name: "Title" }).first().inputValue())
        .toBe("Night buses, group 2");
      await studio.getByRole("list", { name: "Groups of this guide" }).waitFor();
      await look("prepare-desktop");

      const { items } = await call<SessionPage>("sessions");
      const second = await call<Session>(`sessions/${items.find(({ title }) => title === "Night buses, group 2")!.id}`);
      const mia = await come(second, SECOND);
      await hold(admin, second, mia, SECOND);
      for (const { room } of mia) await room.leave();

      await page.evaluate((id) => void (location.hash = `#/sessions/${id}/groups`), first.id);
      const themes = studio.getByRole("region", { name: "Themes side by side" });
      const rows = () => themes.getByRole("rowheader").allInnerTexts();
      await themes.waitFor();
      await expect.poll(rows).toEqual(["Night buses too rare", "Walking home", "Going on foot"]);
      await look("matrix-desktop");
      await button(/^1 of \d+ turns: Night buses too rare, Night buses, group 2$/, themes).click();
      await themes.getByText("I wait an hour").waitFor();
      expect(await findBarriers(fay)).toEqual([]);
      await look("quotation-desktop");

      await button("Walking home", themes).click();
      const form = themes.getByRole("form", { name: "Name the theme Walking home" });
      await form.getByRole("combobox", { name: "Or bring together with" }).selectOption("Going on foot");
      await button("Bring together", form).click();
      await expect.poll(async () => (await rows()).toSorted()).toEqual(["Going on foot", "Night buses too rare"]);
      await themes.getByText("Named by a person").waitFor();
      await look("merged-desktop");
      expect(await findBarriers(fay)).toEqual([]);
      await studio.getByText("Asked of all, side by side").scrollIntoViewIfNeeded();
      await look("questions-desktop");

      await page.setViewportSize(SIZES.phone.viewport);
      await page.emulateMedia({ colorScheme: "dark" });
      await themes.scrollIntoViewIfNeeded();
      await look("matrix-phone-dark");
      await studio.getByRole("region", { name: "Shares of talk side by side" }).scrollIntoViewIfNeeded();
      await look("shares-phone-dark");
      const spills = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      );
      expect(spills).toBe(false);
      await page.emulateMedia({ colorScheme: "light" });
      await look("shares-phone");
      await page.setViewportSize(SIZES.desktop.viewport);
      await page.emulateMedia({ colorScheme: "dark" });
      await themes.scrollIntoViewIfNeeded();
      await look("matrix-desktop-dark");
      await page.emulateMedia({ colorScheme: "light" });

      const [saved] = await Promise.all([page.waitForEvent("download"), button("CSV", studio).click()]);
      expect(saved.suggestedFilename()).toBe("groups.csv");
      const opened = page.context().waitForEvent("page");
      await button("Open to print", studio).click();
      const report = await opened;
      await report.getByRole("heading", { name: "Groups side by side: Better night buses", level: 1 }).waitFor();
      await report.screenshot({ path: join(FOLDER, "groups-report.png"), fullPage: true });
      await report.close();

      await button(/^1 of \d+ turns: Night buses too rare, Night buses, group 2$/, themes).click();
      await themes.getByRole("link", { name: /^To what Participant \d said, in the transcript$/ }).click();
      const talk = fay.dialog("Conversations");
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.textContent ?? ""))
        .toContain("I wait an hour");
      await talk.getByText("There are too few night buses").waitFor();
      await page.goBack();
      await themes.waitFor();
    },
  );

  groupsJourney(
    "C9 a question put to all groups that run is answered by their people on their screens and by each persona, and stands side by side",
    { timeout: PATIENCE_MS },
    async ({ admin, world, visit, witness }) => {
      await mkdir(FOLDER, { recursive: true });
      const { call } = admin;
      const first = await planSession(admin, witness, {
        title: "Fares",
        topic: "Fair fares",
        kind: "focus-group",
        guide,
      });
      const copy = await call<Session>("sessions", "POST", {
        copyOf: first.id,
        title: "Fares, group 2",
        isGroup: true,
      });
      const { personaIds } = first.plan;
      const other = await until("another persona of the plaza", () =>
        [...witness.room.state.avatars].find(
          ([id, { kind, circleId }]) => kind === "persona" && circleId === "" && !personaIds.includes(id),
        ),
      );
      const second = await call<Session>(`sessions/${copy.id}`, "PUT", {
        version: copy.version,
        plan: { ...copy.plan, personaIds: [other[0]] },
      });
      const screens: VisitorPage[] = [];
      for (const [session, name] of [
        [first, "Pia"],
        [second, "Mia"],
      ] as const) {
        const { token } = await call<NewInvitation>(`sessions/${session.id}/invitations`, "POST", {
          role: "participant",
          hours: 1,
          uses: 1,
        });
        const screen = await visit(SIZES.phone, `${world.url}#/session/${token}`);
        screens.push(screen);
        await screen.page.getByRole("textbox", { name: "Your name" }).fill(name);
        await screen.button("Step in").click();
        await screen.button("I agree", screen.dialog("Sessions")).click();
        const [person] = await until("they wait", async () => {
          const { items } = await call<{ items: SessionPerson[] }>(`sessions/${session.id}/people`);
          return items.length > 0 && items;
        });
        await call(`sessions/${session.id}/people/${person!.userId}`, "PUT", { status: "admitted" });
        await call(`sessions/${session.id}/start`, "POST");
        await screen.message.waitFor();
      }
      // One of them has a question open already, and is asked once that is closed.
      const held = await call<SessionProbe>(`sessions/${second.id}/probes`, "POST", {
        question: { ...QUESTION, options: OPTIONS },
      });

      const fay = await visit({ ...SIZES.desktop, bypassCSP: true, storageState: admin.storageState });
      const { page, button } = fay;
      const look = (name: string) => page.screenshot({ path: join(FOLDER, `groups-${name}.png`) });
      await fay.stepIn("Fay");
      await button("Text view", fay.actions).click();
      await page.evaluate((id) => void (location.hash = `#/sessions/${id}`), first.id);
      const studio = fay.dialog("Sessions");
      await studio.getByRole("tab", { name: "To all" }).click();
      await studio.getByRole("link", { name: "To several groups at once" }).click();
      await studio.getByText("Put a question to all running groups").click();
      await studio.getByLabel("What you ask everybody").fill("Should night buses be free?");
      await studio.getByLabel("Options, one a line").fill("Free\nPaid");
      await button("Put it to all", studio).click();
      await studio.getByText("One group is asked.").waitFor();
      const refused = studio.getByRole("alert").filter({ hasText: "A question is open already" });
      await refused.getByText("Fares, group 2").waitFor();
      expect(await findBarriers(fay)).toEqual([]);
      await look("asked-desktop");
      await call(`sessions/${second.id}/probes/${held.id}`, "PUT", { closed: true });
      await button("Ask these again", refused).click();
      await refused.waitFor({ state: "detached" });

      for (const [place, answer] of ["Free", "Paid"].entries()) {
        const { page: own, button: press } = screens[place]!;
        const question = own.getByRole("region", { name: "Question to all" });
        await question.getByRole("radio", { name: answer }).check();
        await press("Answer", question).click();
        await question.getByText("Your answer is stored.").waitFor();
      }
      const asked = studio.getByRole("region", { name: "Should night buses be free?" });
      await asked.waitFor();
      for (const group of ["Fares", "Fares, group 2"]) {
        const own = asked.getByRole("table", { name: `Should night buses be free? – ${group}`, exact: true });
        await own.getByText("1 person", { exact: true }).waitFor();
        await own.getByText("1 persona (simulated)", { exact: true }).waitFor();
      }
      await asked.scrollIntoViewIfNeeded();
      expect(await findBarriers(fay)).toEqual([]);
      await look("answers-desktop");
      await page.setViewportSize(SIZES.phone.viewport);
      await page.emulateMedia({ colorScheme: "dark" });
      await asked.scrollIntoViewIfNeeded();
      await look("answers-phone-dark");

      const [saved] = await Promise.all([page.waitForEvent("download"), button("CSV", studio).click()]);
      const { data } = papaparse.parse<Record<string, string>>(await readFile(await saved.path(), "utf8"), {
        header: true,
        skipEmptyLines: true,
      });
      const ofPeople = data.filter(
        ({ question, askedOf }) => question === "Should night buses be free?" && askedOf === "people",
      );
      expect(ofPeople.map(({ group, answer, count, answered }) => [group, answer, count, answered])).toEqual([
        ["Fares", "Free", "1", "1"],
        ["Fares", "Paid", "0", "1"],
        ["Fares, group 2", "Free", "0", "1"],
        ["Fares, group 2", "Paid", "1", "1"],
      ]);
      const opened = page.context().waitForEvent("page");
      await button("Open to print", studio).click();
      const report = await opened;
      await report.getByRole("heading", { name: "Should night buses be free?" }).waitFor();
      await report.close();
      for (const { id } of [first, second]) await call(`sessions/${id}/end`, "POST");
    },
  );
});
