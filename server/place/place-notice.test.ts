import { afterEach, expect, test } from "vitest";
import type { ServerMessages } from "../../schema/messages/room-messages.ts";
import type { PlaceNotice } from "./place-notice.ts";
import { startTestPlace, until, type TestPlace } from "../../test/place/test-place.adapter.ts";

let place: TestPlace;
afterEach(() => place.stop());

test("L7 a notice reaches the person, the circle or the roles it is for, and nobody else", async () => {
  place = await startTestPlace();
  const received: string[] = [];
  const [ada, ben, cleo] = await Promise.all(
    ["ada", "ben", "cleo"].map(async (name) => {
      const room = await place.join(name);
      room.onMessage("notice", ({ text }: ServerMessages["notice"]) => void received.push(`${name}: ${text}`));
      return room;
    }),
  );
  await ada!.request("open-circle", { topic: "tea", kind: "chat" });
  await ben!.request("join-circle", { circleId: "circle-1" });
  const notify = (text: string, to: PlaceNotice["to"], workspaceId = "default") =>
    place.notify({ workspaceId, to, notice: { code: "budget-warned", level: "warning", text } });
  notify("elsewhere", { roles: ["guest"] }, "another");
  notify("operators", { roles: ["admin", "operator"] });
  notify("in a circle already notified", { userId: "ada", inCircles: false });
  notify("one", { userId: "ada", inCircles: true });
  notify("alone", { userId: "cleo", inCircles: false });
  notify("circle", { circleId: "circle-1" });
  notify("all", { roles: ["guest"] });
  await until(() => received.length >= 7, "everybody was notified");
  expect(received.toSorted()).toEqual(
    ["ada: all", "ada: circle", "ada: one", "ben: all", "ben: circle", "cleo: all", "cleo: alone"].toSorted(),
  );
  expect(cleo!.state.avatars.get("cleo")!.circleId).toBe("");
});
