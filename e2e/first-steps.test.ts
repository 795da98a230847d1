import { describe, expect } from "vitest";
import { browserPath } from "../test/browser.ts";
import { joinPlace } from "./support/join-place.ts";
import { journey } from "./support/journey.ts";

const WIDE = { width: 1280, height: 720 };

describe.skipIf(browserPath === null)("first steps", () => {
  journey(
    "W7 a link to no place leads to the plaza and says so before and after stepping in; one to no circle or turn says so",
    async ({ visit, world }) => {
      const { page, stepIn } = await visit({}, `${world.url}/#/nowhere/circle/none`);
      await page.getByRole("status").filter({ hasText: "There is no place “nowhere”." }).waitFor();
      await page.getByRole("heading", { name: "The Plaza", level: 1 }).waitFor();
      expect(new URL(page.url()).hash).toBe("#/plaza");
      await stepIn("Nadia");
      await page.evaluate(() => (location.hash = "#/plaza/circle/none"));
      const notices = page.getByRole("status", { name: "Notices" });
      await notices.getByText("The circle that the link names has ended, or never existed.").waitFor();
      expect(new URL(page.url()).hash).toBe("#/plaza");

      const host = await joinPlace(world.url, "Ilse");
      const { circleId } = await host.request<{ circleId: string }>("open-circle", {
        topic: "Rye or wheat?",
        kind: "chat",
      });
      await page.evaluate((id) => (location.hash = `#/plaza/circle/${id}/turn/none`), circleId);
      await notices.getByText("That turn is not, or no longer, in this conversation.").waitFor();
      await page.getByRole("heading", { name: "Rye or wheat?", level: 2 }).waitFor();
      expect(new URL(page.url()).hash).toBe(`#/plaza/circle/${circleId}`);
      await host.room.leave();
    },
  );

  journey(
    "W13 W7 a German page names the place, its landmarks, portals and built-in traits in German",
    async ({ visit, world, witness }) => {
      const oriel = [...witness.room.state.avatars.values()].find(({ name }) => name === "Oriel Vance")!;
      const { page, button } = await visit({ viewport: WIDE, locale: "de-DE" }, world.url);
      await page.getByRole("heading", { name: "Die Plaza", level: 1 }).waitFor();
      await page.getByRole("textbox", { name: "Dein Name" }).fill("Nadia");
      await button("Eintreten").click();
      await button("Karte").click();
      const map = page.getByRole("dialog", { name: "Karte" });
      await button("Der Eingang zwischen den Zypressen", map).waitFor();
      await button("Portal: Der Kreuzgang", map).waitFor();
      await button("Schließen", map).click();
      await button("Die Plaza").click();
      await page.getByRole("heading", { name: "Der Garten", level: 3 }).waitFor();
      await page.evaluate((id) => (location.hash = `#/plaza/persona/${id}`), oriel.personaId);
      const card = page.getByRole("dialog", { name: "Oriel Vance" });
      await card.getByText("Umsicht", { exact: true }).waitFor();
      expect(await card.getByText("Prudence").count()).toBe(0);
    },
  );

  journey("C1 the person inviting sees what each persona is, and finds them by what they know", async ({ visit }) => {
    const { button, conversation, dialog, ...visitor } = await visit({ viewport: WIDE });
    await visitor.stepIn("Oskar");
    await visitor.openCircle("Will the bridge hold?");
    await button("Invite to the circle", conversation).click();
    const invite = dialog("Invite to the circle");
    await invite.getByRole("searchbox").fill("structural");
    const oriel = invite.getByRole("listitem");
    await oriel.getByText("A retired bridge inspector").waitFor();
    expect(await oriel.count()).toBe(1);
    await oriel.getByText("Free", { exact: true }).waitFor();
    await oriel.getByText("Prudence").waitFor();
    await invite.getByRole("searchbox").fill("zzz");
    await invite.getByText("Nobody found").waitFor();
  });

  journey(
    "W11 W10 spectators start with the liveliest circle in stage view; icons have names where there is room",
    async ({ visit, world }) => {
      const speaker = await joinPlace(world.url, "Ilse");
      const { circleId } = await speaker.request<{ circleId: string }>("open-circle", {
        topic: "Does the echo answer?",
        kind: "chat",
      });
      await speaker.request("say", { text: "It answered me once." });
      const listener = await joinPlace(world.url, "Theo");
      await listener.request("join-circle", { circleId });
      const { page, button, actions, turnsBy } = await visit({ viewport: WIDE });
      await button("Just watch").click();
      await turnsBy("Ilse").getByText("It answered me once.").waitFor();
      await expect.poll(() => button("Stage", actions).getAttribute("aria-pressed")).toBe("true");
      await button("Conversation", actions).click();
      await actions.getByText("Text view", { exact: true }).waitFor();
      await page.setViewportSize({ width: 900, height: 600 });
      await actions.getByText("Text view", { exact: true }).waitFor({ state: "hidden" });
      await button("Map", actions).click();
      await page.getByRole("dialog", { name: "Map" }).getByText("The entrance between the cypresses").waitFor();
      await Promise.all([speaker.room.leave(), listener.room.leave()]);
    },
  );
});
