import { expect, test } from "vitest";
import { ShownDebate } from "../../../../schema/messages/debate.ts";
import { beginPhase } from "../../../../schema/rules/debate/debate-floor.ts";
import type { PlaceView } from "../../../state/place-store.ts";
import { isMyPart } from "./use-is-my-part.ts";

/** Ada sits with Bruno, in the openings of a debate that Clio moderates. */
const shown = (activityOfClio: string) => {
  const avatar = (id: string, kind: string, activity = "idle") => ({ [id]: { id, kind, activity } });
  const debate = JSON.stringify(ShownDebate.parse(beginPhase("clio", "opening", 0)));
  return {
    myId: "ada",
    circles: { round: { members: ["ada", "bruno", "clio"], debate, speakerId: "" } },
    avatars: {
      ...avatar("ada", "person"),
      ...avatar("bruno", "persona"),
      ...avatar("clio", "persona", activityOfClio),
    },
    transcripts: {},
  } as unknown as PlaceView;
};

test("C2 C9 a page waits for the persona who moderates as the server does: not while it is muted", () => {
  expect(isMyPart(shown("idle"), "round")).toBe(false);
  expect(isMyPart(shown("muted"), "round")).toBe(true);
});
