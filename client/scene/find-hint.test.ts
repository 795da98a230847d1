import { expect, test } from "vitest";
import { findHint, type Surroundings } from "./find-hint.ts";
import type { WorldAvatar, WorldCircle } from "./world-types.ts";

const persona = (id: string, x: number, z: number, circleId = "") => ({
  avatar: { id, kind: "persona", name: id, circleId } as WorldAvatar,
  x,
  z,
});
const circle = (id: string, x: number, z: number): WorldCircle => ({
  id,
  topic: "Masks",
  language: "en",
  status: "talking",
  x,
  z,
  members: [],
  speakerId: "",
  nextSpeakerId: "",
});
const around = (more: Partial<Surroundings>): Surroundings => ({
  own: { x: 0, z: 0 },
  ownCircleId: "",
  portals: [],
  circles: [],
  avatars: [],
  ...more,
});

const hintFor = (more: Partial<Surroundings>) => findHint(around(more), null);

test("W10 the hint offers the nearest persona that is free to talk", () => {
  expect(hintFor({ avatars: [persona("far", 9, 0), persona("near", 1, 1), persona("busy", 0.5, 0, "c1")] })).toEqual({
    kind: "talk",
    personaId: "near",
    name: "near",
  });
});

test("W10 the hint offers a circle one stands at, and nothing to a member of one", () => {
  expect(hintFor({ circles: [circle("c1", 3, 0)] })).toEqual({ kind: "join-circle", circleId: "c1", topic: "Masks" });
  expect(hintFor({ circles: [circle("c1", 3, 0)], ownCircleId: "c2" })).toBeNull();
  expect(hintFor({ circles: [circle("c1", 30, 0)] })).toBeNull();
});

test("W10 the portal that the person stands in comes first", () => {
  const portals = [{ id: "p", toPlaceId: "garden", title: { en: "The Garden" }, x: 1, z: 0, yaw: 0 }];
  expect(hintFor({ portals, avatars: [persona("near", 1, 1)] })).toMatchObject({ kind: "enter-portal", portalId: "p" });
});

test("W10 the hint does not change under the finger while a persona strolls by", () => {
  const offered = hintFor({ avatars: [persona("first", 2, 0)] });
  const passing = around({ avatars: [persona("first", 2.9, 0), persona("second", 2.4, 0)] });
  expect(findHint(passing, offered)).toMatchObject({ personaId: "first" });
  expect(findHint(passing, null)).toMatchObject({ personaId: "second" });
  expect(findHint(around({ avatars: [persona("first", 4, 0)] }), offered)).toBeNull();
});
