/** The studio of a session that runs: beside the world on a desktop, with drawers on a tablet, by keys and palette. */
import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import type { Locator, Page } from "playwright-core";
import { describe, expect } from "vitest";
import type { Session } from "../schema/messages/session.ts";
import { browserPath } from "../test/browser.ts";
import { findBarriers } from "./support/find-barriers.ts";
import type { Visitor } from "./support/join-place.ts";
import { paidJourney, type Admin } from "./support/paid-journey.ts";
import { comeToSession, planSession, untilSeated } from "./support/stage-session.ts";
import type { VisitorPage } from "./support/visitor-page.ts";

const PATIENCE_MS = 300_000;
const FOLDER = resolve(import.meta.dirname, "../build/screens");
/** Painted only to look at: the CPU draws it. */
const isPainted = process.env["SCREENS"] === "all";
const SIZES = {
  desktop: { width: 1440, height: 900 },
  "tablet-wide": { width: 1024, height: 768 },
  "tablet-tall": { width: 768, height: 1024 },
  phone: { width: 390, height: 844 },
};
const guide = [
  { title: "Habits", minutes: 5, prompts: ["How do you get home at night?", "What would help?"], probes: [] },
  {
    title: "Fares",
    minutes: 10,
    prompts: ["Who should pay?"],
    probes: ["Why them?"],
    material: { kind: "text" as const, text: "Fares pay a third of it." },
  },
];

async function runSession(admin: Admin, url: string, witness: Visitor) {
  const plan = { title: "Night buses", topic: "Better night buses", kind: "focus-group" as const, guide };
  const made = await planSession(admin, witness, plan);
  const pia = await comeToSession(admin, url, made, { name: "Pia" });
  const session = await admin.call<Session>(`sessions/${made.id}/start`, "POST");
  await untilSeated(session.circleId!, pia);
  return { session, pia };
}

/** Machines that run journeys are often slow. */
const eventually = <Value>(read: () => Promise<Value>) => expect.poll(read, { timeout: 30_000 });
const boxOf = async (one: Locator) => (await one.boundingBox())!;

describe.skipIf(browserPath === null)("the studio", () => {
  paidJourney(
    "C9 the world stands beside the studio, nothing moves while one writes, every action has a key and is in the palette",
    { timeout: PATIENCE_MS },
    async ({ admin, world, visit, witness }) => {
      await mkdir(FOLDER, { recursive: true });
      const { session, pia } = await runSession(admin, world.url, witness);
      const fay = await visit({
        viewport: SIZES.desktop,
        bypassCSP: true,
        storageState: admin.storageState,
        isPainted,
      });
      const { page, button } = fay;
      const { keyboard } = page;
      await fay.stepIn("Fay");
      await page.evaluate((id) => void (location.hash = `#/sessions/${id}`), session.id);
      const studio = fay.dialog("Sessions");
      const divider = studio.getByRole("separator", { name: "Height of the world" });
      await divider.waitFor();
      // Its keys act before one has pressed into it.
      await eventually(async () => {
        await keyboard.press("u");
        return studio.getByRole("tab", { name: "Questions", selected: true }).count();
      }).toBe(1);

      // The world is drawn above the divider, and nowhere else.
      const canvas = page.locator("canvas");
      const isInWindow = async () => {
        const [drawn, line] = [await boxOf(canvas), await boxOf(divider)];
        return drawn.x >= 260 && drawn.x + drawn.width <= 1440 - 340 && Math.abs(drawn.y + drawn.height - line.y) < 1;
      };
      await eventually(isInWindow).toBe(true);
      const { height } = await boxOf(canvas);
      await divider.press("ArrowDown");
      await eventually(async () => (await boxOf(canvas)).height).toBeGreaterThan(height);
      await divider.press("ArrowUp");
      expect(await findBarriers(fay)).toEqual([]);
      // Every button shows its key: of the running section's first line, of each on the floor, of tabs and of the draft.
      await keyboard.press("y");
      await studio.getByRole("region", { name: "Next turn" }).waitFor();
      expect(await shownKeys(studio)).toEqual(expect.arrayContaining(["A", "X", "1", "⇧1", "Z", "N", "⇧E", "/", "M"]));
      expect(await studio.locator("[aria-keyshortcuts]:visible:not(:has(kbd:visible))").count()).toBe(0);
      await look(page, "keys");
      await keyboard.press("y");

      // What one writes stays where it is, and stays what it is, whatever happens meanwhile.
      await keyboard.press("w");
      const whisper = studio.getByLabel("To", { exact: true });
      await whisper.and(page.locator(":focus")).waitFor();
      const words = studio.getByLabel("What nobody else sees");
      await words.fill("n f p");
      const before = await boxOf(words);
      await pia.request("say", { text: "The last bus leaves too early. I walk home along the river then." });
      const ben = await comeToSession(admin, world.url, session, { name: "Ben" });
      const sue = await comeToSession(admin, world.url, session, { name: "Sue", role: "spectator" });
      await sue.request("follow", { circleId: session.circleId });
      await sue.request("ask", { text: "Who pays?" });
      await untilSeated(session.circleId!, ben);
      await admin.call(`sessions/${session.id}/frozen`, "PUT", { frozen: true });
      await studio.getByText("Everything stands still.").waitFor();
      await studio.getByText("The last bus leaves too early.", { exact: false }).first().waitFor();
      expect([await boxOf(words), await words.inputValue()]).toEqual([before, "n f p"]);
      expect(await words.and(page.locator(":focus")).count()).toBe(1);

      // Out of the field; then keys steer.
      await keyboard.press("Escape");
      await keyboard.press("k");
      await page
        .getByRole("status", { name: "Notices" })
        .getByText(/^Pinned what .+ said\.$/)
        .waitFor();
      await keyboard.press("f");
      await studio.getByText("Live", { exact: true }).waitFor();
      await bringOnStage(fay, studio, "Sue");
      // What the section shows hangs in the world beside it.
      const hung = page.waitForRequest(/board-feed/);
      await keyboard.press("n");
      await studio.getByText("Who should pay?").waitFor();
      await hung;
      await keyboard.press("Shift+N");
      await studio.getByText("What would help?").waitFor();
      await keyboard.press("h");
      await studio.getByRole("listitem").filter({ hasText: "went on to section 1" }).waitFor();
      await button("Close", studio).focus();

      // So does a question to all, when somebody else puts one.
      await studio.getByRole("heading", { name: "Night buses" }).click();
      await keyboard.press("q");
      const written = studio.getByLabel("What you ask everybody");
      await written.fill("Who rides?");
      const probes = `sessions/${session.id}/probes`;
      const put = await admin.call<{ id: string }>(probes, "POST", {
        question: { kind: "numeric", title: "How often?" },
      });
      await studio.getByRole("article", { name: "How often?" }).waitFor();
      expect([await written.inputValue(), await written.and(page.locator(":focus")).count()]).toEqual([
        "Who rides?",
        1,
      ]);
      await admin.call(`${probes}/${put.id}`, "PUT", { closed: true });
      await keyboard.press("Escape");

      // C2 what comes out so far: a theme with its quotation, noted by a facilitator.
      const turnId = pia.received.findLast(
        ({ type, message }) => type === "turn-ended" && message.text.startsWith("The last"),
      );
      const { turnId: said } = turnId!.message as { turnId: string };
      await admin.call(`conversations/${session.circleId}/outcome/items`, "POST", {
        kind: "focus-group",
        content: { type: "theme", text: "Going home late", quotations: [{ turnId: said, text: "leaves too early" }] },
        turnIds: [said],
      });
      await button("Close", studio).focus();
      await studio.getByRole("heading", { name: "Night buses" }).click();
      await keyboard.press("t");
      await studio.getByText("Going home late").waitFor();
      await studio.getByText("leaves too early", { exact: false }).last().waitFor();
      for (const tab of [/^Questions 1\b/, /^Themes 1\b/]) await studio.getByRole("tab", { name: tab }).waitFor();
      await look(page, "themes");
      await showsFairShare(studio);
      await keyboard.press("b");

      // The palette: by its key also from within a field.
      await studio.getByLabel("Note to observers and facilitators").press("Control+k");
      const palette = fay.dialog("Actions");
      const options = palette.getByRole("option");
      await options.first().waitFor();
      const keys = await options.locator("kbd").allInnerTexts();
      expect(keys.length).toBe(await options.count());
      expect([keys.every((key) => key !== ""), new Set(keys).size]).toEqual([true, keys.length]);
      await page.screenshot({ path: `${FOLDER}/studio-palette-desktop.png` });
      await palette.getByRole("combobox").fill("freeze");
      await keyboard.press("Enter");
      await studio.getByText("Everything stands still.").waitFor();
      await studio.getByRole("heading", { name: "Night buses" }).click();
      await keyboard.press("f");
      await studio.getByText("Live", { exact: true }).waitFor();

      // Where an action leads to a field, the focus is there when the list is closed.
      await keyboard.press("/");
      await palette.getByRole("combobox").fill("observers");
      await keyboard.press("Enter");
      await studio.getByLabel("Note to observers and facilitators").and(page.locator(":focus")).waitFor();
      await keyboard.press("Escape");

      // Prompts are said from a seat, which the guide says, and offers.
      const guidePart = studio.getByRole("region", { name: "Guide" });
      const whySeat = guidePart.getByText("Once you sit in the circle", { exact: false });
      await whySeat.waitFor();
      expect(await button(/^Say it: /, guidePart).count()).toBe(0);
      await look(page, "say-hint");
      await guidePart.getByRole("button", { name: "Sit down to speak" }).click();
      await studio.getByRole("textbox", { name: "Message" }).waitFor();
      await button("Say it: How do you get home at night?", guidePart).waitFor();
      expect(await whySeat.count()).toBe(0);
      // Its keys act while no button that was pressed has gone with the focus.
      await studio.getByRole("heading", { name: "Night buses" }).click();
      await keyboard.press("s");
      await studio.getByRole("article", { name: "Fay said" }).getByText("How do you get home at night?").waitFor();
      await look(page, "desktop");
      await openOverStudio(fay, studio);

      // A tablet: guide and side are drawers, the talk stays.
      for (const size of ["tablet-wide", "tablet-tall", "phone"] as const) {
        await page.setViewportSize(SIZES[size]);
        const guideLine = studio.getByRole("region", { name: "Guide" });
        await eventually(() => guideLine.count()).toBe(0);
        const talk = studio.getByRole("region", { name: "Transcript" }).first();
        const place = await boxOf(talk);
        await look(page, size);
        await studio.getByRole("heading", { name: "Night buses" }).click();
        await keyboard.press("g");
        await guideLine.waitFor();
        await look(page, `${size}-guide`);
        await keyboard.press("Escape");
        await eventually(() => guideLine.count()).toBe(0);
        await keyboard.press("m");
        await studio.getByRole("region", { name: "Money" }).waitFor();
        expect(await boxOf(talk)).toEqual(place);
        await look(page, `${size}-money`);
        // Out of the field of the limit, then out of the drawer.
        await keyboard.press("Escape");
        await keyboard.press("Escape");
      }

      // Esc leaves it open; closed, the world is whole again.
      await page.setViewportSize(SIZES.desktop);
      await keyboard.press("Escape");
      await studio.getByRole("heading", { name: "Night buses" }).waitFor();
      await button("Close").click();
      await fay.actions.waitFor();
      await eventually(async () => (await boxOf(canvas)).width).toBe(1440);
    },
  );
});

/** What a turn leads to opens over the studio, and closing it leads back there, with the focus where it was. */
async function openOverStudio({ page, button, dialog }: VisitorPage, studio: Locator): Promise<void> {
  const mine = studio.getByRole("article", { name: "Fay said" });
  const ofPia = studio.getByRole("article", { name: "Pia said" }).first();
  const ofPersona = studio.getByRole("article", { name: /^(?!Pia|Ben|Fay).* said$/ }).last();
  await ofPersona.scrollIntoViewIfNeeded();
  const name = (await ofPersona.getAttribute("aria-label"))!.replace(/ said$/, "");
  await button("Edit", mine).click();
  await dialog("Fay said").getByRole("textbox", { name: "Words" }).fill("How do you get home in the dark?");
  await button("Save", dialog("Fay said")).click();
  await mine.getByText("How do you get home in the dark?").waitFor();
  for (const [opener, opened] of [
    [button("edited", mine), "Fay said"],
    [button("Report what Pia said", ofPia), "Report Pia"],
    [button(name, ofPersona), name],
  ] as const) {
    await opener.click();
    await dialog(opened).waitFor();
    await page.screenshot({ path: `${FOLDER}/studio-over-${opened.replaceAll(" ", "-")}.png` });
    await page.keyboard.press("Escape");
    await dialog(opened).waitFor({ state: "detached" });
    await opener.and(page.locator(":focus")).waitFor();
    await studio.getByRole("heading", { name: "Night buses" }).waitFor();
  }
}

/** A stage pass of two minutes, by keyboard, for who asked a question. */
async function bringOnStage({ page, button }: VisitorPage, studio: Locator, name: string): Promise<void> {
  await page.keyboard.press("u");
  await button(`Bring ${name} on stage`, studio.getByRole("region", { name: "Questions" })).press("Enter");
  await page.getByRole("menuitem", { name: "30 seconds" }).waitFor();
  await look(page, "stage-pass");
  await page.getByRole("menuitem", { name: "2 minutes" }).press("Enter");
  await page.getByRole("menu").waitFor({ state: "detached" });
  await page.keyboard.press("h");
  await studio
    .getByRole("listitem")
    .filter({ hasText: `brought ${name} on stage for 120 s` })
    .waitFor();
  await page.keyboard.press("Escape");
}

/** C9 the participation meter: on the bar of each who sits, a mark at the fair share; beside it, the figure. */
async function showsFairShare(studio: Locator): Promise<void> {
  const floor = studio.getByRole("region", { name: "On the floor" });
  const marks = floor.getByTitle(/^fair share \d+%$/);
  const bars = await floor.getByRole("meter").all();
  const figures = await floor.locator("small", { hasText: /^\d+%$/ }).allInnerTexts();
  expect([await marks.count(), figures.length]).toEqual([bars.length, bars.length]);
  expect(figures.reduce((sum, figure) => sum + parseInt(figure), 0)).toBeGreaterThan(95);
  for (const [index, bar] of bars.entries()) {
    const [mark, box] = [await boxOf(marks.nth(index)), await boxOf(bar)];
    expect(Math.abs((mark.x + mark.width / 2 - box.x) / box.width - 1 / bars.length)).toBeLessThan(0.02);
  }
}

const shownKeys = (studio: Locator): Promise<string[]> =>
  studio.locator("kbd:visible").evaluateAll((keys) => keys.map((key) => key.dataset["key"] ?? ""));

async function look(page: Page, name: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.screenshot({ path: `${FOLDER}/studio-${name}-${colorScheme}.png` });
  }
}
