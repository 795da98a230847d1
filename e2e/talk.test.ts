import type { JSHandle, Locator } from "playwright-core";
import { describe, expect } from "vitest";
import { browserPath } from "../test/browser.ts";
import { findCircle, nearestPersonas } from "./support/find-body.ts";
import { joinPlace, until, type Visitor } from "./support/join-place.ts";
import { journey } from "./support/journey.ts";
import { PATIENCE_MS } from "./support/visitor-page.ts";

const PATIENTLY = { timeout: PATIENCE_MS, interval: 40 };
/** Number of texts of one reply seen while it was spoken, each extending the previous one. */
const STAGES_SEEN = 3;

const endedTurns = (visitor: Visitor) =>
  visitor.received.flatMap((entry) => (entry.type === "turn-ended" ? [entry.message] : []));

/** Every state of the transcript from now on: the text of each turn, oldest first. */
const watchTurns = (transcript: Locator): Promise<JSHandle<string[][]>> =>
  transcript.evaluateHandle((region) => {
    const seen: string[][] = [];
    const look = () =>
      seen.push(
        [...region.querySelectorAll("article")].map(
          (turn) => turn.querySelector(":scope > p:last-of-type")?.textContent ?? "",
        ),
      );
    new MutationObserver(look).observe(region, { subtree: true, childList: true, characterData: true });
    return seen;
  });

const longestGrowth = (seen: string[][]): number => {
  const turns = seen.at(-1)?.length ?? 0;
  const growths = Array.from({ length: turns }, (_, turn) => {
    const texts = [...new Set(seen.map((texts) => texts[turn] ?? ""))].filter((text) => text !== "");
    return texts.every((text, stage) => stage === 0 || text.startsWith(texts[stage - 1]!)) ? texts.length : 0;
  });
  return Math.max(0, ...growths);
};

describe.skipIf(browserPath === null)("talking", () => {
  // First, as whoever sits in a circle of another test is not suggested.
  journey(
    "C1 when inviting, personas who would disagree about the topic are suggested first, with the reason",
    async ({ visit }) => {
      const { button, dialog, page, ...visitor } = await visit();
      await visitor.stepIn("Renske");
      await visitor.openCircle("Should the bridge be closed for maintenance?");
      await button("Invite to the circle", visitor.conversation).click();
      const suggested = dialog("Invite to the circle").getByRole("region", { name: "Would disagree about this" });
      await expect.poll(() => suggested.getByRole("listitem").count()).toBe(3);
      const inspector = suggested.getByRole("listitem").filter({ hasText: "Oriel Vance" });
      await inspector.getByText("Doubts first · knows maintenance · stands for safety").waitFor();
      await button("Invite Oriel Vance", inspector).click();
      // A persona beside the circle has already sat down.
      await inspector.getByText(/On the way|In the circle/).waitFor();
      await button("Done").click();
      await page.getByText("2 here").waitFor();
      await visitor.endTalk();
    },
  );

  journey(
    "C1 C3 C4 a visitor opens a circle, invites personas, reads a reply as it grows, and is given the floor",
    async ({ visit, world }) => {
      const friend = await joinPlace(world.url, "Theo");
      const { page, transcript, ...visitor } = await visit();
      await visitor.stepIn("Nadia");
      await visitor.openCircle("Which boat goes first?");
      const seen = await watchTurns(transcript);
      await friend.request("join-circle", { circleId: await findCircle(friend, "Which boat goes first?") });
      const names = await nearestPersonas(friend, "Nadia", 2);
      await visitor.invite(...names);
      await page.getByText("4 here").waitFor();

      await visitor.say("Which boat should leave the harbour first, and why?");
      await expect.poll(async () => longestGrowth(await seen.jsonValue()), PATIENTLY).toBeGreaterThan(STAGES_SEEN);

      // A message stops the current speaker at once; what was said stays, the same for everybody.
      const interrupted = transcript.getByRole("article").filter({ hasText: "Interrupted." });
      await until("an interrupted turn", async () => {
        await visitor.say("Wait, one thing first.");
        return endedTurns(friend).some(({ status, text }) => status === "interrupted" && text !== "");
      });
      const { text } = endedTurns(friend).find((turn) => turn.status === "interrupted" && turn.text !== "")!;
      await interrupted.first().getByText(text.trim(), { exact: true }).waitFor();
      await friend.room.leave();
    },
  );

  journey("C3 a message is answered in its thread, and gets a reaction that others see", async ({ visit, world }) => {
    const friend = await joinPlace(world.url, "Ilse");
    const { button, turnsBy, page, ...visitor } = await visit();
    await visitor.stepIn("Oskar");
    await visitor.openCircle("What does bread need?");
    await friend.request("join-circle", { circleId: await findCircle(friend, "What does bread need?") });
    await friend.request("say", { text: "Time, above all." });

    const first = turnsBy("Ilse");
    await first.hover();
    await button("Answer Ilse", first).click();
    await visitor.conversation.getByText("To Ilse: Time, above all.").waitFor();
    await visitor.say("And warmth?");
    await turnsBy("Oskar").getByText("Ilse: Time, above all.").waitFor();
    const answered = await until("the answer", () =>
      friend.received.find((entry) => entry.type === "turn-started" && entry.message.speakerName === "Oskar"),
    );
    expect(answered.message).toMatchObject({ replyTo: endedTurns(friend)[0]!.turnId });

    await first.hover();
    await button("React", first).click();
    await page.getByRole("menuitem", { name: "Good idea" }).click();
    await button("Good idea, 1 person", first).waitFor();
    await until("Ilse to see the reaction", () => friend.received.find((entry) => entry.type === "reacted"));
    await friend.room.leave();
  });

  journey(
    "C1 a passer-by joins a circle and speaks; the opener reads it, and sees who is typing",
    async ({ visit, world }) => {
      const { page, turnsBy, ...visitor } = await visit();
      const friend = await joinPlace(world.url, "Amadou");
      await visitor.stepIn("Pilar");
      await visitor.openCircle("Who has seen the sea?");
      await friend.request("join-circle", { circleId: await findCircle(friend, "Who has seen the sea?") });
      friend.room.send("set-typing", { typing: true });
      await page.getByText("Amadou writing…").waitFor();
      await friend.request("say", { text: "I have, once, at night." });
      await turnsBy("Amadou").getByText("I have, once, at night.").waitFor();
      await friend.room.leave();
      await page.getByText("1 here").waitFor();
    },
  );
});
