/** The wall of a workshop that several groups have a part of. */
import { describe, expect } from "vitest";
import { browserPath } from "../test/browser.ts";
import { joinPlace } from "./support/join-place.ts";
import { journey } from "./support/journey.ts";

const GROUPS = [
  { name: "Ada", topic: "Better night buses", ideas: ["Every half hour", "Stops on demand (after 22:00)"] },
  {
    name: "Layla",
    topic: "حافلات ليلية أفضل؟",
    ideas: ["حافلة كل نصف ساعة!", "توقف عند الطلب (بعد 22:00)، مجاناً"],
  },
  { name: "Carl", topic: "Cheaper nights", ideas: ["A ticket for two"] },
];

describe.skipIf(browserPath === null)("a shared wall", () => {
  journey(
    "W7 whoever watches the workshop gets the newest idea of each of three groups, also when it comes as they begin",
    async ({ world, visit }) => {
      const { page, button } = await visit({}, `${world.url}#/workshop`);
      await button("Just watch").click();
      await page.locator("canvas[data-shown]").waitFor();
      const rooms: { leave(): unknown }[] = [];
      for (const { name, topic, ideas } of GROUPS) {
        const { token, room, request } = await joinPlace(world.url, name, "visitor", "workshop");
        rooms.push(room);
        const { circleId } = await request<{ circleId: string }>("open-circle", { topic, kind: "ideation" });
        // Only what was read to its end: news of another idea cancels what is on its way.
        const isRead = page.waitForEvent("requestfinished", async (asked) => {
          if (!asked.url().includes(`/api/conversations/${circleId}/outcome`)) return false;
          return (await (await asked.response())!.text()).includes(ideas.at(-1)!);
        });
        for (const text of ideas) {
          const answer = await fetch(`${world.url}/api/conversations/${circleId}/outcome/items`, {
            method: "POST",
            headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
            body: JSON.stringify({ kind: "ideation", content: { type: "idea", text }, turnIds: [] }),
          });
          expect(answer.status, await answer.text()).toBe(200);
        }
        await isRead;
      }
      expect(await page.getByRole("alert").count()).toBe(0);
      for (const room of rooms) await room.leave();
    },
  );
});
