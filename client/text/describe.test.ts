import type { TFunction } from "i18next";
import { expect, test } from "vitest";
import type { AvatarSnapshot, CircleSnapshot } from "../net/place-snapshot.ts";
import { describeSurroundings, describeWho } from "./describe.ts";

/** Renders a text as its key and values: the tests check what is said, not the wording. */
const t = ((key: string, values?: object) =>
  values ? `${key} ${Object.values(values).join(" ")}` : key) as unknown as TFunction;

const avatar = (id: string, more: Partial<AvatarSnapshot> = {}): AvatarSnapshot => ({
  id,
  kind: "persona",
  name: id,
  look: { palette: ["#000000", "#000000", "#000000"], silhouette: "slender" },
  lookText: "",
  gesture: "",
  activity: "idle",
  circleId: "",
  seat: -1,
  typing: false,
  traits: {},
  ...more,
});
const circle = (members: string[]): CircleSnapshot => ({
  id: "c",
  topic: "Tea",
  kind: "chat",
  mode: "auto",
  speed: 7,
  status: "talking",
  pausedMessage: "",
  sessionId: "",
  debate: "",
  isPrivate: false,
  isCasual: false,
  language: "en",
  x: 0,
  z: -10,
  members,
  speakerId: "",
  nextSpeakerId: "",
  costNano: 0,
});

const positions: Record<string, { x: number; z: number }> = {
  me: { x: 0, z: 0 },
  near: { x: 3, z: 0 },
  far: { x: 0, z: 40 },
};
const view = {
  place: null,
  myId: "me",
  spectatorCount: 0,
  avatars: { me: avatar("me", { kind: "person", circleId: "c" }), far: avatar("far"), near: avatar("near") },
  circles: { c: circle(["me", "near"]) },
};
const locate = (id: string) => positions[id] ?? null;

test("W10 look shows one's own circle, people nearby but not far away, and where the circles are", () => {
  const lines = describeSurroundings(view, locate, t).join("\n");
  expect(lines).toContain("text.youSitIn Tea");
  expect(lines).toContain("near (text.away 3 winds.east)");
  expect(lines).not.toContain("far (");
  expect(lines).toContain("text.away 10 winds.north");
});

test("W10 who lists everyone else, the nearest first", () => {
  const lines = describeWho(view, locate, t);
  expect(lines.map((line) => line.split(" ")[1])).toEqual(["near", "far"]);
});

test("W10 alone is said, not shown as an empty list", () => {
  expect(describeWho({ ...view, avatars: { me: avatar("me") } }, locate, t)).toEqual(["text.alone"]);
});
