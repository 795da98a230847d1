import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserPath } from "../test/browser.ts";
import { distanceBetween, findBody } from "./support/find-body.ts";
import { joinPlace, until, type Visitor } from "./support/join-place.ts";
import { startWorld, type World } from "./support/start-world.ts";
import { openBrowser, openVisitorPage, type VisitorPage } from "./support/visitor-page.ts";

const WALKED_M = 2;
const NEWCOMER_WALKS_WITHIN_MS = 10_000;

describe.skipIf(browserPath === null)("walking", () => {
  let world: World;
  let browser: Browser;
  /** Sees what the server tells everyone. */
  let witness: Visitor;
  beforeAll(async () => {
    [world, browser] = await Promise.all([startWorld(), openBrowser()]);
    witness = await joinPlace(world.url, "Witness", "spectator");
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  const walkedFrom = async (name: string, act: () => Promise<void>, distanceM = WALKED_M) => {
    const body = await findBody(witness, name);
    const from = { x: body.x, z: body.z };
    await act();
    await until(`${name} to walk ${distanceM} m`, () => distanceBetween(from, body) > distanceM);
    return { from, body };
  };
  const standStill = async (name: string) => {
    const body = await findBody(witness, name);
    let seen = { x: NaN, z: NaN };
    let since = Date.now();
    await until(`${name} to stand still`, () => {
      if (seen.x !== body.x || seen.z !== body.z) {
        seen = { x: body.x, z: body.z };
        since = Date.now();
      }
      return Date.now() - since > 1000;
    });
    return seen;
  };
  const msSinceFirstByte = ({ page }: VisitorPage) =>
    page.evaluate(() => performance.now() - (performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming).responseStart);

  test("W1 a newcomer with nothing but a name walks by keyboard within 10 s of the first byte, and stops", async () => {
    const visitor = await openVisitorPage(browser, world.url);
    await visitor.stepIn("Nadia");
    await walkedFrom("Nadia", () => visitor.page.keyboard.down("w"));
    expect(await msSinceFirstByte(visitor)).toBeLessThan(NEWCOMER_WALKS_WITHIN_MS);
    await visitor.page.keyboard.up("w");
    await standStill("Nadia");
    await visitor.page.context().close();
  });

  test("W1 a newcomer without a name is told so, and stays at the card", async () => {
    const { page, button } = await openVisitorPage(browser, world.url);
    await button("Step in").click();
    await page.getByRole("alert").filter({ hasText: "Choose a name" }).waitFor();
    await page.context().close();
  });

  test("W8 a click on the ground walks there", async () => {
    const visitor = await openVisitorPage(browser, world.url);
    await visitor.stepIn("Oskar");
    await walkedFrom("Oskar", () => visitor.page.mouse.click(470, 330));
    await standStill("Oskar");
    await visitor.page.context().close();
  });

  test("W10 on touch, the stick at the left walks while it is held", async () => {
    const visitor = await openVisitorPage(browser, world.url, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    await visitor.stepIn("Pilar");
    const touch = await visitor.page.context().newCDPSession(visitor.page);
    const finger = (type: "touchStart" | "touchMove" | "touchEnd", points: { x: number; y: number }[]) =>
      touch.send("Input.dispatchTouchEvent", { type, touchPoints: points });
    const { body, from } = await walkedFrom("Pilar", async () => {
      await finger("touchStart", [{ x: 90, y: 560 }]);
      await finger("touchMove", [{ x: 90, y: 545 }]);
      await finger("touchMove", [{ x: 90, y: 515 }]);
    });
    expect(body.z, "the stick pushed up walks away from the camera, into the place").toBeLessThan(from.z);
    await finger("touchEnd", []);
    await standStill("Pilar");
    await visitor.page.context().close();
  });
});
