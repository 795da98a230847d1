import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { browserPath } from "../test/browser.ts";
import { startDelayingProxy, type DelayingProxy } from "./support/delaying-proxy.ts";
import { distanceBetween, findBody, findCircle, standStill } from "./support/find-body.ts";
import { joinPlace, type Visitor } from "./support/join-place.ts";
import { startWorld, type World } from "./support/start-world.ts";
import { closePages, describePage, openBrowser, openVisitorPage } from "./support/visitor-page.ts";

const SAME_SPOT_M = 0.1;
const NO_DELAY = { delayMs: 0, heldShare: 0, holdMs: 0, random: Math.random };

describe.skipIf(browserPath === null)("coming back", () => {
  let world: World;
  let browser: Browser;
  let line: DelayingProxy;
  let witness: Visitor;
  beforeAll(async () => {
    [world, browser] = await Promise.all([startWorld(), openBrowser()]);
    line = await startDelayingProxy(world.url, NO_DELAY);
    witness = await joinPlace(world.url, "Witness");
  });
  afterEach(() => closePages(browser));
  afterAll(async () => {
    await browser.close();
    await line.close();
    await world.close();
  });

  const spotOf = (name: string) => standStill(witness, name);
  const bodiesNamed = (name: string) =>
    [...witness.room.state.avatars.values()].filter((avatar) => avatar.name === name);

  test("W6 a reload comes back as the same person, to the same spot, circle and transcript", async () => {
    const { page, turnsBy, ...visitor } = await openVisitorPage(browser, world.url);
    await visitor.stepIn("Nadia");
    await visitor.openCircle("Who keeps the lantern?");
    await visitor.say("I would like to keep it.");
    await turnsBy("Nadia").getByText("I would like to keep it.").waitFor();
    const before = await findBody(witness, "Nadia");
    const spot = await spotOf("Nadia");

    await page.reload();
    await page.getByRole("button", { name: "Step in" }).waitFor();
    expect(await page.getByRole("textbox", { name: "Your name" }).inputValue()).toBe("Nadia");
    await page.getByRole("button", { name: "Step in" }).click();
    await turnsBy("Nadia").getByText("I would like to keep it.").waitFor();
    await page.getByRole("heading", { name: "Who keeps the lantern?", level: 2 }).waitFor();
    expect(bodiesNamed("Nadia")).toHaveLength(1);
    expect(bodiesNamed("Nadia")[0]!.userId).toBe(before.userId);
    expect(distanceBetween(await spotOf("Nadia"), spot)).toBeLessThan(SAME_SPOT_M);
  });

  test("W6 a dropped line says so, comes back by itself, to the same seat and everything said meanwhile", async () => {
    const { page, turnsBy, ...visitor } = await openVisitorPage(browser, line.url);
    await visitor.stepIn("Oskar");
    await visitor.openCircle("What did the tide bring?");
    await witness.request("join-circle", { circleId: await findCircle(witness, "What did the tide bring?") });
    const marker = await page.evaluateHandle(() => document.body);
    const spot = await spotOf("Oskar");

    const cut = line.cut();
    await page.getByRole("status").filter({ hasText: "Reconnecting" }).waitFor();
    await witness.request("say", { text: "A bottle, with a letter in it." });
    cut.mend();
    await turnsBy("Witness").getByText("A bottle, with a letter in it.").waitFor();
    await page.getByRole("status").filter({ hasText: "Reconnecting" }).waitFor({ state: "detached" });
    expect(await marker.evaluate((body) => body.isConnected), "no reload").toBe(true);
    expect(distanceBetween(await spotOf("Oskar"), spot)).toBeLessThan(SAME_SPOT_M);
    await visitor.say("Who wrote it?");
    await turnsBy("Oskar").getByText("Who wrote it?").waitFor();
    await witness.request("leave-circle");
  });

  test("W6 a second tab takes the body over, the first is told and can take it back", async () => {
    const first = await openVisitorPage(browser, world.url);
    await first.stepIn("Pilar");
    const spot = await spotOf("Pilar");
    const second = describePage(await first.page.context().newPage());
    await second.page.goto(world.url);
    await second.button("Step in").click();
    await second.actions.waitFor();
    await first.page.getByRole("alert").filter({ hasText: "You are here in another tab" }).waitFor();
    expect(bodiesNamed("Pilar")).toHaveLength(1);
    expect(distanceBetween(await spotOf("Pilar"), spot)).toBeLessThan(SAME_SPOT_M);

    await first.page.bringToFront();
    await first.button("Take it back").click();
    await second.page.getByRole("alert").filter({ hasText: "You are here in another tab" }).waitFor();
  });
});
