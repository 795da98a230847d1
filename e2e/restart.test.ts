import { describe, expect, vi } from "vitest";
import { browserPath } from "../test/browser.ts";
import { distanceBetween, findBody, findCircle, standStill } from "./support/find-body.ts";
import { joinPlace, until } from "./support/join-place.ts";
import { journey } from "./support/journey.ts";

const ENDINGS = [
  { what: "is killed", end: "kill" },
  { what: "is stopped in order", end: "stop" },
] as const;

/** Further than the entrance is wide. */
const WALKED_M = 8;
/** Others may return to the same spot, too. */
const SAME_SPOT_M = 1.1;

/** Each test stops and restarts a server. */
vi.setConfig({ testTimeout: 300_000 });

describe.skipIf(browserPath === null)("the server ends under open pages, and is started again", () => {
  for (const { what, end } of ENDINGS) {
    journey(
      `O5 W6 it ${what}: members of a circle are automatically seated in it again, with all that was said and what they were writing`,
      async ({ visit, world }) => {
        const { page, turnsBy, message, ...visitor } = await visit();
        await visitor.stepIn("Nadia");
        await visitor.openCircle("Who keeps the lantern?");
        await visitor.say("I would like to keep it.");
        await turnsBy("Nadia").getByText("I would like to keep it.").waitFor();
        await message.pressSequentially("And if the wind");
        const marker = await page.evaluateHandle(() => document.body);

        await world[end]();
        await page.getByRole("status").filter({ hasText: "Reconnecting" }).waitFor();
        await message.pressSequentially(" turns");
        await world.restart();
        await page.getByRole("status").filter({ hasText: "Reconnecting" }).waitFor({ state: "detached" });
        expect(await marker.evaluate((body) => body.isConnected), "no reload").toBe(true);
        await page.getByRole("heading", { name: "Who keeps the lantern?", level: 2 }).waitFor();
        await turnsBy("Nadia").getByText("I would like to keep it.").waitFor();
        expect(await message.inputValue()).toBe("And if the wind turns");
        await message.press("Enter");
        await turnsBy("Nadia").getByText("And if the wind turns").waitFor();
      },
    );
  }

  journey("W6 a person away from the entrance returns to the same spot", async ({ visit, world }) => {
    const { page, ...visitor } = await visit();
    await visitor.stepIn("Oskar");
    await page.locator("canvas[data-shown]").waitFor();
    const before = await joinPlace(world.url, "Before", "spectator");
    const body = await findBody(before, "Oskar");
    const from = { x: body.x, z: body.z };
    await page.keyboard.down("w");
    await until("Oskar to walk", () => distanceBetween(body, from) > WALKED_M);
    await page.keyboard.up("w");
    const spot = await standStill(before, "Oskar");

    await world.kill();
    before.room.removeAllListeners();
    const coming = page.getByRole("status").filter({ hasText: "Reconnecting" });
    await coming.waitFor();
    await world.restart();
    await coming.waitFor({ state: "detached" });
    const after = await joinPlace(world.url, "After", "spectator");
    expect(distanceBetween(await findBody(after, "Oskar"), spot)).toBeLessThan(SAME_SPOT_M);
  });

  journey("O5 C10 a follower of a circle follows it again, with all that was said", async ({ visit, world }) => {
    const talker = await joinPlace(world.url, "Theo");
    await talker.request("open-circle", { topic: "What did the tide bring?", kind: "chat" });
    await talker.request("say", { text: "A bottle, with a letter in it." });
    const circleId = await findCircle(talker, "What did the tide bring?");
    const { page, turnsBy } = await visit({}, `${world.url}/#/plaza/circle/${circleId}`);
    await page.getByRole("button", { name: "Just watch" }).click();
    await turnsBy("Theo").getByText("A bottle, with a letter in it.").waitFor();

    await world.kill();
    talker.room.removeAllListeners();
    await page.getByRole("status").filter({ hasText: "Reconnecting" }).waitFor();
    await world.restart();
    const returned = await joinPlace(world.url, "Ida");
    await returned.request("join-circle", { circleId });
    await returned.request("say", { text: "Who wrote it?" });
    await turnsBy("Ida").getByText("Who wrote it?").waitFor();
    await turnsBy("Theo").getByText("A bottle, with a letter in it.").waitFor();
  });
});
