/**
 * Every screen and state, in both themes and on both sizes: saved in build/screens for people to look at, with
 * `SCREENS=all` in all looks and with the world painted behind them. `PLAZA_PICTURE=path.png` also saves the plaza at
 * golden hour with a circle talking.
 */
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { OPENAI_FORMAT } from "../test/model-servers/openai-format.ts";
import { startWireServer, type WireServer } from "../test/model-servers/wire-server.adapter.ts";
import { JOIN_ERROR_CODES } from "../schema/messages/close-codes.ts";
import { message } from "../schema/messages/message.ts";
import { refusalOf } from "../server/messages/refusal-of.ts";
import { browserPath } from "../test/browser.ts";
import { startDelayingProxy, type DelayingProxy } from "./support/delaying-proxy.ts";
import { distanceBetween, findBody, nearestPersonas, standStill } from "./support/find-body.ts";
import { joinPlace, until, type Visitor } from "./support/join-place.ts";
import { startWorld, type World } from "./support/start-world.ts";
import { closePages, openBrowser, openVisitorPage, type VisitorPage } from "./support/visitor-page.ts";

const FOLDER = resolve(import.meta.dirname, "../build/screens");
const NO_DELAY = { delayMs: 0, heldShare: 0, holdMs: 0, random: Math.random };
const SIZES = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
};
const PATIENCE_MS = 300_000;
const ORCHESTRA = { x: 0, z: 7 };
const SHOWS_ALL = process.env["SCREENS"] === "all";
const PICTURES = [process.env["PLAZA_PICTURE"] ?? []].flat();
/** One per look, because a body stays a while after its page is closed. */
const NAMES = ["Nadia", "Oskar", "Pilar", "Tomas"];

describe.skipIf(browserPath === null)("screens", () => {
  let browser: Browser;
  let world: World;
  let line: DelayingProxy;
  let witness: Visitor;
  /** Answers every call with an error. */
  let brokenModel: WireServer;
  beforeAll(async () => {
    [world, browser, brokenModel] = await Promise.all([startWorld(), openBrowser(), startWireServer(OPENAI_FORMAT)]);
    brokenModel.models = ["test-model"];
    brokenModel.fault = { status: 500 };
    line = await startDelayingProxy(world.url, NO_DELAY);
    witness = await joinPlace(world.url, "Witness", "spectator");
    await mkdir(FOLDER, { recursive: true });
  });
  afterEach(() => closePages(browser));
  afterAll(async () => {
    await browser.close();
    await Promise.all([brokenModel.close(), line.close()]);
    await world.close();
  });

  /** All four, or the two that have nothing in common. */
  const looks = (["light", "dark"] as const)
    .flatMap((colorScheme) => (["desktop", "phone"] as const).map((size) => ({ colorScheme, size })))
    .filter(({ colorScheme, size }) => SHOWS_ALL || (colorScheme === "light") === (size === "desktop"));

  const enter = async (url: string, { colorScheme, size }: (typeof looks)[number]) => {
    const isPainted = SHOWS_ALL || PICTURES.length > 0;
    const visitor = await openVisitorPage(browser, "about:blank", { ...SIZES[size], colorScheme, isPainted });
    await visitor.page.context().addInitScript(() => {
      localStorage.setItem("dramatis.settings", JSON.stringify({ state: { picture: "high" }, version: 0 }));
    });
    await visitor.page.goto(url);
    const keep = async (name: string) => {
      await visitor.page.screenshot({ path: join(FOLDER, `${colorScheme}-${size}-${name}.png`), timeout: PATIENCE_MS });
    };
    return { ...visitor, keep };
  };
  const close = async ({ page }: VisitorPage, name: string) => {
    await page.keyboard.press("Escape");
    await page.getByRole("dialog", { name }).waitFor({ state: "detached" });
  };
  /** A circle with the nearest personas in it, talking. */
  const talk = async (visitor: VisitorPage, name: string, seenBy: Visitor) => {
    await visitor.openCircle("What makes a place feel like home?");
    const names = await nearestPersonas(seenBy, name, 3);
    await visitor.invite(...names);
    await visitor.page.getByText("4 here").waitFor();
    await visitor.say("What makes a place feel like home to you?");
    await visitor
      .turnsBy(new RegExp(`^(${names.join("|")}) said$`))
      .first()
      .waitFor();
    return names;
  };

  for (const look of looks) {
    const { colorScheme, size } = look;
    test(`W1 C3 W9 W10 the screens of a visit, ${colorScheme}, ${size}`, { timeout: PATIENCE_MS }, async () => {
      const visitor = await enter(line.url, look);
      const { page, keep, button, actions, dialog } = visitor;
      const name = NAMES[looks.indexOf(look)]!;
      await button("Step in").waitFor();
      await page.locator("canvas[data-shown]").waitFor();
      await keep("step-in");
      await visitor.stepIn(name);
      await keep("plaza");
      for (const [opener, title, file] of [
        ["Map", "Map", "map"],
        ["Keys", "Keys", "help"],
        ["Voice: Rehearsal. More about it", "Voice", "rehearsal"],
        ["Settings", "Settings", "settings"],
      ] as const) {
        await button(opener).click();
        await dialog(title).waitFor();
        await keep(file);
        await close(visitor, title);
      }
      await button("People", actions).click();
      await page.getByRole("button", { name: /^Oriel Vance/ }).waitFor();
      await keep("people");
      await page.getByRole("button", { name: /^Oriel Vance/ }).click();
      await dialog("Oriel Vance").getByRole("slider").first().waitFor();
      await keep("persona-card");
      await button("Clone", dialog("Oriel Vance")).click();
      await dialog("New persona").getByRole("tab", { name: "Look" }).click();
      await keep("editor");
      await close(visitor, "New persona");
      await button("Close").click();

      await talk(visitor, name, witness);
      await keep("panel");
      await button("Hide the conversation").click();
      await keep("circle");
      await button("Text view", actions).click();
      await page.getByRole("textbox", { name: "Command" }).waitFor();
      await keep("text-view");
      await button("Back to the world").click();

      const cut = line.cut();
      await page.getByRole("status").filter({ hasText: "Reconnecting" }).waitFor();
      await keep("reconnecting");
      cut.mend();
      await page.getByRole("status").filter({ hasText: "Reconnecting" }).waitFor({ state: "detached" });

      const isFull = message("place-full", { place: { en: "The Plaza", de: "Die Plaza" }, count: 300 });
      // A place is full with 300 people, which is too many for a test, so this answer is mocked.
      await page.route("**/matchmake/**", (route) =>
        route.fulfill({
          status: JOIN_ERROR_CODES.full,
          json: { code: JOIN_ERROR_CODES.full, error: JSON.stringify(refusalOf(isFull)) },
        }),
      );
      await page.reload();
      await button("Step in").click();
      await page.getByRole("alert").filter({ hasText: "This place is full" }).waitFor();
      await keep("full");
    });
  }

  test("L2 the screens of a model on its way", { timeout: PATIENCE_MS }, async () => {
    // As a URL, because NODE_OPTIONS splits a path at spaces.
    const hub = pathToFileURL(join(import.meta.dirname, "support/hub-at-hand.ts")).href;
    const waiting = await startWorld({ VOICE: "auto", NODE_OPTIONS: `--import ${hub}` });
    try {
      for (const look of looks) {
        const visitor = await enter(waiting.url, look);
        await visitor.stepIn("Oskar");
        await visitor.button("Voice: Rehearsal. More about it").click();
        // The voice, and the model that finds memories by meaning.
        const arriving = visitor.dialog("Voice").getByText(/27.* of 80/);
        await expect.poll(() => arriving.count(), { timeout: PATIENCE_MS }).toBe(2);
        await visitor.keep("model-arriving");
        await closePages(browser);
      }
    } finally {
      await waiting.close();
    }
  });

  test(
    "L3 the screens of a failing voice, with what was kept and how to continue",
    { timeout: PATIENCE_MS },
    async () => {
      const failing = await startWorld({
        VOICE: "auto",
        OPENAI_BASE_URL: `${brokenModel.url}/v1`,
        OPENAI_API_KEY: "test",
      });
      try {
        const seenBy = await joinPlace(failing.url, "Witness", "spectator");
        for (const look of looks) {
          const visitor = await enter(failing.url, look);
          const name = NAMES[looks.indexOf(look)]!;
          await visitor.stepIn(name);
          await visitor.openCircle("Is anyone there?");
          const [persona = ""] = await nearestPersonas(seenBy, name, 1);
          await visitor.invite(persona);
          await visitor.page.getByText("2 here").waitFor();
          await visitor.say("Is anyone there?");
          await visitor.button("Ask again").first().waitFor();
          expect(await visitor.turnsBy(persona).first().innerText()).not.toMatch(/sk-secret|stack|at \w+ \(/);
          await visitor.keep("error");
          await closePages(browser);
        }
      } finally {
        await failing.close();
      }
    },
  );

  test.for(PICTURES)(
    "W1 W9 the plaza at golden hour, with a circle talking: %s",
    { timeout: PATIENCE_MS },
    async (picture) => {
      const visitor = await enter(world.url, { colorScheme: "light", size: "desktop" });
      await visitor.stepIn("Ariadne");
      await visitor.button("Map", visitor.actions).click();
      await visitor.button("the south edge of the orchestra", visitor.dialog("Map")).click();
      const body = await findBody(witness, "Ariadne");
      await until("Ariadne to come to the orchestra", () => distanceBetween(body, ORCHESTRA) < 3, PATIENCE_MS);
      const names = await talk(visitor, "Ariadne", witness);
      await visitor.button("Hide the conversation").click();
      for (const name of names) await standStill(witness, name);
      const circle = witness.room.state.circles.get(body.circleId)!;
      await until("a persona to begin", () => circle.speakerId === "");
      await until("a persona to speak", () => circle.speakerId !== "");
      await visitor.page.screenshot({ path: picture, timeout: PATIENCE_MS });
    },
  );
});
