/** What a lone newcomer finds: personas that talk near the entrance. */
import { describe, expect } from "vitest";
import { browserPath } from "../test/browser.ts";
import { until, type Visitor } from "./support/join-place.ts";
import { journey as plainJourney } from "./support/journey.ts";
import { startWorld, type World } from "./support/start-world.ts";
import { PATIENCE_MS } from "./support/visitor-page.ts";

const PATIENTLY = { timeout: PATIENCE_MS, interval: 100 };

const journey = plainJourney.extend("world", { scope: "file" }, async ({}, { onCleanup }): Promise<World> => {
  const world = await startWorld({ ENTRANCE_TALK: "auto" });
  onCleanup(world.close);
  return world;
});

const findTalk = ({ room }: Visitor) => [...room.state.circles].find(([, { isCasual }]) => isCasual);
const countTurns = ({ received }: Visitor) => received.filter(({ type }) => type === "turn-ended").length;
const nameOf = ({ room }: Visitor, id: string) => room.state.avatars.get(id)!.name;

describe.skipIf(browserPath === null)("talk near the entrance", () => {
  journey(
    "W8 C6 a newcomer hears personas talk within three turns, invites one of them, and it comes",
    async ({ visit, witness }) => {
      const { transcript, conversation, dialog, button, page, ...visitor } = await visit();
      // It begins while the entry card is still open.
      const [circleId, talk] = await until("the talk", () => findTalk(witness));
      await witness.request("follow", { circleId });
      await visitor.stepIn("Nadia");
      const before = countTurns(witness);
      // Without a step: the spawn is within hearing.
      await expect.poll(() => transcript.getByRole("article").count(), PATIENTLY).toBeGreaterThan(0);
      expect(countTurns(witness) - before).toBeLessThanOrEqual(3);
      await witness.request("follow", { circleId: null });

      await visitor.openCircle("Where does the road lead?");
      const speaker = nameOf(witness, [...talk.members][0]!);
      await button("Invite to the circle", conversation).click();
      const row = dialog("Invite to the circle").getByRole("listitem").filter({ hasText: speaker });
      await row.getByText("Free", { exact: true }).waitFor();
      await button(`Invite ${speaker}`, row).click();
      await button("Done", dialog("Invite to the circle")).click();
      await page.getByText("2 here").waitFor();
      expect([...talk.members].map((id) => nameOf(witness, id))).not.toContain(speaker);
    },
  );

  journey(
    "W10 on a phone a conversation that one only hears leaves room to walk, and opens when one joins",
    async ({ visit }) => {
      const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
      const { button, conversation, page, ...visitor } = await visit(phone);
      await visitor.stepIn("Nadia");
      await button("Conversation, folded. Open it half").waitFor(PATIENTLY);
      const bar = (await visitor.actions.boundingBox())!;
      const grip = (await button("Conversation, folded. Open it half").boundingBox())!;
      const stick = await page.evaluate(() => {
        const { top, bottom } = document.querySelector("[class*=stick]")!.getBoundingClientRect();
        return { bottom, tagAtIt: document.elementFromPoint(72, (top + bottom) / 2)?.tagName };
      });
      expect(stick.tagAtIt).toBe("CANVAS");
      expect(stick.bottom, "the stick stands over the bar").toBeLessThanOrEqual(bar.y);
      expect(bar.y + bar.height, "the bar stands over the grip").toBeLessThanOrEqual(grip.y);
      expect(grip.y + grip.height, "the grip is in the picture").toBeLessThanOrEqual(844);
      await button("Conversation, folded. Open it half").click();
      await button("Join", conversation).click();
      await conversation.getByRole("textbox").waitFor();
      await button("Conversation, half open. Open it fully").waitFor();
    },
  );

  journey("W11 W8 a spectator of an otherwise empty square is shown the talk", async ({ visit }) => {
    const { button, actions, transcript } = await visit();
    await button("Just watch").click();
    await expect.poll(() => transcript.getByRole("article").count(), PATIENTLY).toBeGreaterThan(0);
    await expect.poll(() => button("Stage", actions).getAttribute("aria-pressed")).toBe("true");
  });
});
