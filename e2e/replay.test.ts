/** A conversation is held, and walked through again: on a desktop in its place, and on a phone. */
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Locator } from "playwright-core";
import { beforeAll, describe, expect } from "vitest";
import { browserPath } from "../test/browser.ts";
import { findCircle, nearestPersonas } from "./support/find-body.ts";
import { joinPlace, until } from "./support/join-place.ts";
import { journey } from "./support/journey.ts";

const FOLDER = resolve(import.meta.dirname, "../build/screens");
const TOPIC = "Where should the fountain go?";
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, colorScheme: "dark" as const };

describe.skipIf(browserPath === null)("replay", () => {
  beforeAll(async () => void (await mkdir(FOLDER, { recursive: true })));

  journey(
    "W11 C8 a conversation is replayed from the list: played, stepped through, linked, branched from; the link opens its moment on a phone, whose stick is there only for the free camera",
    { timeout: 300_000 },
    async ({ visit, witness, world }) => {
      const host = await joinPlace(world.url, "Theo");
      const names = await nearestPersonas(witness, "Theo", 2);
      await host.request("open-circle", { topic: TOPIC });
      const circleId = await findCircle(witness, TOPIC);
      for (const { name, personaId } of host.room.state.avatars.values())
        if (names.includes(name)) await host.request("invite", { personaId });
      await host.request("steer", { circleId, action: "set-speed", speed: 10 });
      await host.request("say", { text: "The fountain belongs in the middle." });
      const ended = () =>
        host.received.flatMap((one) => (one.type === "turn-ended" && one.message.voice !== "" ? [one.message] : []));
      await until("two answers", () => ended().length >= 2, 120_000);
      await host.request("react", { turnId: ended()[0]!.turnId, emoji: "👍" });
      // Its personas are free again for the branch.
      await host.request("steer", { circleId, action: "stop" });
      await until("the circle to end", () => !host.room.state.circles.has(circleId));
      await host.room.leave();

      const visitor = await visit();
      const { page, button } = visitor;
      await visitor.stepIn("Nadia");
      await page.evaluate(() => void (location.hash = "#/conversations"));
      await visitor.dialog("Conversations").getByRole("link", { name: TOPIC }).click();
      await page.getByRole("link", { name: "Replay" }).click();

      const replay = page.getByRole("main", { name: "Replay" });
      const slider = replay.getByRole("slider", { name: "Moment" });
      const current = replay.getByRole("region", { name: "Transcript" }).locator("[aria-current]");
      await slider.waitFor();
      await page.keyboard.press("ArrowRight");
      await current.getByText("The fountain belongs in the middle.").waitFor();
      await button(/^Go to .*turn: .*Agreement/, replay).click();
      await current.getByText(ended()[0]!.text).waitFor();
      await replay.locator("canvas[data-shown]").waitFor();
      await expect
        .poll(() => replay.getByText(ended()[0]!.text.slice(0, 20)).count(), { timeout: 60_000 })
        .toBeGreaterThan(1);
      await page.screenshot({ path: join(FOLDER, "light-desktop-replay.png") });

      await replay.getByRole("combobox", { name: "Speed" }).selectOption("8×");
      const before = Number(await slider.inputValue());
      await replay.getByRole("region", { name: "Transcript" }).getByRole("list").focus();
      await page.keyboard.press(" ");
      await expect
        .poll(async () => Number(await slider.inputValue()), { timeout: 60_000 })
        .toBeGreaterThan(before + 1000);
      await expect.poll(() => button("Play", replay).count(), { timeout: 60_000 }).toBe(1);

      await page.evaluate((turnId) => void (location.hash += `/turn/${turnId}`), ended()[1]!.turnId);
      await current.getByText(ended()[1]!.text).waitFor();
      const link = page.url();
      await button("Back to the place", replay).click();
      await visitor.actions.waitFor();
      expect(page.url()).toMatch(/#\/plaza$/);

      await page.evaluate((id) => void (location.hash = `#/replay/${id}`), circleId);
      await slider.waitFor();
      await page.keyboard.press("ArrowRight");
      await current.getByText("The fountain belongs in the middle.").waitFor();
      await page.keyboard.press("b");
      await visitor.conversation.getByText("Branched off: its first turn was said in").waitFor();
      await visitor.turnsBy("Theo").getByText("The fountain belongs in the middle.").waitFor();
      await page.getByText("3 here").waitFor();
      await page.getByRole("link", { name: "an earlier conversation" }).click();
      await replay.getByText("Branches of this conversation").click();
      await replay.getByRole("link", { name: `From turn 1: ${TOPIC}` }).waitFor();

      const phone = await visit(PHONE, link);
      await phone.page.getByRole("textbox", { name: "Your name" }).fill("Pia");
      await phone.button("Step in").click();
      await phone.page.locator("[aria-current]").getByText(ended()[1]!.text).waitFor();
      await phone.page.locator("canvas[data-shown]").waitFor();
      await phone.page.screenshot({ path: join(FOLDER, "dark-phone-replay.png") });

      // The stick is there only where it moves the camera, and nothing is behind the timeline.
      const stick = phone.page.locator("[class*=stick]");
      const [free, play, mark] = [phone.button("Free"), phone.button("Play"), phone.button(/turn: .*Agreement/)];
      await stick.waitFor({ state: "hidden" });
      await free.click();
      await stick.waitFor();
      await phone.button("Stage").click();
      await stick.waitFor({ state: "hidden" });
      const boxOf = async (locator: Locator) => (await locator.boundingBox())!;
      const canvas = await boxOf(phone.page.locator("canvas[data-shown]"));
      const timeLine = await boxOf(phone.page.getByRole("region", { name: "Moment" }));
      expect(canvas.y + canvas.height).toBeLessThanOrEqual(timeLine.y + 0.5);
      for (const touched of [free, play]) expect((await boxOf(touched)).height).toBeGreaterThanOrEqual(44);
      const { width, height } = await boxOf(mark);
      expect([width, height].every((side) => side >= 24)).toBe(true);
    },
  );
});
