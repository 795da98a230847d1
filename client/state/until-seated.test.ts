import { afterEach, expect, test } from "vitest";
import type { AvatarSnapshot } from "../net/place-snapshot.ts";
import { EMPTY_PLACE, usePlace } from "./place-store.ts";
import { untilSeated } from "./until-seated.ts";

const me = (circleId: string) => ({ myId: "me", avatars: { me: { id: "me", circleId } as AvatarSnapshot } });
afterEach(() => usePlace.setState(EMPTY_PLACE));

test("W10 actions that need the circle wait until the state contains it, not only for the answer", async () => {
  usePlace.setState(me(""));
  const order: string[] = [];
  const seated = untilSeated("c1").then(() => order.push("seated"));
  usePlace.setState(me("c0"));
  await Promise.resolve();
  order.push("another");
  usePlace.setState(me("c1"));
  await seated;
  expect(order).toEqual(["another", "seated"]);
});

test("W10 somebody already seated there does not wait", async () => {
  usePlace.setState(me("c1"));
  await untilSeated("c1");
});
