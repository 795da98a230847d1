import type { Route } from "playwright-core";
import { describe, expect } from "vitest";
import { browserPath } from "../test/browser.ts";
import { startDelayingProxy, type DelayingProxy } from "./support/delaying-proxy.ts";
import { distanceBetween, findBody, findCircle, standStill } from "./support/find-body.ts";
import { joinPlace, type Visitor } from "./support/join-place.ts";
import { journey as anyJourney } from "./support/journey.ts";
import { describePage, PATIENCE_MS } from "./support/visitor-page.ts";

const SAME_SPOT_M = 0.1;
const NO_DELAY = { delayMs: 0, heldShare: 0, holdMs: 0, random: Math.random };

const journey = anyJourney
  .extend("line", { scope: "file" }, async ({ world }, { onCleanup }): Promise<DelayingProxy> => {
    const line = await startDelayingProxy(world.url, NO_DELAY);
    onCleanup(line.close);
    return line;
  })
  .extend("friend", { scope: "file" }, async ({ world }): Promise<Visitor> => joinPlace(world.url, "Theo"));

const bodiesNamed = (friend: Visitor, name: string) =>
  [...friend.room.state.avatars.values()].filter((avatar) => avatar.name === name);

describe.skipIf(browserPath === null)("coming back", () => {
  journey(
    "W6 a reload comes back as the same person, to the same spot, circle and transcript",
    async ({ visit, friend }) => {
      const { page, turnsBy, ...visitor } = await visit();
      await visitor.stepIn("Nadia");
      await visitor.openCircle("Who keeps the lantern?");
      await visitor.say("I would like to keep it.");
      await turnsBy("Nadia").getByText("I would like to keep it.").waitFor();
      const before = await findBody(friend, "Nadia");
      const spot = await standStill(friend, "Nadia");

      await page.reload();
      await page.getByRole("button", { name: "Step in" }).waitFor();
      expect(await page.getByRole("textbox", { name: "Your name" }).inputValue()).toBe("Nadia");
      await page.getByRole("button", { name: "Step in" }).click();
      await turnsBy("Nadia").getByText("I would like to keep it.").waitFor();
      await page.getByRole("heading", { name: "Who keeps the lantern?", level: 2 }).waitFor();
      expect(bodiesNamed(friend, "Nadia")).toHaveLength(1);
      expect(bodiesNamed(friend, "Nadia")[0]!.userId).toBe(before.userId);
      expect(distanceBetween(await standStill(friend, "Nadia"), spot)).toBeLessThan(SAME_SPOT_M);
    },
  );

  journey(
    "W7 somebody who steps in before the page has signed in is one person, and arrives where the link leads",
    async ({ visit, friend, world }) => {
      const { page, button } = await visit();
      await friend.request("open-circle", { topic: "Who is early?", kind: "chat" });
      const circleId = await findCircle(friend, "Who is early?");
      // If it were stored after the clearing, the first sign-in would be found again.
      await expect
        .poll(() => page.evaluate(() => localStorage.getItem("dramatis.account") ?? ""), { timeout: PATIENCE_MS })
        .toContain("refreshToken");
      // A page without a sign-in, and a delayed answer.
      await page.evaluate(() => localStorage.clear());
      const held = Promise.withResolvers<void>();
      let signIns = 0;
      await page.route("**/api/auth/guest", async (route) => {
        signIns += 1;
        await held.promise;
        await route.continue();
      });
      await page.goto(`${world.url}/#/plaza/circle/${circleId}`);
      await page.reload();
      await page.getByRole("textbox", { name: "Your name" }).fill("Ulla");
      await button("Step in").click();
      held.resolve();
      await page.getByRole("heading", { name: "Who is early?", level: 2 }).waitFor();
      expect(signIns).toBe(1);
      expect(bodiesNamed(friend, "Ulla")).toHaveLength(1);
      await friend.request("leave-circle");
    },
  );

  journey(
    "W6 a dropped connection is shown and restored automatically, with the same seat and everything said meanwhile",
    async ({ visit, line, friend }) => {
      const { page, turnsBy, ...visitor } = await visit({}, line.url);
      await visitor.stepIn("Oskar");
      await visitor.openCircle("What did the tide bring?");
      await friend.request("join-circle", { circleId: await findCircle(friend, "What did the tide bring?") });
      const marker = await page.evaluateHandle(() => document.body);
      const spot = await standStill(friend, "Oskar");

      const addresses: string[] = [];
      page.on("websocket", (socket) => void addresses.push(socket.url()));
      const cut = line.cut();
      await page.getByRole("status").filter({ hasText: "Reconnecting" }).waitFor();
      await friend.request("say", { text: "A bottle, with a letter in it." });
      cut.mend();
      await turnsBy("Theo").getByText("A bottle, with a letter in it.").waitFor();
      await page.getByRole("status").filter({ hasText: "Reconnecting" }).waitFor({ state: "detached" });
      expect(addresses.length).toBeGreaterThan(0);
      expect(addresses.join(), "the access token is in no address").not.toContain("_authToken");
      expect(await marker.evaluate((body) => body.isConnected), "no reload").toBe(true);
      expect(distanceBetween(await standStill(friend, "Oskar"), spot)).toBeLessThan(SAME_SPOT_M);
      await visitor.say("Who wrote it?");
      await turnsBy("Oskar").getByText("Who wrote it?").waitFor();
      await friend.request("leave-circle");
    },
  );

  journey(
    "W6 a page whose join is not answered, or answered too late, or whose connection is closed, comes there by itself",
    async ({ visit }) => {
      const { page, ...visitor } = await visit();
      await page.addInitScript(() => {
        const Plain = WebSocket;
        window.WebSocket = class extends Plain {
          constructor(...details: ConstructorParameters<typeof WebSocket>) {
            super(...details);
            (window as unknown as { sockets: WebSocket[] }).sockets = [this];
          }
        };
      });
      await page.reload();
      await visitor.stepIn("Rosa");
      // Of a busy server: no answer, then a seat that was not taken in time.
      const answers: ((route: Route) => Promise<void>)[] = [
        (route) => route.abort(),
        (route) => route.fulfill({ status: 524, json: { code: 524, error: "seat reservation expired." } }),
      ];
      await page.route("**/matchmake/**", (route) => (answers.shift() ?? ((last) => last.fallback()))(route));
      await page.evaluate(() => void (location.hash = "#/focus-room"));
      await page.getByRole("status").filter({ hasText: "The server has not answered yet" }).waitFor();
      await page.getByRole("button", { name: "The Round Room" }).waitFor();
      await page.getByRole("img", { name: "Connected", exact: true }).waitFor();
      // What cannot be read is answered with code 4002, as is too much at once after a stall.
      await page.evaluate(() => {
        const [socket] = (window as unknown as { sockets: WebSocket[] }).sockets;
        socket!.send(Uint8Array.of(13, 0xa5, 105, 110, 112, 117, 116, 0xc1, 0xff));
      });
      await page.getByRole("status").filter({ hasText: "Reconnecting" }).waitFor();
      await page.getByRole("img", { name: "Connected", exact: true }).waitFor();
      expect(await page.getByRole("alert").filter({ hasText: "The connection is lost" }).count()).toBe(0);
    },
  );

  journey(
    "W6 a second tab takes the body over, the first is notified and can take it back",
    async ({ visit, world, friend }) => {
      const first = await visit();
      await first.stepIn("Pilar");
      const spot = await standStill(friend, "Pilar");
      const second = describePage(await first.page.context().newPage());
      await second.page.goto(world.url);
      await second.button("Step in").click();
      await second.actions.waitFor();
      await first.page.getByRole("alert").filter({ hasText: "You are here in another tab" }).waitFor();
      expect(bodiesNamed(friend, "Pilar")).toHaveLength(1);
      expect(distanceBetween(await standStill(friend, "Pilar"), spot)).toBeLessThan(SAME_SPOT_M);

      await first.page.bringToFront();
      await first.button("Take it back").click();
      await second.page.getByRole("alert").filter({ hasText: "You are here in another tab" }).waitFor();
    },
  );
});
