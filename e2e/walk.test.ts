import { describe, expect } from "vitest";
import { browserPath } from "../test/browser.ts";
import { distanceBetween, findBody, standStill } from "./support/find-body.ts";
import { until, type Visitor } from "./support/join-place.ts";
import { journey } from "./support/journey.ts";
import { openBrowser, openVisitorPage, type VisitorPage } from "./support/visitor-page.ts";

const WALKED_M = 1;
const NEWCOMER_WALKS_WITHIN_MS = 10_000;

describe.skipIf(browserPath === null)("walking", () => {
  const walkedFrom = async (witness: Visitor, name: string, act: () => Promise<void>, distanceM = WALKED_M) => {
    const body = await findBody(witness, name);
    const from = { x: body.x, z: body.z };
    await act();
    await until(`${name} to walk ${distanceM} m`, () => distanceBetween(from, body) > distanceM);
    return { from, body };
  };
  /** The world, once there is something to click on. */
  const pictureOf = ({ page }: VisitorPage) => page.locator("canvas[data-shown]");
  const msSinceFirstByte = ({ page }: VisitorPage) =>
    page.evaluate(
      () =>
        performance.now() -
        (performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming).responseStart,
    );

  journey("W1 a newcomer without a name gets a message, and stays at the card", async ({ visit }) => {
    const { page, button } = await visit();
    await button("Step in").click();
    await page.getByRole("alert").filter({ hasText: "Choose a name" }).waitFor();
  });

  journey(
    "W1 a newcomer with nothing but a name, in a browser just started, walks by keyboard within 10 s of the first byte, and stops",
    async ({ world, witness, onTestFinished }) => {
      const browser = await openBrowser();
      onTestFinished(() => browser.close());
      const visitor = await openVisitorPage(browser, world.url, { isPainted: true });
      await visitor.page.getByRole("textbox", { name: "Your name" }).and(visitor.page.locator(":focus")).waitFor();
      await visitor.page.getByRole("heading", { name: "The Plaza" }).waitFor();
      const canvas = await visitor.page.locator("canvas").elementHandle();
      await visitor.page.keyboard.type("Nadia");
      await visitor.page.keyboard.press("Enter");
      await visitor.actions.waitFor();
      await walkedFrom(witness, "Nadia", () => visitor.page.keyboard.down("w"));
      await pictureOf(visitor).waitFor();
      expect(await msSinceFirstByte(visitor)).toBeLessThan(NEWCOMER_WALKS_WITHIN_MS);
      expect(await canvas?.evaluate((element) => element.isConnected), "the picture is the one behind the card").toBe(
        true,
      );
      await visitor.page.keyboard.up("w");
      await standStill(witness, "Nadia");
    },
  );

  journey("W8 a click on the ground walks there", async ({ visit, witness }) => {
    const visitor = await visit();
    await visitor.stepIn("Oskar");
    await pictureOf(visitor).waitFor();
    await walkedFrom(witness, "Oskar", () => visitor.page.mouse.click(640, 400));
    await standStill(witness, "Oskar");
  });

  journey("W10 on touch, the stick at the left walks while it is held", async ({ visit, witness }) => {
    const visitor = await visit({
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    await visitor.stepIn("Pilar");
    await pictureOf(visitor).waitFor();
    const touch = await visitor.page.context().newCDPSession(visitor.page);
    const finger = (type: "touchStart" | "touchMove" | "touchEnd", points: { x: number; y: number }[]) =>
      touch.send("Input.dispatchTouchEvent", { type, touchPoints: points });
    const { body, from } = await walkedFrom(witness, "Pilar", async () => {
      await finger("touchStart", [{ x: 90, y: 560 }]);
      await finger("touchMove", [{ x: 90, y: 545 }]);
      await finger("touchMove", [{ x: 90, y: 515 }]);
    });
    expect(body.z, "the stick pushed up walks away from the camera, into the place").toBeLessThan(from.z);
    await finger("touchEnd", []);
    await standStill(witness, "Pilar");
  });
});
